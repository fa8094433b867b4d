-- Run by catalogue::variants.
UPDATE variants SET
    sku = ?2, options = ?3, price = ?4, original_price = ?5, stock_quantity = ?6, is_default = ?7,
    is_active = ?8, position = ?9
WHERE id = ?1
