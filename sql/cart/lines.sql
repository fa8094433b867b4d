-- Run by cart::look on every look at a cart and by the checkout: its own rows, from the cart's range of the
-- primary key.
SELECT id, product_id, variant_id, quantity, seen_price, changed_at, name FROM cart_items WHERE cart_id = ?1
