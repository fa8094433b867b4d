-- Run by http::idempotency before each new key; reads idempotency_keys_by_age. A few at a time, so
-- that no request pays for a day of others.
DELETE FROM idempotency_keys WHERE (scope, key) IN (
    SELECT scope, key FROM idempotency_keys WHERE created_at <= ?1 ORDER BY created_at LIMIT 20
)
