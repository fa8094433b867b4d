-- Run by cart::goods: what the catalogue says of a variant (?2) of a product (?1), with NULLs where the variant
-- is gone; no row where the product is. `is_sold` is NULL or 0 where it cannot be bought.
-- Reads one row by id of each table; what it weighs (?3) is in a table of long rows, which is left alone
-- where nobody asks.
SELECT p.name, v.price, v.stock_quantity, v.sku, coalesce(v.options, '{}'),
    v.is_active AND p.is_active AND coalesce(s.status, 'active') = 'active' AS is_sold,
    p.slug, p.image_url, p.is_digital, s.id, s.slug, s.name, coalesce(d.weight_grams, 0)
FROM products p
    LEFT JOIN variants v ON v.id = ?2 AND v.product_id = p.id
    LEFT JOIN sellers s ON s.id = p.seller_id
    LEFT JOIN product_details d ON d.product_id = CASE WHEN ?3 THEN p.id END
WHERE p.id = ?1
