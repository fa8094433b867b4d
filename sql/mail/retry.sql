-- Run by mail::outbox::retry: makes an unsent letter due now, as if it were new; by the primary key.
UPDATE outbox SET failed_at = NULL, attempts = 0, next_attempt_at = ?2 WHERE id = ?1 AND sent_at IS NULL
