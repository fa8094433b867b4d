-- Run by analytics::carts; carts_by_time alone.
SELECT count(*), count(bought_at),
       coalesce(sum(bought_at IS NULL AND changed_at < ?3 AND units > 0), 0),
       coalesce(sum(iif(bought_at IS NULL AND changed_at < ?3 AND units > 0, amount, 0)), 0)
FROM carts WHERE opened_at >= ?1 AND opened_at < ?2
