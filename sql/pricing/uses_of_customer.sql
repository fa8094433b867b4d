-- Run by pricing::coupons; reads the primary key of coupon_uses.
SELECT count(DISTINCT order_id) FROM coupon_uses WHERE coupon_id = ?1 AND customer IN (?2, ?3)
