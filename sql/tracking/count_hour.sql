-- Run by tracking::ledger, once an hour and batch; by the primary key of `hours`.
INSERT INTO hours (hour, views, clicks, favorites, cart_adds, purchases, units_sold, revenue, events,
                   orders, reviews, searches, searches_missed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (hour) DO UPDATE SET
    views = views + excluded.views,
    clicks = clicks + excluded.clicks,
    favorites = favorites + excluded.favorites,
    cart_adds = cart_adds + excluded.cart_adds,
    purchases = purchases + excluded.purchases,
    units_sold = units_sold + excluded.units_sold,
    revenue = revenue + excluded.revenue,
    events = events + excluded.events,
    orders = orders + excluded.orders,
    reviews = reviews + excluded.reviews,
    searches = searches + excluded.searches,
    searches_missed = searches_missed + excluded.searches_missed
