-- Run by catalogue::tree; counts by the covering index products_in_category.
SELECT c.id, c.parent_id, c.slug, c.name, c.position, coalesce(n.own, 0)
FROM categories c
LEFT JOIN (
    SELECT category_id, count(*) AS own FROM products
    WHERE is_active = 1 AND category_id IS NOT NULL GROUP BY category_id
) n ON n.category_id = c.id
