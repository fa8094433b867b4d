-- Run by people::tokens::page, with what they are sorted by put in and the order behind it.
SELECT t.id, t.name, t.role, t.prefix, s.id, s.slug, s.name, t.created_at, t.expires_at, t.revoked_at, {keys}
FROM api_tokens t LEFT JOIN sellers s ON s.id = t.seller_id
WHERE 1
