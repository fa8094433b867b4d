-- Run by sellers::read::page: how many rows all pages have.
SELECT count(*)
FROM sellers s LEFT JOIN users u ON u.id = s.user_id
WHERE (?1 IS NULL OR s.status IN (SELECT value FROM json_each(?1)))
  AND (?2 IS NULL OR s.name LIKE ?2 ESCAPE '\' OR s.slug LIKE ?2 ESCAPE '\' OR u.email LIKE ?2 ESCAPE '\')
