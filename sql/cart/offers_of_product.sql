-- Run by cart::items for a line that names a product alone: two rows are one too many to choose from; with
-- the line that the cart (?2) has of it. Reads variants_of_product, and the line by its key.
SELECT v.id, v.price, v.stock_quantity, p.name, i.id, i.quantity
FROM products p JOIN variants v ON v.product_id = p.id LEFT JOIN sellers s ON s.id = p.seller_id
    LEFT JOIN cart_items i ON i.cart_id = ?2 AND i.variant_id = v.id
WHERE p.id = ?1 AND v.is_active = 1 AND p.is_active = 1 AND coalesce(s.status, 'active') = 'active'
LIMIT 2
