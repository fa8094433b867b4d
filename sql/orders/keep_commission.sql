-- Effect::Invoice: what each seller of an order pays, by fulfillments_of_order.
UPDATE fulfillments
SET commission = coalesce((SELECT s.commission FROM sellers s WHERE s.id = seller_id), ?2)
WHERE order_id = ?1 AND seller_id IS NOT NULL
