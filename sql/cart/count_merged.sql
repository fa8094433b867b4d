-- Run by cart::merge before anything is written. Reads both ranges of the primary key.
SELECT count(*) FROM (
    SELECT variant_id FROM cart_items WHERE cart_id = ?1
    UNION
    SELECT variant_id FROM cart_items WHERE cart_id = ?2
)
