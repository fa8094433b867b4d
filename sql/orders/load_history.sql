-- load::history: what happened to an order, by order_history_of_order.
SELECT status, at, actor, note FROM order_history WHERE order_id = ?1 ORDER BY id
