-- Run by favorites::read: a customer's favourites that are on sale, by favorites_by_age; the order is put
-- behind it.
SELECT /*columns*/, f.created_at, {keys}
FROM favorites f INDEXED BY favorites_by_age
JOIN products p ON p.id = f.product_id AND p.is_active = 1 /*joins*/
WHERE f.user_id = ?1
