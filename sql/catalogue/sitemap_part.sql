-- Run by catalogue::sitemap; walks the table by its id.
SELECT slug, updated_at FROM products WHERE id >= ?1 AND is_active = 1 ORDER BY id LIMIT ?2
