-- Run by analytics::carts; the newest carts by carts_by_time, then their lines by the primary key of
-- `cart_products`.
SELECT line.product_id, count(*), sum(line.units), sum(line.amount)
FROM (SELECT cart FROM carts INDEXED BY carts_by_time
      WHERE opened_at >= ?1 AND opened_at < ?2 AND bought_at IS NULL AND changed_at < ?3 AND units > 0
      ORDER BY opened_at DESC LIMIT 1000) AS left_behind
JOIN cart_products AS line ON line.cart = left_behind.cart
WHERE line.units > 0 GROUP BY line.product_id
