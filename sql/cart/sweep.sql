-- Run by cart::sweep every minute, again and again while it finds a whole step of carts.
-- Reads carts_by_expiry; lines and coupons go with their cart.
DELETE FROM carts WHERE id IN (SELECT id FROM carts WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
