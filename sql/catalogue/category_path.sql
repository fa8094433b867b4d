-- Run by catalogue::categories::path_of. The depth bound ends a cycle, should there ever be one.
WITH RECURSIVE above (id, parent_id, name, depth) AS (
    SELECT id, parent_id, name, 0 FROM categories WHERE id = ?1
    UNION ALL
    SELECT c.id, c.parent_id, c.name, a.depth + 1
    FROM above a JOIN categories c ON c.id = a.parent_id
    WHERE a.depth < 100
)
SELECT name FROM above ORDER BY depth DESC
