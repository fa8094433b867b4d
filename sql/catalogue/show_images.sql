-- Run by catalogue::detail; reads product_images_of_product. Of a picture that the shop keeps itself, the largest
-- size's address leads to the medium one.
SELECT i.id, i.url, i.thumbnail_url,
       CASE WHEN m.hash IS NOT NULL THEN replace(i.url, '-1600.', '-800.') END,
       i.alt_text, i.is_primary, i.position, m.width, m.height
FROM product_images i
LEFT JOIN media m ON m.hash = i.media_hash AND i.url = '/media/' || m.hash || '-1600.' || m.format
WHERE i.product_id = ?1 AND (?2 IS NULL OR i.id = ?2)
ORDER BY i.position, i.id
