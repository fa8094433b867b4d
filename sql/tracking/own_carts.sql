-- Run by analytics::carts for one product of a seller; carts_of_product, then carts by their key.
SELECT carts.cart, carts.bought_at IS NOT NULL, carts.changed_at < ?3, line.units, line.amount
FROM cart_products AS line JOIN carts ON carts.cart = line.cart
WHERE line.product_id = ?4 AND carts.opened_at >= ?1 AND carts.opened_at < ?2
