-- Run by setup::is_empty. Each look stops at a table's first row.
SELECT NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin')
   AND NOT EXISTS (SELECT 1 FROM products)
