-- Run by catalogue::images: what may change while the address stays.
UPDATE product_images SET thumbnail_url = ?2, alt_text = ?3, is_primary = ?4, position = ?5 WHERE id = ?1
