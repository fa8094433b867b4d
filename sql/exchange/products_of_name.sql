-- Run by exchange::namesakes; reads products_by_name and products_hidden_by_name.
SELECT p.id, d.attributes, b.key, d.model, p.condition, p.price,
       EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.sku IS NOT NULL)
FROM (
    SELECT id, brand_id, condition, price FROM products WHERE name_key = ?1 AND is_active = 1
    UNION ALL
    SELECT id, brand_id, condition, price FROM products WHERE name_key = ?1 AND is_active = 0
) p
JOIN product_details d ON d.product_id = p.id
LEFT JOIN brands b ON b.id = p.brand_id
WHERE p.id <= ?2
ORDER BY p.id
