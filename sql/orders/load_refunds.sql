-- load::refunds: what was given back of an order, by refunds_of_order.
SELECT id, amount, reason, at FROM refunds WHERE order_id = ?1 ORDER BY id
