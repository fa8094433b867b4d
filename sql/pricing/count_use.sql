-- Run by pricing::coupons in the transaction of a checkout. Does nothing when the limit is reached.
UPDATE coupons SET used_count = used_count + 1
WHERE id = ?1 AND (usage_limit IS NULL OR used_count < usage_limit)
