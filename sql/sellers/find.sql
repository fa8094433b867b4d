-- Run by sellers::read::find for a seller by id or slug, by the primary key or the unique index on slug.
SELECT s.id, s.slug, s.name, s.description, s.status, s.commission, s.user_id, s.created_at, s.updated_at
FROM sellers s
WHERE s.id = ?1 OR s.slug = ?2
