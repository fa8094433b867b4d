-- Run by catalogue::save::Saver::insert.
INSERT INTO product_details (product_id, model, weight_grams, options, attributes, description)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
