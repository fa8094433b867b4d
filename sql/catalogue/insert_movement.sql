-- Run by catalogue::stock.
INSERT INTO stock_movements (variant_id, delta, reason, note, order_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
