-- Run by tracking::cart_rollup, once an hour of opening and batch; by the primary key of `cart_hours`.
INSERT INTO cart_hours (hour, opened, bought, left_behind, left_amount) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (hour) DO UPDATE SET
    opened = opened + excluded.opened,
    bought = bought + excluded.bought,
    left_behind = left_behind + excluded.left_behind,
    left_amount = left_amount + excluded.left_amount
