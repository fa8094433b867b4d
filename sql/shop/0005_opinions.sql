-- What customers say of products, and which they like.

-- One review a customer and product. products.rating and review_count are the average and number of
-- those that are not hidden, kept in the same transaction.
CREATE TABLE reviews (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id        INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    user_id           BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    rating            INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title             TEXT,
    body              TEXT,
    verified_purchase INTEGER NOT NULL CHECK (verified_purchase IN (0, 1)),
    helpful_count     INTEGER NOT NULL DEFAULT 0 CHECK (helpful_count >= 0),
    hidden_at         INTEGER,
    hidden_reason     TEXT,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    UNIQUE (product_id, user_id)
) STRICT;
CREATE INDEX reviews_of_product ON reviews (product_id, created_at) WHERE hidden_at IS NULL;
CREATE INDEX reviews_of_user ON reviews (user_id);

CREATE TABLE review_votes (
    review_id INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
    user_id   BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (review_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_votes_of_user ON review_votes (user_id);

-- products.favorite_count is the number of its rows, kept in the same transaction.
CREATE TABLE favorites (
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX favorites_of_product ON favorites (product_id);
