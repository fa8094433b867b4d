-- Run by catalogue::shop::related; reads also_viewed by its key, products_in_category and
-- products_of_brand. At most 500 of each are ranked, so that a category of a million products costs no
-- more than one of a thousand. What visitors looked at in the same session comes first.
WITH near (id, weight, closeness) AS MATERIALIZED (
    SELECT other_id, weight, 0 FROM also_viewed WHERE product_id = ?1
    UNION ALL
    SELECT * FROM (SELECT id, 0.0, 2 FROM products WHERE is_active = 1 AND category_id = ?2 LIMIT 500)
    UNION ALL
    SELECT * FROM (SELECT id, 0.0, 1 FROM products WHERE is_active = 1 AND brand_id = ?3 LIMIT 500)
),
best (id, weight, closeness) AS MATERIALIZED (
    SELECT near.id, sum(weight), sum(closeness) FROM near JOIN products p ON p.id = near.id
    WHERE near.id <> ?1 AND p.is_active = 1 GROUP BY near.id
    ORDER BY sum(weight) DESC, sum(closeness) DESC, p.popularity DESC, p.in_stock DESC, near.id DESC LIMIT ?4
)
SELECT /*columns*/ FROM best JOIN products p ON p.id = best.id /*joins*/
ORDER BY best.weight DESC, best.closeness DESC, p.popularity DESC, p.in_stock DESC, p.id DESC
