-- Run by exchange::notes, once an import. What an import remembers about its file, in temporary
-- tables, so that memory stays flat however long the file is.

-- How often a name (hashed) comes in the file, and whether the shop's products of that name were put
-- into import_pool.
CREATE TEMP TABLE import_names (
    name   INTEGER PRIMARY KEY,
    rows   INTEGER NOT NULL,
    pooled INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Products of names that come several times in the file, by their facts (hashed). Each is given to
-- one row.
CREATE TEMP TABLE import_pool (
    name    INTEGER NOT NULL,
    facts   INTEGER NOT NULL,
    has_sku INTEGER NOT NULL,
    price   INTEGER NOT NULL,
    product INTEGER NOT NULL,
    PRIMARY KEY (name, facts, has_sku, price, product)
) STRICT, WITHOUT ROWID;

-- What rows of this file are about already: a product, or a variant's SKU (hashed, negative).
CREATE TEMP TABLE import_taken (
    subject INTEGER PRIMARY KEY,
    line    INTEGER NOT NULL
) STRICT;

-- Rows (hashed) of names that come several times.
CREATE TEMP TABLE import_rows (
    cells INTEGER PRIMARY KEY,
    line  INTEGER NOT NULL
) STRICT;

-- Categories by the one above (0 at the root) and their folded name (hashed), the first of each name;
-- `made` is null where the shop had it before, else whether the file said its slug.
CREATE TEMP TABLE import_categories (
    parent   INTEGER NOT NULL,
    name     INTEGER NOT NULL,
    category INTEGER NOT NULL,
    made     INTEGER,
    PRIMARY KEY (parent, name)
) STRICT, WITHOUT ROWID;

-- WooCommerce's variations, which may stand anywhere in the file, by what they call their parent.
CREATE TEMP TABLE import_variations (
    line   INTEGER PRIMARY KEY,
    parent TEXT NOT NULL,
    cells  TEXT NOT NULL
) STRICT;
CREATE INDEX temp.import_variations_of ON import_variations (parent, line);
