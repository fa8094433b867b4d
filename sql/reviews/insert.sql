-- Run by reviews::write::create. Nothing when the customer has reviewed the product already. Whether they
-- bought it is found by orders_of_user and order_items_of_order.
INSERT INTO reviews (product_id, user_id, rating, title, body, verified_purchase, created_at, updated_at)
SELECT ?1, ?2, ?3, ?4, ?5, EXISTS (
    SELECT 1 FROM orders o
    JOIN order_items i ON i.order_id = o.id
    JOIN fulfillments f ON f.id = i.fulfillment_id
    WHERE o.user_id = ?2 AND i.product_id = ?1 AND (o.status = 'delivered' OR f.status = 'delivered')
), ?6, ?6
WHERE true
ON CONFLICT (product_id, user_id) DO NOTHING
