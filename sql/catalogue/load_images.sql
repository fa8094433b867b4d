-- Run by catalogue::load; reads product_images_of_product.
SELECT url, thumbnail_url, alt_text, is_primary
FROM product_images WHERE product_id = ?1 ORDER BY position, id
