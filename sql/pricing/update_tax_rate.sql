-- Run by pricing::desk. Reads the primary key.
UPDATE tax_rates SET country = ?2, region = ?3, rate = ?4, name = ?5, applies_to_shipping = ?6
WHERE id = ?1
