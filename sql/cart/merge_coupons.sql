-- Run by cart::merge: both carts' coupons stay. Reads the primary key.
INSERT INTO cart_coupons (cart_id, coupon_id)
SELECT ?1, coupon_id FROM cart_coupons WHERE cart_id = ?2
ON CONFLICT DO NOTHING
