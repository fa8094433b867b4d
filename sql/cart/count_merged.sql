-- Run by cart::merge before anything is written. Reads the UNIQUE index on (cart_id, variant_id).
SELECT count(*) FROM (
    SELECT variant_id FROM cart_items WHERE cart_id = ?1
    UNION
    SELECT variant_id FROM cart_items WHERE cart_id = ?2
)
