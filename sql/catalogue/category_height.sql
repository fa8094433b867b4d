-- Run by catalogue::categories::height_of; reads categories_by_parent. The depth bound ends a cycle,
-- should there ever be one.
WITH RECURSIVE below (id, depth) AS (
    SELECT ?1, 1
    UNION ALL
    SELECT c.id, b.depth + 1 FROM below b JOIN categories c ON c.parent_id = b.id
    WHERE b.depth < 100
)
SELECT max(depth) FROM below
