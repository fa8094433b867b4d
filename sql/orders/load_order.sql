-- load::load: an order, by its primary key.
SELECT number, status, email, shipping_address, billing_address, shipping, payment_method, currency,
       prices_include_tax, subtotal, discount_total, shipping_total, tax_total, total, refunded_total,
       coupons, note, invoice_number, created_at, updated_at, expires_at
FROM orders WHERE id = ?1
