-- Run by pricing::tax. Reads the unique index of country and region; the region's own rate comes first.
SELECT id, country, region, rate, name, applies_to_shipping
FROM tax_rates WHERE country = ?1 AND region IN (?2, '')
ORDER BY region = '' LIMIT 1
