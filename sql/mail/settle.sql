-- Run by mail::outbox::settle once an attempt has ended; by the primary key.
UPDATE outbox
SET claimed_at = NULL, sent_at = ?2, failed_at = ?3, next_attempt_at = coalesce(?4, next_attempt_at), last_error = ?5
WHERE id = ?1 AND claimed_at IS NOT NULL
