-- What tracking tells the shop. The counters themselves stand in `products`.

-- How far the counters of tracking.db are in `products`: which file, and its revision.
CREATE TABLE tracking_projection (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    identity INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- Products that visitors looked at in one session, both ways. `weight` is a sum in which the new
-- weighs more than the old: twice as much every seven days. A product keeps its fifty best.
CREATE TABLE also_viewed (
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    weight     REAL    NOT NULL,
    PRIMARY KEY (product_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX also_viewed_of_other ON also_viewed (other_id);
