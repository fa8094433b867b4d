-- Run by cart::merge: puts the lines of one cart (?2) into another (?1), adding up what both have.
-- Reads the range of the primary key. `AND true` tells the upsert from a join.
INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, name, seen_price, added_at, changed_at, id)
SELECT ?1, product_id, variant_id, quantity, name, seen_price, added_at, changed_at, id
FROM cart_items WHERE cart_id = ?2 AND true
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = min(quantity + excluded.quantity, ?3)
