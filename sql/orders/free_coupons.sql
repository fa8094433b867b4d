-- Effect::FreeCoupons: counts the uses of an order back, by coupon_uses_of_order.
UPDATE coupons SET used_count = used_count - 1
WHERE id IN (SELECT coupon_id FROM coupon_uses WHERE order_id = ?1) AND used_count > 0
