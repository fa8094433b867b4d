-- Run by pricing::desk. Reads the primary key.
UPDATE shipping_methods SET
    code = ?2, name = ?3, countries = ?4, price = ?5, free_above = ?6, price_per_kg = ?7, position = ?8
WHERE id = ?1
