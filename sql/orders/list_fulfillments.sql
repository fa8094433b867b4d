-- seller::page: a seller's fulfilments, by fulfillments_of_seller, with what they are sorted by; the order
-- is put behind it.
SELECT id, order_id, {keys} FROM fulfillments
WHERE seller_id IS ?1 AND (?2 IS NULL OR status IN (SELECT value FROM json_each(?2)))
