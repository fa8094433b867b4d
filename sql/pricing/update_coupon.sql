-- Run by pricing::desk. Reads the primary key; how often it was used stays.
UPDATE coupons SET
    code = ?2, kind = ?3, value = ?4, min_subtotal = ?5, starts_at = ?6, ends_at = ?7, usage_limit = ?8,
    per_customer_limit = ?9, updated_at = ?10
WHERE id = ?1
