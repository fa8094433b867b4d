-- Run by catalogue::stock::take. Reads the primary key; does nothing when there is less than asked for.
UPDATE variants SET stock_quantity = stock_quantity - ?2
WHERE id = ?1 AND stock_quantity >= ?2
