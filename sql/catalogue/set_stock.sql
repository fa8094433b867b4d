-- Run by catalogue::stock. Reads the primary key.
UPDATE variants SET stock_quantity = ?2 WHERE id = ?1 RETURNING product_id, is_active
