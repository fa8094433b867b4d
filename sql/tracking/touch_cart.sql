-- Run by tracking::cart_rollup, once a change of a cart; by the primary key of `carts`.
INSERT INTO carts (cart, opened_at, changed_at, bought_at, units, amount)
VALUES (?1, ?2, ?2, ?3, max(?4, 0), max(?5, 0))
ON CONFLICT (cart) DO UPDATE SET
    changed_at = max(changed_at, excluded.changed_at),
    bought_at = coalesce(excluded.bought_at, bought_at),
    units = max(units + ?4, 0),
    amount = iif(units + ?4 <= 0, 0, max(amount + ?5, 0))
RETURNING opened_at, bought_at IS NOT NULL, units, amount
