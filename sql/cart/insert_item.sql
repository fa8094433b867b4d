-- Run by cart::items for a new line; changes nothing when the cart is full.
-- Counts in the cart's range of the primary key.
INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, name, seen_price, added_at, changed_at, id)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?9
WHERE (SELECT count(*) FROM cart_items WHERE cart_id = ?1) < ?8
