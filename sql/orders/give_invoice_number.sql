-- Effect::Invoice: the next number, in the transaction of the payment, so that none is left out; by
-- the unique index of invoice_number.
UPDATE orders
SET invoice_number = (SELECT coalesce(max(invoice_number), 0) + 1 FROM orders), invoiced_at = ?2
WHERE id = ?1
