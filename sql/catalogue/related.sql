-- Run by catalogue::shop::related; reads products_in_category and products_of_brand. At most 500 of
-- each are ranked, so that a category of a million products costs no more than one of a thousand.
WITH near (id, closeness) AS MATERIALIZED (
    SELECT * FROM (SELECT id, 2 FROM products WHERE is_active = 1 AND category_id = ?2 LIMIT 500)
    UNION ALL
    SELECT * FROM (SELECT id, 1 FROM products WHERE is_active = 1 AND brand_id = ?3 LIMIT 500)
),
best (id, closeness) AS MATERIALIZED (
    SELECT near.id, sum(closeness) FROM near JOIN products p ON p.id = near.id
    WHERE near.id <> ?1 GROUP BY near.id
    ORDER BY sum(closeness) DESC, p.popularity DESC, p.in_stock DESC, near.id DESC LIMIT ?4
)
SELECT /*columns*/ FROM best JOIN products p ON p.id = best.id /*joins*/
ORDER BY best.closeness DESC, p.popularity DESC, p.in_stock DESC, p.id DESC
