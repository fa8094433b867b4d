-- Run by people::tokens::list.
SELECT t.id, t.name, t.role, t.prefix, s.slug, t.created_at, t.expires_at, t.revoked_at
FROM api_tokens t LEFT JOIN sellers s ON s.id = t.seller_id
ORDER BY t.id DESC
