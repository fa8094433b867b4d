-- Run by people::tokens for every authenticated request; reads the unique index on hash.
SELECT id, role, seller_id FROM api_tokens
WHERE hash = ?1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?2)
