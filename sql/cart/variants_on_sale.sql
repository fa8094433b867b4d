-- Run by cart::goods for a product that is named alone: two rows are one too many to choose from.
-- Reads variants_of_product.
SELECT v.id
FROM products p JOIN variants v ON v.product_id = p.id LEFT JOIN sellers s ON s.id = p.seller_id
WHERE p.id = ?1 AND v.is_active = 1 AND p.is_active = 1 AND coalesce(s.status, 'active') = 'active'
LIMIT 2
