-- Run by media::sweep: a picture that no product shows still. Reads product_images_of_media.
DELETE FROM media
WHERE hash = ?1 AND unused_since IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM product_images i WHERE i.media_hash = media.hash)
