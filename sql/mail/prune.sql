-- Run by mail::outbox::prune: the oldest letters, if they are old enough; by the primary key, in whose
-- order they were written.
DELETE FROM outbox
WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT 500) AND created_at < ?1
