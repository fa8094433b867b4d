-- Run by cart::items before something is put in: how many lines the cart has, and which is of the variant (?2).
-- Reads the cart's range of the primary key.
SELECT count(*), max(iif(variant_id = ?2, id, NULL)), max(iif(variant_id = ?2, quantity, NULL))
FROM cart_items WHERE cart_id = ?1
