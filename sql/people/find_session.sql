-- Run by people::sessions::find for a request with a login; reads the unique index on hash, the
-- primary key of users and sellers_by_user. Who is blocked has none.
SELECT l.id, l.user_id, u.role, s.id, l.expires_at, l.last_seen_at
FROM sessions l
JOIN users u ON u.id = l.user_id AND u.blocked_at IS NULL
LEFT JOIN sellers s ON s.user_id = u.id AND s.status = 'active'
WHERE l.hash = ?1 AND l.expires_at > ?2
