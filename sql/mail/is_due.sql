-- Run by mail::outbox::is_due a few times a second; by outbox_waiting.
SELECT EXISTS (
    SELECT 1 FROM outbox
    WHERE sent_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL AND next_attempt_at <= ?1
)
