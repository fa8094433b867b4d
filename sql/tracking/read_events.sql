-- Run by tracking::retention and tracking::recount, read by tracking::codec::read; a range of the
-- primary key of `events`.
SELECT id, at, action, visitor, product_id, units, amount, reference, text, ids, repeats
FROM events WHERE id >= ?1 AND id < ?2 ORDER BY id
