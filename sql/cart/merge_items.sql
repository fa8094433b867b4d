-- Run by cart::merge: puts the lines of one cart (?2) into another (?1), adding up what both have.
-- Reads the UNIQUE index on (cart_id, variant_id). `WHERE true` tells the upsert from a join.
INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, name, seen_price, added_at)
SELECT ?1, product_id, variant_id, quantity, name, seen_price, added_at
FROM cart_items WHERE cart_id = ?2 AND true ORDER BY id
ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = min(quantity + excluded.quantity, ?3)
