-- Run by catalogue::stock. `in_stock` stands in indexes, so it is written only where it changes, by a
-- statement of its own.
UPDATE products SET stock_quantity = stock_quantity + ?2 WHERE id = ?1
