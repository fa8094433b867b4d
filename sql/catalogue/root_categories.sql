-- Run by catalogue::tree for the front page's menu; roots are the first entries of categories_by_parent.
SELECT slug, name FROM categories WHERE parent_id IS NULL ORDER BY position, name, id LIMIT 16
