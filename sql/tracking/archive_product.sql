-- Run by tracking::retention, once a product of the events that go, and by tracking::ledger for what
-- a new file begins with; by the primary key of `archive`. Favourites as in count_product.sql.
INSERT INTO archive (product_id, views, clicks, favorites, cart_adds, purchases, units_sold, revenue, heat)
VALUES (?1, ?2, ?3, max(?9, ?10), ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (product_id) DO UPDATE SET
    views = views + excluded.views,
    clicks = clicks + excluded.clicks,
    favorites = max(favorites + ?9, ?10),
    cart_adds = cart_adds + excluded.cart_adds,
    purchases = purchases + excluded.purchases,
    units_sold = units_sold + excluded.units_sold,
    revenue = revenue + excluded.revenue,
    heat = heat + excluded.heat
