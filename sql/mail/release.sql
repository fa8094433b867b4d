-- Run by mail::outbox::release when a server starts: what an earlier one had taken and did not settle
-- is sent again. Reads the letters of outbox_waiting.
UPDATE outbox SET claimed_at = NULL
WHERE sent_at IS NULL AND failed_at IS NULL AND claimed_at IS NOT NULL
