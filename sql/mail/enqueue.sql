-- Run by mail::outbox::enqueue in the transaction of what the letter tells of.
INSERT INTO outbox (kind, recipient, subject, body, order_id, created_at, next_attempt_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
