-- Run by pricing::desk. The unique index of `code` refuses one that is taken, in whatever case.
INSERT INTO coupons
    (code, kind, value, min_subtotal, starts_at, ends_at, usage_limit, per_customer_limit, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
