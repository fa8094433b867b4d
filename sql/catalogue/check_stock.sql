-- Run by catalogue::check for `souk check`: variants, also those that are gone, whose movements do not
-- add up to their stock. Reads every movement once, by stock_movements_of_variant.
SELECT m.variant_id, m.moved, v.stock_quantity
FROM (SELECT variant_id, sum(delta) AS moved FROM stock_movements GROUP BY variant_id) m
LEFT JOIN variants v ON v.id = m.variant_id
WHERE m.moved <> coalesce(v.stock_quantity, 0)
UNION ALL
SELECT v.id, 0, v.stock_quantity FROM variants v
WHERE v.stock_quantity > 0
  AND NOT EXISTS (SELECT 1 FROM stock_movements m WHERE m.variant_id = v.id)
ORDER BY 1
