-- Run by sellers::read::page with what they are sorted by put in and the order behind it, and for one of them
-- by its id; the products of each are counted in products_of_seller. ?1 is a JSON list of statuses, ?2 a
-- pattern.
SELECT s.id, s.slug, s.name, s.description, s.status, s.commission, s.user_id, s.created_at, s.updated_at,
       u.email, u.name, (SELECT count(*) FROM products p WHERE p.seller_id = s.id), {keys}
FROM sellers s LEFT JOIN users u ON u.id = s.user_id
WHERE (?1 IS NULL OR s.status IN (SELECT value FROM json_each(?1)))
  AND (?2 IS NULL OR s.name LIKE ?2 ESCAPE '\' OR s.slug LIKE ?2 ESCAPE '\' OR u.email LIKE ?2 ESCAPE '\')
