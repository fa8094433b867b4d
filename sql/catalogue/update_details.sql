-- Run by catalogue::save::Saver::replace.
UPDATE product_details
SET model = ?2, weight_grams = ?3, options = ?4, attributes = ?5, description = ?6
WHERE product_id = ?1
