-- seller::page: how many fulfilments a seller has, by fulfillments_of_seller.
SELECT count(*) FROM fulfillments
WHERE seller_id IS ?1 AND (?2 IS NULL OR status IN (SELECT value FROM json_each(?2)))
