-- Run by catalogue::shelves; counts by the covering index products_in_category, which also leads to
-- the newest product of each category.
SELECT c.id, c.parent_id, c.slug, c.name, coalesce(n.own, 0),
    (SELECT p.image_url FROM products p INDEXED BY products_in_category
     WHERE p.category_id = c.id AND p.is_active = 1 ORDER BY p.created_at DESC, p.id DESC LIMIT 1)
FROM categories c
LEFT JOIN (
    SELECT category_id, count(*) AS own FROM products
    WHERE is_active = 1 AND category_id IS NOT NULL GROUP BY category_id
) n ON n.category_id = c.id
ORDER BY c.position, c.name, c.id
