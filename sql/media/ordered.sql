-- Run by media::sweep once for each picture that nobody showed for long: whether an order's snapshot does.
-- Reads every line of every order.
SELECT EXISTS (SELECT 1 FROM order_items WHERE substr(image_url, 8, 64) = ?1 AND image_url LIKE '/media/%')
