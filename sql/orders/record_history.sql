-- history::record: a line of an order's history.
INSERT INTO order_history (order_id, status, at, actor, note) VALUES (?1, ?2, ?3, ?4, ?5)
