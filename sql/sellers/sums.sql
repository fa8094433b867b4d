-- Run by sellers::read::sums for a profile: the shown products of a seller, and their reviews. Reads
-- products_of_seller and each of its products.
SELECT count(*), coalesce(sum(review_count), 0), coalesce(sum(rating * review_count), 0)
FROM products WHERE seller_id = ?1 AND is_active = 1
