-- Run by sellers::read::standing when a caller is refused: how the seller of an account, or of an API
-- token, stands. Reads sellers_by_user, or the primary keys.
SELECT status FROM sellers WHERE user_id = ?1
UNION ALL
SELECT s.status FROM api_tokens t JOIN sellers s ON s.id = t.seller_id WHERE t.id = ?2
LIMIT 1
