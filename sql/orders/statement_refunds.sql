-- statements::entries: a seller's shares of refunds that count in a span: made in it, or before the
-- delivery that falls into it; by refunds_by_age, fulfillments_delivered and the keys of refund_shares.
WITH counted AS (
    SELECT s.refund_id, s.fulfillment_id, s.amount, max(r.at, f.delivered_at) AS at
    FROM refunds r JOIN refund_shares s ON s.refund_id = r.id
    JOIN fulfillments f ON f.id = s.fulfillment_id
    WHERE r.at >= ?2 AND r.at < ?3 AND f.seller_id = ?1 AND f.delivered_at <= r.at
    UNION ALL
    SELECT s.refund_id, s.fulfillment_id, s.amount, f.delivered_at
    FROM fulfillments f JOIN refund_shares s ON s.fulfillment_id = f.id
    JOIN refunds r ON r.id = s.refund_id
    WHERE f.seller_id = ?1 AND f.delivered_at >= ?2 AND f.delivered_at < ?3 AND r.at < f.delivered_at
)
SELECT c.at, f.order_id, o.number, f.id, coalesce(f.commission, 0),
       (SELECT coalesce(sum(i.line_total - i.discount + iif(o.prices_include_tax, 0, i.tax)), 0)
        FROM order_items i WHERE i.fulfillment_id = f.id)
       - (SELECT coalesce(sum(b.amount), 0) FROM refund_shares b
          WHERE b.fulfillment_id = f.id AND b.refund_id < c.refund_id),
       -c.amount
FROM counted c JOIN fulfillments f ON f.id = c.fulfillment_id JOIN orders o ON o.id = f.order_id
ORDER BY c.at, c.refund_id
