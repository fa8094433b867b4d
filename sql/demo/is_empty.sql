-- Run by demo::fill::is_fillable. Each look stops at a table's first row.
SELECT NOT EXISTS (SELECT 1 FROM products)
   AND NOT EXISTS (SELECT 1 FROM categories)
   AND NOT EXISTS (SELECT 1 FROM sellers)
