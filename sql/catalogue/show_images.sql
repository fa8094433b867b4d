-- Run by catalogue::shop for the detail; reads product_images_of_product.
SELECT id, url, thumbnail_url, alt_text, is_primary, position
FROM product_images WHERE product_id = ?1 ORDER BY position, id
