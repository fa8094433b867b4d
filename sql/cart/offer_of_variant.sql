-- Run by cart::items for a line whose variant is named: one row, or none where it cannot be bought.
-- Reads the rows of the variant, its product and its seller by their ids.
SELECT v.id, v.price, v.stock_quantity, p.name
FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN sellers s ON s.id = p.seller_id
WHERE v.id = ?1 AND v.product_id = ?2 AND v.is_active = 1 AND p.is_active = 1
    AND coalesce(s.status, 'active') = 'active'
