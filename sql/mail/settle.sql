-- Run by mail::outbox::settle once an attempt has ended; by the primary key. A link that sets a password
-- is not kept once its letter was sent.
UPDATE outbox
SET claimed_at = NULL, sent_at = ?2, failed_at = ?3, next_attempt_at = coalesce(?4, next_attempt_at), last_error = ?5,
    body = iif(?2 IS NOT NULL AND kind = 'password_reset', '(A link that was sent.)' || char(10), body)
WHERE id = ?1 AND claimed_at IS NOT NULL
