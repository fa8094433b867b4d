-- Run by tracking::ledger, once a product, hour and batch; by the primary key of `product_hours`.
INSERT INTO product_hours (hour, product_id, views, clicks, favorites, cart_adds, purchases, units_sold, revenue)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (hour, product_id) DO UPDATE SET
    views = views + excluded.views,
    clicks = clicks + excluded.clicks,
    favorites = favorites + excluded.favorites,
    cart_adds = cart_adds + excluded.cart_adds,
    purchases = purchases + excluded.purchases,
    units_sold = units_sold + excluded.units_sold,
    revenue = revenue + excluded.revenue
