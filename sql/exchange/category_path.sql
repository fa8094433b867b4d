-- Run by exchange::export: the names and slugs from the root to a category; reads the primary key.
WITH RECURSIVE path (id, parent_id, name, slug, level) AS (
    SELECT id, parent_id, name, slug, 0 FROM categories WHERE id = ?1
    UNION ALL
    SELECT c.id, c.parent_id, c.name, c.slug, path.level + 1
    FROM path JOIN categories c ON c.id = path.parent_id
    WHERE path.level < 100
)
SELECT name, slug FROM path ORDER BY level DESC
