-- Run by cart::items to set how many of a line: how many it has, and how many can be had.
-- Reads the rows of the line, the variant, the product and its seller by their ids.
SELECT i.quantity, i.product_id, coalesce(v.price, i.seen_price),
    CASE WHEN v.is_active = 1 AND p.is_active = 1 AND coalesce(s.status, 'active') = 'active'
        THEN v.stock_quantity ELSE 0 END
FROM cart_items i LEFT JOIN variants v ON v.id = i.variant_id LEFT JOIN products p ON p.id = v.product_id
    LEFT JOIN sellers s ON s.id = p.seller_id
WHERE i.id = ?1 AND i.cart_id = ?2
