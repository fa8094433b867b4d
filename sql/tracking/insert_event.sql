-- Run by tracking::codec::insert, once an event; appends to `events`.
INSERT INTO events (at, action, visitor, product_id, units, amount, reference, text, ids, repeats)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
