-- Run by people::tokens::page, the newest first; by the primary key.
SELECT t.id, t.name, t.role, t.prefix, s.id, s.slug, s.name, t.created_at, t.expires_at, t.revoked_at
FROM api_tokens t LEFT JOIN sellers s ON s.id = t.seller_id
WHERE t.id < ?1
ORDER BY t.id DESC
LIMIT ?2
