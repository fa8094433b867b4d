-- What customers say of products, and which they like.
--
-- What products and reviews count of these tables follows by triggers, so that it is exact whatever
-- takes a row away: its author, an account that goes, a product that is deleted.

-- One review a customer and product. products.rating and review_count are the average, in thousandths,
-- and the number of those that are not hidden.
CREATE TABLE reviews (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id        INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    user_id           BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    rating            INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title             TEXT,
    body              TEXT,
    -- Whether an order of theirs with the product was delivered; stays.
    verified_purchase INTEGER NOT NULL CHECK (verified_purchase IN (0, 1)),
    helpful_count     INTEGER NOT NULL DEFAULT 0 CHECK (helpful_count >= 0),
    hidden_at         INTEGER,
    hidden_reason     TEXT,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    UNIQUE (product_id, user_id)
) STRICT;
-- One index an order that a list can have; the second is also what averages are made of.
CREATE INDEX reviews_of_product ON reviews (product_id, created_at)             WHERE hidden_at IS NULL;
CREATE INDEX reviews_by_rating  ON reviews (product_id, rating, created_at)     WHERE hidden_at IS NULL;
CREATE INDEX reviews_by_helpful ON reviews (product_id, helpful_count)          WHERE hidden_at IS NULL;
CREATE INDEX reviews_of_user    ON reviews (user_id);
CREATE INDEX reviews_hidden     ON reviews (id)                                 WHERE hidden_at IS NOT NULL;

CREATE TABLE review_votes (
    review_id INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
    user_id   BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (review_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_votes_of_user ON review_votes (user_id);

-- products.favorite_count is the number of its rows.
CREATE TABLE favorites (
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX favorites_of_product ON favorites (product_id);
CREATE INDEX favorites_by_age ON favorites (user_id, created_at, product_id);

CREATE TRIGGER review_added AFTER INSERT ON reviews BEGIN
    UPDATE products SET (rating, review_count) = (
        SELECT coalesce((2000 * sum(rating) + count(*)) / (2 * count(*)), 0), count(*)
        FROM reviews WHERE product_id = NEW.product_id AND hidden_at IS NULL
    ) WHERE id = NEW.product_id;
END;
CREATE TRIGGER review_changed AFTER UPDATE OF rating, hidden_at ON reviews
WHEN OLD.rating <> NEW.rating OR (OLD.hidden_at IS NULL) <> (NEW.hidden_at IS NULL) BEGIN
    UPDATE products SET (rating, review_count) = (
        SELECT coalesce((2000 * sum(rating) + count(*)) / (2 * count(*)), 0), count(*)
        FROM reviews WHERE product_id = NEW.product_id AND hidden_at IS NULL
    ) WHERE id = NEW.product_id;
END;
CREATE TRIGGER review_removed AFTER DELETE ON reviews BEGIN
    UPDATE products SET (rating, review_count) = (
        SELECT coalesce((2000 * sum(rating) + count(*)) / (2 * count(*)), 0), count(*)
        FROM reviews WHERE product_id = OLD.product_id AND hidden_at IS NULL
    ) WHERE id = OLD.product_id;
END;

CREATE TRIGGER vote_added AFTER INSERT ON review_votes BEGIN
    UPDATE reviews SET helpful_count = helpful_count + 1 WHERE id = NEW.review_id;
END;
CREATE TRIGGER vote_removed AFTER DELETE ON review_votes BEGIN
    UPDATE reviews SET helpful_count = helpful_count - 1 WHERE id = OLD.review_id;
END;

CREATE TRIGGER favorite_added AFTER INSERT ON favorites BEGIN
    UPDATE products SET favorite_count = favorite_count + 1 WHERE id = NEW.product_id;
END;
CREATE TRIGGER favorite_removed AFTER DELETE ON favorites BEGIN
    UPDATE products SET favorite_count = favorite_count - 1 WHERE id = OLD.product_id;
END;

-- A review that was written before the parcel came.
CREATE TRIGGER order_delivered AFTER UPDATE OF status ON orders
WHEN NEW.status = 'delivered' AND NEW.user_id IS NOT NULL BEGIN
    UPDATE reviews SET verified_purchase = 1
    WHERE user_id = NEW.user_id AND verified_purchase = 0
      AND product_id IN (SELECT product_id FROM order_items WHERE order_id = NEW.id);
END;
CREATE TRIGGER fulfillment_delivered AFTER UPDATE OF status ON fulfillments
WHEN NEW.status = 'delivered' BEGIN
    UPDATE reviews SET verified_purchase = 1
    WHERE user_id = (SELECT user_id FROM orders WHERE id = NEW.order_id) AND verified_purchase = 0
      AND product_id IN (SELECT product_id FROM order_items WHERE fulfillment_id = NEW.id);
END;

-- Before this step likes were counted from events, and nobody could write a review.
UPDATE products SET favorite_count = 0, rating = 0, review_count = 0
WHERE favorite_count <> 0 OR rating <> 0 OR review_count <> 0;
