-- Run by catalogue::sitemap; numbers the active products in the order of their ids, from the smallest
-- partial index, and keeps every ?1th.
SELECT id FROM (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM products WHERE is_active = 1
) WHERE place % ?1 = 0 ORDER BY id
