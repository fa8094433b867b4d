-- Run by pricing::desk. The unique index of country and region refuses a second one.
INSERT INTO tax_rates (country, region, rate, name, applies_to_shipping) VALUES (?1, ?2, ?3, ?4, ?5)
