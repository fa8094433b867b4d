-- Run by cart::items for a line whose variant is named: one row, or none where it cannot be bought; with
-- the line that the cart (?3) has of it. Reads the rows of the variant, its product, its seller and the
-- line by their keys.
SELECT v.id, v.price, v.stock_quantity, p.name, i.id, i.quantity
FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN sellers s ON s.id = p.seller_id
    LEFT JOIN cart_items i ON i.cart_id = ?3 AND i.variant_id = v.id
WHERE v.id = ?1 AND v.product_id = ?2 AND v.is_active = 1 AND p.is_active = 1
    AND coalesce(s.status, 'active') = 'active'
