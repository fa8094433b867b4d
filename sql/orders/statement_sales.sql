-- statements::entries: what a seller delivered in a span, by fulfillments_delivered and
-- order_items_of_fulfillment.
SELECT f.delivered_at, f.order_id, o.number, f.id, coalesce(f.commission, 0), 0,
       (SELECT coalesce(sum(i.line_total - i.discount + iif(o.prices_include_tax, 0, i.tax)), 0)
        FROM order_items i WHERE i.fulfillment_id = f.id)
FROM fulfillments f JOIN orders o ON o.id = f.order_id
WHERE f.seller_id = ?1 AND f.delivered_at >= ?2 AND f.delivered_at < ?3
ORDER BY f.delivered_at, f.id
