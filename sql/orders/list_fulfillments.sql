-- seller::page: a seller's fulfilments, the newest first, before one of them, by fulfillments_of_seller.
SELECT id, order_id FROM fulfillments
WHERE seller_id IS ?1 AND (?2 IS NULL OR status IN (SELECT value FROM json_each(?2))) AND id < ?3
ORDER BY id DESC LIMIT ?4
