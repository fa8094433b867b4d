-- Run by people::customers::page, with the condition and what they are sorted by put in and the order behind
-- it; reads sellers_by_user and orders_of_user for each row of the page.
SELECT u.id, u.email, u.name, u.role, u.created_at, s.id, s.slug, s.name, s.status, u.blocked_at,
    (SELECT count(*) FROM orders o WHERE o.user_id = u.id),
    (SELECT coalesce(sum(o.total - o.refunded_total), 0) FROM orders o
     WHERE o.user_id = u.id AND o.invoice_number IS NOT NULL),
    {keys}
FROM users u LEFT JOIN sellers s ON s.user_id = u.id
WHERE {condition}
