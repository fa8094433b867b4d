-- Run by catalogue::shop for the detail; reads variants_of_product.
SELECT id, sku, options, price, original_price, stock_quantity, is_default, is_active, position
FROM variants WHERE product_id = ?1 ORDER BY position, id
