-- Run by cart::look on every look at a cart and by the checkout: each line with what the catalogue says
-- of it now; NULLs where product or variant are gone. `is_sold` is NULL or 0 where it cannot be bought.
-- Reads the cart's range of the primary key, then one row by id of each table for each line; what they
-- weigh (?2) is in a table of long rows, which is left alone where nobody asks.
SELECT i.id, i.product_id, i.variant_id, i.quantity, coalesce(p.name, i.name), i.seen_price,
    v.price, v.stock_quantity, v.sku, coalesce(v.options, '{}'),
    v.is_active AND p.is_active AND coalesce(s.status, 'active') = 'active' AS is_sold,
    p.slug, p.image_url, coalesce(p.is_digital, 0), s.id, s.slug, s.name, coalesce(d.weight_grams, 0),
    i.changed_at
FROM cart_items i
    LEFT JOIN products p ON p.id = i.product_id
    LEFT JOIN variants v ON v.id = i.variant_id AND v.product_id = i.product_id
    LEFT JOIN sellers s ON s.id = p.seller_id
    LEFT JOIN product_details d ON d.product_id = CASE WHEN ?2 THEN i.product_id END
WHERE i.cart_id = ?1
