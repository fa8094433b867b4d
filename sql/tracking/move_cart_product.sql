-- Run by tracking::cart_rollup, once a change of what is in a cart; by the primary key of `cart_products`.
INSERT INTO cart_products (cart, product_id, units, amount) VALUES (?1, ?2, max(?3, 0), max(?4, 0))
ON CONFLICT (cart, product_id) DO UPDATE SET
    units = max(units + ?3, 0),
    amount = iif(units + ?3 <= 0, 0, max(amount + ?4, 0))
