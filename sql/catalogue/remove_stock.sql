-- Run by catalogue::stock before a product is deleted; reads variants_of_product.
INSERT INTO stock_movements (variant_id, delta, reason, at)
SELECT id, -stock_quantity, 'removed', ?2 FROM variants WHERE product_id = ?1 AND stock_quantity > 0
