-- Run by mail::outbox::claim: takes the letter that has been due the longest, so that no other sender
-- does; by outbox_waiting.
UPDATE outbox SET claimed_at = ?1, attempts = attempts + 1
WHERE id = (
    SELECT id FROM outbox
    WHERE sent_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL AND next_attempt_at <= ?1
    ORDER BY next_attempt_at, id LIMIT 1
)
RETURNING id, kind, recipient, subject, body, created_at, attempts, next_attempt_at
