-- The catalogue and what it stands on.
--
-- Every table is STRICT. Amounts are integers in minor units of the shop's currency, instants are
-- integers in milliseconds since 1970-01-01T00:00:00Z, flags are 0 or 1, lists and maps that nobody
-- joins on are JSON text.

-- One row a setting. `currency` is written when the file is made and never changes under prices.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A seller owns products. Without one (NULL in products.seller_id) a product is the shop's own.
CREATE TABLE sellers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    slug       TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- API tokens. Only the SHA-256 of a token is kept; `prefix` (its first characters) is for people to
-- tell their tokens apart.
CREATE TABLE api_tokens (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL,
    role         TEXT    NOT NULL CHECK (role IN ('customer', 'seller', 'admin')),
    seller_id    INTEGER REFERENCES sellers (id) ON DELETE CASCADE,
    prefix       TEXT    NOT NULL,
    hash         BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    revoked_at   INTEGER
) STRICT;

-- The category tree. Names repeat (there are many `Accessories`), slugs do not.
CREATE TABLE categories (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES categories (id) ON DELETE RESTRICT CHECK (parent_id <> id),
    slug      TEXT    NOT NULL UNIQUE,
    name      TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    position  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX categories_by_parent ON categories (parent_id, name);

-- Brand names as first written; `key` is the name folded to lower case without accents.
CREATE TABLE brands (
    id   INTEGER PRIMARY KEY,
    key  TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

-- What a list shows, filters and sorts by, and nothing else: rows stay short, so that a page of a
-- list touches few pages of the file. The long texts are in product_details.
-- `price`, `original_price`, `on_sale`, `stock_quantity` and `image_url` are derived from variants
-- and images by the one function that writes products. `name_key` is the folded name.
-- `rating` is the average in thousandths, 0 when there is no review.
-- `version` grows with each write by a person; counters move without it.
CREATE TABLE products (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    slug              TEXT    NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 220),
    name              TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_key          TEXT    NOT NULL,
    short_description TEXT,
    brand_id          INTEGER REFERENCES brands (id),
    category_id       INTEGER REFERENCES categories (id) ON DELETE RESTRICT,
    seller_id         INTEGER REFERENCES sellers (id) ON DELETE RESTRICT,
    condition         TEXT    NOT NULL CHECK (condition IN ('new', 'like_new', 'good', 'fair', 'poor')),
    price             INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000),
    original_price    INTEGER CHECK (original_price BETWEEN 0 AND 1000000000),
    on_sale           INTEGER NOT NULL CHECK (on_sale IN (0, 1)),
    stock_quantity    INTEGER NOT NULL CHECK (stock_quantity >= 0),
    in_stock          INTEGER NOT NULL CHECK (in_stock IN (0, 1)),
    is_active         INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    is_featured       INTEGER NOT NULL CHECK (is_featured IN (0, 1)),
    is_digital        INTEGER NOT NULL CHECK (is_digital IN (0, 1)),
    tags              TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    image_url         TEXT,
    rating            INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5000),
    review_count      INTEGER NOT NULL DEFAULT 0 CHECK (review_count >= 0),
    view_count        INTEGER NOT NULL DEFAULT 0 CHECK (view_count >= 0),
    click_count       INTEGER NOT NULL DEFAULT 0 CHECK (click_count >= 0),
    favorite_count    INTEGER NOT NULL DEFAULT 0 CHECK (favorite_count >= 0),
    popularity        INTEGER NOT NULL DEFAULT 0,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL
) STRICT;

-- One index an order that a list can have; the row id that ends each is the tie-break.
CREATE INDEX products_by_created    ON products (created_at)     WHERE is_active = 1;
CREATE INDEX products_by_price      ON products (price)          WHERE is_active = 1;
CREATE INDEX products_by_name       ON products (name_key)       WHERE is_active = 1;
CREATE INDEX products_by_popularity ON products (popularity)     WHERE is_active = 1;
CREATE INDEX products_by_favorites  ON products (favorite_count) WHERE is_active = 1;
CREATE INDEX products_by_rating     ON products (rating)         WHERE is_active = 1;
-- An import recognises a product without a SKU by its name, also one that is not shown.
CREATE INDEX products_hidden_by_name ON products (name_key)      WHERE is_active = 0;
-- The newest of a category or of a brand, and the filter columns with them: a page walks one of these
-- in order, and counts and facets read them alone.
CREATE INDEX products_in_category ON products
    (category_id, created_at, id, brand_id, condition, price, in_stock, on_sale, is_featured, is_digital,
     rating, seller_id)
    WHERE is_active = 1;
CREATE INDEX products_of_brand ON products
    (brand_id, created_at, id, category_id, condition, price, in_stock, on_sale, is_featured, is_digital,
     rating, seller_id)
    WHERE is_active = 1;
CREATE INDEX products_of_seller ON products (seller_id) WHERE seller_id IS NOT NULL;

CREATE TABLE product_details (
    product_id   INTEGER PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    model        TEXT,
    weight_grams INTEGER CHECK (weight_grams >= 0),
    options      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(options)),
    attributes   TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
    description  TEXT
) STRICT;

-- products.tags of the active products once more, to filter and count by.
CREATE TABLE product_tags (
    tag        TEXT    NOT NULL,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_tags_of_product ON product_tags (product_id);

CREATE TABLE variants (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id     INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sku            TEXT    UNIQUE CHECK (length(sku) BETWEEN 1 AND 100),
    options        TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
    price          INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000),
    original_price INTEGER CHECK (original_price BETWEEN 0 AND 1000000000),
    stock_quantity INTEGER NOT NULL CHECK (stock_quantity BETWEEN 0 AND 1000000),
    is_default     INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    is_active      INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    position       INTEGER NOT NULL
) STRICT;
CREATE INDEX variants_of_product ON variants (product_id, position);

CREATE TABLE product_images (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id    INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    url           TEXT    NOT NULL,
    thumbnail_url TEXT    NOT NULL,
    alt_text      TEXT    NOT NULL DEFAULT '',
    is_primary    INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
    position      INTEGER NOT NULL
) STRICT;
CREATE INDEX product_images_of_product ON product_images (product_id, position);

-- Full text, one row an active product. `name` outranks `brand`, `brand` outranks `body` (descriptions, tags,
-- model and SKUs). Contentless: the texts stand in their own tables already.
CREATE VIRTUAL TABLE product_search USING fts5 (
    name, brand, body,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

-- What a transaction adds is sorted in memory and written when there is this much of it, in bytes:
-- few large pieces need less merging than many small ones.
INSERT INTO product_search (product_search, rank) VALUES ('hashsize', 16777216);

-- Every word of a name, brand, tag or category, folded: the dictionary that a misspelt word is
-- looked up in. The trigram table finds the words that share most three-letter runs with it.
CREATE TABLE search_words (
    id   INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE search_trigrams USING fts5 (
    word, content = '', tokenize = 'trigram', detail = 'none'
);

-- First answers to requests that carried an Idempotency-Key, for 24 hours. `scope` is the caller
-- and route hashed, so that one caller's key never meets another's.
CREATE TABLE idempotency_keys (
    scope      BLOB    NOT NULL,
    key        TEXT    NOT NULL,
    body_hash  BLOB    NOT NULL,
    status     INTEGER NOT NULL,
    headers    TEXT    NOT NULL,
    body       BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
