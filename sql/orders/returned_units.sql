-- restock::returned: the units of an order that come back, by order_items_of_order: those asked for, or
-- all where none are named.
SELECT id, variant_id, min(return_or_all, quantity - restocked)
FROM (SELECT id, variant_id, quantity, restocked, is_digital,
             iif(sum(return_quantity) OVER () = 0, quantity, return_quantity) AS return_or_all
      FROM order_items WHERE order_id = ?1)
WHERE is_digital = 0 AND min(return_or_all, quantity - restocked) > 0
ORDER BY id
