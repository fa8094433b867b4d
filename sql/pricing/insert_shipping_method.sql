-- Run by pricing::desk. The unique index of `code` refuses one that is taken.
INSERT INTO shipping_methods (code, name, countries, price, free_above, price_per_kg, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
