-- Run by media::check for `souk check`: every picture, and a product that shows it where one does. Reads
-- product_images_of_media.
SELECT m.hash, m.format, (
    SELECT p.slug FROM product_images i JOIN products p ON p.id = i.product_id
    WHERE i.media_hash = m.hash LIMIT 1
) FROM media m
