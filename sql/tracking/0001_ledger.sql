-- The tracking ledger: raw events, what they add up to, and what could not be written.
--
-- Every table is STRICT. Instants are milliseconds since 1970-01-01T00:00:00Z, hours and days are
-- those milliseconds divided down (UTC), amounts are minor units. Counters can be made anew from
-- `archive` and `events`; rollups stay when events go.

-- One row. `identity` tells this file from another that took its place; `revision` grows with each
-- batch.
CREATE TABLE ledger (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    identity INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    made_at  INTEGER NOT NULL
) STRICT;

-- One row a run of souk that wrote here: its last batch, so that a batch whose commit was unclear is
-- not applied twice, and its status after that batch as JSON, for `souk tracking status`.
CREATE TABLE writers (
    writer     INTEGER PRIMARY KEY,
    last_batch INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    status     TEXT    NOT NULL DEFAULT '{}'
) STRICT;

-- Names of events.action, for people who read this file.
CREATE TABLE actions (
    action INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO actions (action, name) VALUES
    (1, 'listing_view'), (2, 'search_view'), (3, 'category_view'), (4, 'detail_view'), (5, 'view'),
    (6, 'click'), (7, 'share'), (8, 'contact_seller'), (9, 'image_view'), (10, 'cart_add'),
    (11, 'cart_remove'), (12, 'favorite'), (13, 'unfavorite'), (14, 'review'), (15, 'purchase');

-- Raw events, in the order in which they were counted. `visitor` is a hash whose salt is forgotten
-- each day; NULL is a visitor who is not told apart. `ids` holds the products of a page, or the lines
-- of a purchase, as varints; bit n of `repeats` says that the n-th product was a repeat and did not
-- count. `reference` is a cart, `text` a search, a category or a client's context.
CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    action     INTEGER NOT NULL,
    visitor    INTEGER,
    product_id INTEGER,
    units      INTEGER,
    amount     INTEGER,
    reference  INTEGER,
    text       TEXT,
    ids        BLOB,
    repeats    BLOB
) STRICT;

-- The first event of each day on which events arrived: what retention cuts at, without an index
-- over the events.
CREATE TABLE event_days (
    day      INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL
) STRICT;

-- What each product's events add up to. `heat` is the sum of weights doubled every seven days since
-- 2026-01-01: it orders products by popularity with a half-life of seven days and never has to be
-- lowered. `revision` is the ledger's at the last change.
CREATE TABLE counters (
    product_id INTEGER PRIMARY KEY,
    views      INTEGER NOT NULL,
    clicks     INTEGER NOT NULL,
    favorites  INTEGER NOT NULL CHECK (favorites >= 0),
    cart_adds  INTEGER NOT NULL,
    purchases  INTEGER NOT NULL,
    units_sold INTEGER NOT NULL,
    revenue    INTEGER NOT NULL,
    heat       REAL    NOT NULL,
    revision   INTEGER NOT NULL
) STRICT;

-- What events added up to that are no longer in `events`, and what a new ledger began with:
-- counters = archive + events, always.
CREATE TABLE archive (
    product_id INTEGER PRIMARY KEY,
    views      INTEGER NOT NULL,
    clicks     INTEGER NOT NULL,
    favorites  INTEGER NOT NULL CHECK (favorites >= 0),
    cart_adds  INTEGER NOT NULL,
    purchases  INTEGER NOT NULL,
    units_sold INTEGER NOT NULL,
    revenue    INTEGER NOT NULL,
    heat       REAL    NOT NULL
) STRICT;

-- The shop hour by hour. `favorites` is what was added less what was taken away.
CREATE TABLE hours (
    hour             INTEGER PRIMARY KEY,
    views            INTEGER NOT NULL,
    clicks           INTEGER NOT NULL,
    favorites        INTEGER NOT NULL,
    cart_adds        INTEGER NOT NULL,
    purchases        INTEGER NOT NULL,
    units_sold       INTEGER NOT NULL,
    revenue          INTEGER NOT NULL,
    events           INTEGER NOT NULL,
    orders           INTEGER NOT NULL,
    reviews          INTEGER NOT NULL,
    searches         INTEGER NOT NULL,
    searches_missed  INTEGER NOT NULL
) STRICT;

-- The same by product: hours for the ends of a span of time, days for its middle.
CREATE TABLE product_hours (
    hour       INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    views      INTEGER NOT NULL,
    clicks     INTEGER NOT NULL,
    favorites  INTEGER NOT NULL,
    cart_adds  INTEGER NOT NULL,
    purchases  INTEGER NOT NULL,
    units_sold INTEGER NOT NULL,
    revenue    INTEGER NOT NULL,
    PRIMARY KEY (hour, product_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE product_days (
    day        INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    views      INTEGER NOT NULL,
    clicks     INTEGER NOT NULL,
    favorites  INTEGER NOT NULL,
    cart_adds  INTEGER NOT NULL,
    purchases  INTEGER NOT NULL,
    units_sold INTEGER NOT NULL,
    revenue    INTEGER NOT NULL,
    PRIMARY KEY (day, product_id)
) STRICT, WITHOUT ROWID;

-- How many visitors a day had: a HyperLogLog sketch, from which no visitor can be told.
CREATE TABLE visitor_days (
    day    INTEGER PRIMARY KEY,
    sketch BLOB NOT NULL
) STRICT;

-- What was searched for, folded to lower case. `missed` of the searches found nothing.
CREATE TABLE search_days (
    day      INTEGER NOT NULL,
    query    TEXT    NOT NULL,
    searches INTEGER NOT NULL,
    missed   INTEGER NOT NULL,
    PRIMARY KEY (day, query)
) STRICT, WITHOUT ROWID;

-- Carts and what is in them, so far as events told. One that is not bought and not changed for a while
-- is abandoned.
CREATE TABLE carts (
    cart       INTEGER PRIMARY KEY,
    opened_at  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    bought_at  INTEGER,
    units      INTEGER NOT NULL,
    amount     INTEGER NOT NULL
) STRICT;
CREATE INDEX carts_by_time ON carts (opened_at);
CREATE INDEX carts_by_change ON carts (changed_at);
-- Carts by the hour in which they were opened: what became of them so far. `left_behind` are those that
-- hold something and are not bought, `left_amount` is what is in them.
CREATE TABLE cart_hours (
    hour        INTEGER PRIMARY KEY,
    opened      INTEGER NOT NULL,
    bought      INTEGER NOT NULL,
    left_behind INTEGER NOT NULL,
    left_amount INTEGER NOT NULL
) STRICT;
CREATE TABLE cart_products (
    cart       INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    units      INTEGER NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (cart, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX carts_of_product ON cart_products (product_id);

-- Events that the ledger refused, each with the reason. The newest ten thousand are kept.
CREATE TABLE dead_letters (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    action TEXT    NOT NULL,
    event  TEXT    NOT NULL,
    reason TEXT    NOT NULL
) STRICT;
