-- Run by analytics::carts: what is left in carts, but not for long enough; carts_by_change.
SELECT count(*), coalesce(sum(amount), 0) FROM carts
WHERE changed_at >= ?3 AND opened_at >= ?1 AND opened_at < ?2 AND bought_at IS NULL AND units > 0
