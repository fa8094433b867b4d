-- load::fulfillments: an order's fulfilments, by fulfillments_of_order.
SELECT f.id, f.status, f.carrier, f.tracking_number, f.shipped_at, f.delivered_at, s.id, s.slug, s.name
FROM fulfillments f LEFT JOIN sellers s ON s.id = f.seller_id
WHERE f.order_id = ?1 ORDER BY f.id
