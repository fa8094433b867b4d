-- Run by catalogue::suggest, once a tier of the search. At most 1,000 of a tier are ranked, so that one
-- letter costs no more than a word.
SELECT p.id, p.slug, p.name, p.price, p.image_url
FROM (SELECT rowid AS id FROM product_search WHERE product_search MATCH ?1 LIMIT 1000) found
CROSS JOIN products p ON p.id = found.id
WHERE p.is_active = 1
ORDER BY p.popularity DESC, length(p.name), p.id LIMIT ?2
