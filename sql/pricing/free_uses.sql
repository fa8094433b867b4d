-- Run by pricing::coupons when an order is cancelled or expires; reads coupon_uses_of_order. A customer
-- with an account has two rows for one use.
UPDATE coupons SET used_count = used_count - 1
WHERE id IN (SELECT coupon_id FROM coupon_uses WHERE order_id = ?1)
