-- Run by favorites::read: a customer's favourites that are on sale, the newest first, behind an instant
-- and an id; by favorites_by_age.
SELECT /*columns*/, f.created_at
FROM favorites f INDEXED BY favorites_by_age
JOIN products p ON p.id = f.product_id AND p.is_active = 1 /*joins*/
WHERE f.user_id = ?1 AND (f.created_at, f.product_id) < (?2, ?3)
ORDER BY f.created_at DESC, f.product_id DESC LIMIT ?4
