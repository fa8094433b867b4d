-- machine::Head: what a step needs to know of an order, by its primary key.
SELECT number, status, email, user_id, currency, total, refunded_total, invoice_number IS NOT NULL
FROM orders WHERE id = ?1
