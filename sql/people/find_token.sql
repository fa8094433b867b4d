-- Run by people::tokens::find for a request with an API token; reads the unique index on hash. A
-- seller that is not active is nobody to act for.
SELECT t.id, t.role, s.id, t.expires_at FROM api_tokens t
LEFT JOIN sellers s ON s.id = t.seller_id AND s.status = 'active'
WHERE t.hash = ?1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?2)
