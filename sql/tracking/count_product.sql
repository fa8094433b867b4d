-- Run by tracking::ledger, once a product and batch; by the primary key of `counters`. A count of
-- favourites becomes max(before + ?10, ?11).
INSERT INTO counters (product_id, views, clicks, favorites, cart_adds, purchases, units_sold, revenue, heat, revision)
VALUES (?1, ?2, ?3, max(?10, ?11), ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (product_id) DO UPDATE SET
    views = views + excluded.views,
    clicks = clicks + excluded.clicks,
    favorites = max(favorites + ?10, ?11),
    cart_adds = cart_adds + excluded.cart_adds,
    purchases = purchases + excluded.purchases,
    units_sold = units_sold + excluded.units_sold,
    revenue = revenue + excluded.revenue,
    heat = heat + excluded.heat,
    revision = excluded.revision
