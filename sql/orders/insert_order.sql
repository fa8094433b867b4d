-- Run by orders::checkout::place once an order.
INSERT INTO orders (id, number, user_id, email, access_hash, status, currency, prices_include_tax, subtotal,
    discount_total, shipping_total, tax_total, total, coupons, shipping, payment_method, shipping_address,
    billing_address, note, created_at, updated_at, expires_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?20, ?21)
