-- Effect::DeliverDigital: fulfilments of an order whose lines all need no parcel, by
-- fulfillments_of_order and order_items_of_fulfillment.
UPDATE fulfillments SET status = 'delivered', shipped_at = ?2, delivered_at = ?2
WHERE order_id = ?1 AND status = 'pending'
  AND NOT EXISTS (SELECT 1 FROM order_items i WHERE i.fulfillment_id = fulfillments.id AND i.is_digital = 0)
