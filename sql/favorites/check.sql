-- Run by favorites::check for `souk check`: products that count other favourites than there are. Reads
-- every product once, and favorites_of_product.
SELECT p.id, p.slug FROM products p
LEFT JOIN (SELECT product_id, count(*) AS number FROM favorites GROUP BY product_id) f ON f.product_id = p.id
WHERE p.favorite_count <> coalesce(f.number, 0)
ORDER BY p.id
