-- Run by cart::items to set how many of a line: how many it has, and how many can be had.
-- Reads the cart's range of the primary key, then the rows of the variant, the product and its seller.
SELECT i.quantity, i.product_id, coalesce(v.price, i.seen_price),
    CASE WHEN v.is_active = 1 AND p.is_active = 1 AND coalesce(s.status, 'active') = 'active'
        THEN v.stock_quantity ELSE 0 END, i.variant_id
FROM cart_items i LEFT JOIN variants v ON v.id = i.variant_id LEFT JOIN products p ON p.id = v.product_id
    LEFT JOIN sellers s ON s.id = p.seller_id
WHERE i.cart_id = ?2 AND i.id = ?1
