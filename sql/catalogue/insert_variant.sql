-- Run by catalogue::variants.
INSERT INTO variants
    (product_id, sku, options, price, original_price, stock_quantity, is_default, is_active, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
