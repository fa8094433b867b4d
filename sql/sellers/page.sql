-- Run by sellers::read::page, the newest first, by the primary key; the products of each are counted in
-- products_of_seller. ?1 is where the page before ended, ?2 a JSON list of statuses, ?3 a pattern.
SELECT s.id, s.slug, s.name, s.description, s.status, s.commission, s.user_id, s.created_at, s.updated_at,
       u.email, u.name, (SELECT count(*) FROM products p WHERE p.seller_id = s.id)
FROM sellers s LEFT JOIN users u ON u.id = s.user_id
WHERE s.id < ?1
  AND (?2 IS NULL OR s.status IN (SELECT value FROM json_each(?2)))
  AND (?3 IS NULL OR s.name LIKE ?3 ESCAPE '\' OR s.slug LIKE ?3 ESCAPE '\' OR u.email LIKE ?3 ESCAPE '\')
ORDER BY s.id DESC
LIMIT ?4
