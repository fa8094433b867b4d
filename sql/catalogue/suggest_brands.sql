-- Run by catalogue::suggest. The brands that have an active product; reads products_of_brand.
SELECT DISTINCT b.name FROM json_each(?1) pattern
JOIN brands b ON instr(' ' || b.key, ' ' || pattern.value) > 0
WHERE EXISTS (SELECT 1 FROM products p WHERE p.is_active = 1 AND p.brand_id = b.id)
ORDER BY b.key LIMIT ?2
