-- Run by analytics::carts; a range of the primary key of `cart_hours`.
SELECT coalesce(sum(opened), 0), coalesce(sum(bought), 0),
       coalesce(sum(left_behind), 0), coalesce(sum(left_amount), 0)
FROM cart_hours WHERE hour >= ?1 AND hour < ?2
