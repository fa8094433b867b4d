-- Carts, what orders cost, orders, and the ledger of stock.
--
-- Rates are integers in millionths (0.19 is 190000). `region` is '' for a whole country.

CREATE TABLE coupons (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    code               TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    kind               TEXT    NOT NULL CHECK (kind IN ('percent', 'fixed', 'free_shipping')),
    -- Whole percent, or minor units; 0 for free shipping.
    value              INTEGER NOT NULL CHECK (value >= 0 AND (kind <> 'percent' OR value BETWEEN 1 AND 100)),
    min_subtotal       INTEGER CHECK (min_subtotal >= 0),
    starts_at          INTEGER,
    ends_at            INTEGER,
    usage_limit        INTEGER CHECK (usage_limit >= 1),
    per_customer_limit INTEGER CHECK (per_customer_limit >= 1),
    used_count         INTEGER NOT NULL DEFAULT 0
        CHECK (used_count >= 0 AND (usage_limit IS NULL OR used_count <= usage_limit)),
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
) STRICT;

CREATE TABLE shipping_methods (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    code         TEXT    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    -- JSON list of ISO 3166-1 alpha-2 codes; empty is everywhere.
    countries    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(countries)),
    price        INTEGER NOT NULL CHECK (price >= 0),
    free_above   INTEGER CHECK (free_above >= 0),
    price_per_kg INTEGER CHECK (price_per_kg >= 0),
    position     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tax_rates (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    country             TEXT    NOT NULL CHECK (length(country) = 2),
    region              TEXT    NOT NULL DEFAULT '' COLLATE NOCASE,
    rate                INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
    name                TEXT    NOT NULL,
    applies_to_shipping INTEGER NOT NULL DEFAULT 0 CHECK (applies_to_shipping IN (0, 1)),
    UNIQUE (country, region)
) STRICT;

-- A cart belongs to a customer or to whoever holds its token, of which only the SHA-256 is kept.
CREATE TABLE carts (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
    user_id    BLOB    UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB    UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (token_hash IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX carts_by_expiry ON carts (expires_at);

-- A line points at a variant that may be gone: `name` and `seen_price` are what the visitor saw last,
-- for warnings; what is paid is always the catalogue's price.
CREATE TABLE cart_items (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    cart_id    BLOB    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL,
    variant_id INTEGER NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    name       TEXT    NOT NULL,
    seen_price INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    UNIQUE (cart_id, variant_id)
) STRICT;

CREATE TABLE cart_coupons (
    cart_id   BLOB    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    coupon_id INTEGER NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    PRIMARY KEY (cart_id, coupon_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cart_coupons_of_coupon ON cart_coupons (coupon_id);

-- An order is what was bought, at the prices, taxes and names of that moment. Nothing here follows
-- the catalogue: products, sellers and coupons may change or go.
CREATE TABLE orders (
    id                 BLOB    PRIMARY KEY CHECK (length(id) = 16),
    number             TEXT    NOT NULL UNIQUE,
    user_id            BLOB,
    email              TEXT    NOT NULL,
    -- SHA-256 of a guest's access token.
    access_hash        BLOB    UNIQUE CHECK (length(access_hash) = 32),
    status             TEXT    NOT NULL CHECK (status IN ('pending_payment', 'payment_confirmed',
                           'awaiting_shipment', 'shipped', 'delivered', 'cancelled', 'return_requested', 'refunded')),
    currency           TEXT    NOT NULL,
    prices_include_tax INTEGER NOT NULL CHECK (prices_include_tax IN (0, 1)),
    subtotal           INTEGER NOT NULL CHECK (subtotal >= 0),
    discount_total     INTEGER NOT NULL CHECK (discount_total >= 0),
    shipping_total     INTEGER NOT NULL CHECK (shipping_total >= 0),
    tax_total          INTEGER NOT NULL CHECK (tax_total >= 0),
    total              INTEGER NOT NULL CHECK (total >= 0),
    -- What was given back so far.
    refunded_total     INTEGER NOT NULL DEFAULT 0 CHECK (refunded_total BETWEEN 0 AND total),
    -- JSON list of {code, kind, amount}.
    coupons            TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(coupons)),
    -- JSON {code, name, price, tax, tax_rate}; NULL for an order without a parcel.
    shipping           TEXT CHECK (shipping IS NULL OR json_valid(shipping)),
    payment_method     TEXT    NOT NULL,
    shipping_address   TEXT CHECK (shipping_address IS NULL OR json_valid(shipping_address)),
    billing_address    TEXT CHECK (billing_address IS NULL OR json_valid(billing_address)),
    note               TEXT,
    -- Given in sequence when the order is paid.
    invoice_number     INTEGER UNIQUE,
    invoiced_at        INTEGER,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    -- When it is cancelled if it is still not paid.
    expires_at         INTEGER,
    CHECK (total = subtotal - discount_total + shipping_total + iif(prices_include_tax, 0, tax_total))
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_of_user   ON orders (user_id, created_at) WHERE user_id IS NOT NULL;
CREATE INDEX orders_by_age    ON orders (created_at);
CREATE INDEX orders_by_status ON orders (status, created_at);
CREATE INDEX orders_of_email  ON orders (email);
CREATE INDEX orders_unpaid    ON orders (expires_at) WHERE status = 'pending_payment';

-- One fulfilment a seller of an order; NULL is the shop itself.
CREATE TABLE fulfillments (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id        BLOB    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    seller_id       INTEGER,
    status          TEXT    NOT NULL CHECK (status IN ('pending', 'shipped', 'delivered', 'cancelled')),
    carrier         TEXT,
    tracking_number TEXT,
    shipped_at      INTEGER,
    delivered_at    INTEGER,
    -- The seller's rate when the order was paid, in millionths; NULL before and for the shop itself.
    commission      INTEGER CHECK (commission BETWEEN 0 AND 1000000)
) STRICT;
CREATE INDEX fulfillments_of_order ON fulfillments (order_id);
CREATE INDEX fulfillments_of_seller ON fulfillments (seller_id, id);
CREATE INDEX fulfillments_delivered ON fulfillments (seller_id, delivered_at) WHERE delivered_at IS NOT NULL;

CREATE TABLE order_items (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id       BLOB    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    fulfillment_id INTEGER NOT NULL REFERENCES fulfillments (id) ON DELETE CASCADE,
    product_id     INTEGER NOT NULL,
    variant_id     INTEGER NOT NULL,
    seller_id      INTEGER,
    slug           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    sku            TEXT,
    options        TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
    image_url      TEXT,
    is_digital     INTEGER NOT NULL CHECK (is_digital IN (0, 1)),
    quantity       INTEGER NOT NULL CHECK (quantity >= 1),
    unit_price     INTEGER NOT NULL CHECK (unit_price >= 0),
    line_total     INTEGER NOT NULL CHECK (line_total = unit_price * quantity),
    -- The line's share of the order's discount, and its tax after it.
    discount       INTEGER NOT NULL CHECK (discount BETWEEN 0 AND line_total),
    tax            INTEGER NOT NULL CHECK (tax >= 0),
    tax_rate       INTEGER NOT NULL CHECK (tax_rate BETWEEN 0 AND 1000000),
    -- How many the customer asked to send back, and how many went back into stock.
    return_quantity INTEGER NOT NULL DEFAULT 0 CHECK (return_quantity BETWEEN 0 AND quantity),
    restocked       INTEGER NOT NULL DEFAULT 0 CHECK (restocked BETWEEN 0 AND quantity)
) STRICT;
CREATE INDEX order_items_of_order ON order_items (order_id);
CREATE INDEX order_items_of_fulfillment ON order_items (fulfillment_id);
CREATE INDEX order_items_of_product ON order_items (product_id);

CREATE TABLE order_history (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id BLOB    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    status   TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    -- customer, seller, admin or system.
    actor    TEXT    NOT NULL,
    note     TEXT
) STRICT;
CREATE INDEX order_history_of_order ON order_history (order_id);

CREATE TABLE refunds (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id BLOB    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    amount   INTEGER NOT NULL CHECK (amount > 0),
    reason   TEXT    NOT NULL DEFAULT '',
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX refunds_of_order ON refunds (order_id);
CREATE INDEX refunds_by_age ON refunds (at);

-- What each fulfilment bears of a refund; the rest of it was shipping, which the shop bears.
CREATE TABLE refund_shares (
    refund_id      INTEGER NOT NULL REFERENCES refunds (id) ON DELETE CASCADE,
    fulfillment_id INTEGER NOT NULL REFERENCES fulfillments (id) ON DELETE CASCADE,
    amount         INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (fulfillment_id, refund_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refund_shares_of_refund ON refund_shares (refund_id);

-- Each use of a coupon; `customer` is an account's id or an e-mail address in lower case. An order of
-- somebody with an account has a row for either, and counts once.
CREATE TABLE coupon_uses (
    coupon_id INTEGER NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    order_id  BLOB    NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    customer  TEXT    NOT NULL,
    PRIMARY KEY (coupon_id, customer, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupon_uses_of_order ON coupon_uses (order_id);

-- Every movement of stock. For each variant the sum of its rows is variants.stock_quantity; rows of a
-- variant that is gone stay, and end at zero.
CREATE TABLE stock_movements (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    variant_id INTEGER NOT NULL,
    delta      INTEGER NOT NULL CHECK (delta <> 0),
    -- opening, edit, import, adjustment, sale, cancelled, expired, returned or removed.
    reason     TEXT    NOT NULL,
    note       TEXT,
    order_id   BLOB,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_movements_of_variant ON stock_movements (variant_id, id);
CREATE INDEX stock_movements_of_order ON stock_movements (order_id) WHERE order_id IS NOT NULL;
INSERT INTO stock_movements (variant_id, delta, reason, at)
SELECT id, stock_quantity, 'opening', CAST(unixepoch('subsec') * 1000 AS INTEGER) FROM variants
WHERE stock_quantity > 0;
