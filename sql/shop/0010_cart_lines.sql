-- The lines of a cart stand together, so that a look at it reads one place of the file instead of one for
-- each line. `changed_at` lets a change of a line be one write: the cart's own row follows only where its
-- end would come too early.
CREATE TABLE cart_lines (
    cart_id    BLOB    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    variant_id INTEGER NOT NULL,
    -- What the API calls the line by; drawn from `cart_item_ids`, never used twice.
    id         INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
    name       TEXT    NOT NULL,
    seen_price INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (cart_id, variant_id)
) STRICT, WITHOUT ROWID;
INSERT INTO cart_lines (cart_id, variant_id, id, product_id, quantity, name, seen_price, added_at, changed_at)
SELECT i.cart_id, i.variant_id, i.id, i.product_id, i.quantity, i.name, i.seen_price, i.added_at, c.updated_at
FROM cart_items i JOIN carts c ON c.id = i.cart_id
ORDER BY i.cart_id, i.variant_id;

CREATE TABLE cart_item_ids (
    last INTEGER NOT NULL
) STRICT;
INSERT INTO cart_item_ids (last)
SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'cart_items'), 0);

DROP TABLE cart_items;
ALTER TABLE cart_lines RENAME TO cart_items;
