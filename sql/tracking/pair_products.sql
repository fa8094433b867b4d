-- Run by tracking::projection in shop.db, twice a pair of products that were seen together; by the
-- primary keys of `also_viewed` and `products`.
INSERT INTO also_viewed (product_id, other_id, weight)
SELECT ?1, ?2, ?3
WHERE EXISTS (SELECT 1 FROM products WHERE id = ?1) AND EXISTS (SELECT 1 FROM products WHERE id = ?2)
ON CONFLICT (product_id, other_id) DO UPDATE SET weight = weight + excluded.weight
