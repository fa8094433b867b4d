-- expiry::due: unpaid orders whose time is over, after one of them, by orders_unpaid.
SELECT expires_at, id FROM orders
WHERE status = 'pending_payment' AND expires_at <= ?1 AND (expires_at, id) > (?2, ?3)
ORDER BY expires_at, id LIMIT ?4
