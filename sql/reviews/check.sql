-- Run by reviews::check for `souk check`: products whose average or number is not what their reviews say.
-- Reads every product once, and reviews_by_rating.
SELECT p.id, p.slug FROM products p
LEFT JOIN (
    SELECT product_id, count(*) AS number, (2000 * sum(rating) + count(*)) / (2 * count(*)) AS average
    FROM reviews WHERE hidden_at IS NULL GROUP BY product_id
) r ON r.product_id = p.id
WHERE p.review_count <> coalesce(r.number, 0) OR p.rating <> coalesce(r.average, 0)
ORDER BY p.id
