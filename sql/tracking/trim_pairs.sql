-- Run by tracking::projection in shop.db, once a product with new pairs; by the primary key of
-- `also_viewed`. Keeps the fifty best.
DELETE FROM also_viewed WHERE product_id = ?1 AND other_id IN (
    SELECT other_id FROM also_viewed WHERE product_id = ?1 ORDER BY weight DESC, other_id LIMIT -1 OFFSET 50
)
