-- Run by tracking::cart_rollup, once a cart and batch; by the primary key of `carts`.
INSERT INTO carts (cart, opened_at, changed_at, bought_at, units, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (cart) DO UPDATE SET
    changed_at = excluded.changed_at,
    bought_at = excluded.bought_at,
    units = excluded.units,
    amount = excluded.amount
