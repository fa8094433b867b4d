-- Run by cart::items for a new line.
INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, name, seen_price, added_at, changed_at, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)
