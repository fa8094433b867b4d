-- Run by reviews::read for the summary above a list; reviews_by_rating alone.
SELECT rating, count(*) FROM reviews INDEXED BY reviews_by_rating
WHERE product_id = ?1 AND hidden_at IS NULL GROUP BY rating
