-- Run by catalogue::images. An address of a picture that the shop keeps itself says which one it is; reads the
-- primary key of media.
INSERT INTO product_images (product_id, url, thumbnail_url, alt_text, is_primary, position, media_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6,
        (SELECT hash FROM media WHERE ?2 LIKE '/media/%' AND hash = substr(?2, 8, 64)))
