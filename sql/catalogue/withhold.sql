-- Run by catalogue::withhold after the tags and the search let go of the seller's products; reads
-- products_of_seller.
UPDATE products SET is_active = 0, withheld = 1 WHERE seller_id = ?1 AND is_active = 1
