-- Run by `souk check`: each order that breaks a promise, with the first one that it breaks.
-- Reads orders once, and order_items_of_order, order_history_of_order and stock_movements_of_order for each.
SELECT number, fault FROM (
    SELECT o.number, o.created_at, CASE
        WHEN i.lines IS NULL THEN 'has no lines'
        WHEN o.subtotal <> i.line_total THEN 'has another subtotal than its lines'
        WHEN o.discount_total <> i.discount THEN 'has another discount than its lines'
        WHEN o.tax_total <> i.tax + coalesce(o.shipping ->> 'tax', 0) THEN 'has another tax than its parts'
        WHEN o.shipping_total <> coalesce(o.shipping ->> 'price', 0) THEN 'has another price of shipping than its method'
        WHEN i.strays > 0 THEN 'has lines in another order''s fulfilment'
        WHEN i.quantity <> coalesce((SELECT -sum(m.delta) FROM stock_movements m
                                     WHERE m.order_id = o.id AND m.reason = 'sale'), 0)
            THEN 'took another stock than its lines say'
        WHEN o.status IS NOT (SELECT h.status FROM order_history h WHERE h.order_id = o.id ORDER BY h.id DESC LIMIT 1)
            THEN 'has another status than its history'
        WHEN (o.user_id IS NULL) = (o.access_hash IS NULL) THEN 'is neither an account''s nor a guest''s'
    END AS fault
    FROM orders o LEFT JOIN (
        SELECT i.order_id, count(*) AS lines, sum(i.line_total) AS line_total, sum(i.discount) AS discount,
            sum(i.tax) AS tax, sum(i.quantity) AS quantity, sum(f.order_id <> i.order_id) AS strays
        FROM order_items i JOIN fulfillments f ON f.id = i.fulfillment_id
        GROUP BY i.order_id
    ) i ON i.order_id = o.id
)
WHERE fault IS NOT NULL ORDER BY created_at
