-- Run by media::sweep: the pictures whose hash begins like this, and whether a product shows each. Reads the
-- primary key's range and product_images_of_media.
SELECT m.hash, m.unused_since, m.ordered,
       EXISTS (SELECT 1 FROM product_images i WHERE i.media_hash = m.hash)
FROM media m WHERE m.hash >= ?1 AND m.hash < ?2
