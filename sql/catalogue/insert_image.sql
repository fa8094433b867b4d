-- Run by catalogue::save::Saver.
INSERT INTO product_images (product_id, url, thumbnail_url, alt_text, is_primary, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
