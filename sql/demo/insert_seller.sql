-- Run by demo::fill for each of the bazaar's stalls.
INSERT INTO sellers (slug, name, created_at) VALUES (?1, ?2, ?3)
