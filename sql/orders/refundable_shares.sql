-- refunds::shares: what each fulfilment of an order was paid for its goods, less what it gave back, by
-- fulfillments_of_order, order_items_of_fulfillment and the primary key of refund_shares.
SELECT f.id,
       (SELECT coalesce(sum(i.line_total - i.discount + iif(o.prices_include_tax, 0, i.tax)), 0)
        FROM order_items i WHERE i.fulfillment_id = f.id)
       - (SELECT coalesce(sum(s.amount), 0) FROM refund_shares s WHERE s.fulfillment_id = f.id)
FROM fulfillments f JOIN orders o ON o.id = f.order_id
WHERE f.order_id = ?1 ORDER BY f.id
