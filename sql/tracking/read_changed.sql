-- Run by tracking::projection, once a changed product; by the primary key of `counters`.
SELECT product_id, views, clicks, heat FROM counters WHERE product_id = ?1
