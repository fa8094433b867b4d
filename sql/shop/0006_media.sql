-- Pictures that are kept here. One is named by the SHA-256 of what was uploaded; the same picture of two
-- products is one row, and the same three files. `format` is the ending of the files; `width` and `height` are the
-- largest one's, `bytes` is the size of all three.
-- `unused_since` is when no product was found to show it; NULL while one does. `ordered` is 1 once an order's
-- snapshot was found to show it: then it stays.
CREATE TABLE media (
    hash         TEXT    PRIMARY KEY CHECK (length(hash) = 64),
    format       TEXT    NOT NULL CHECK (format IN ('jpg', 'png', 'webp')),
    width        INTEGER NOT NULL CHECK (width > 0),
    height       INTEGER NOT NULL CHECK (height > 0),
    bytes        INTEGER NOT NULL CHECK (bytes > 0),
    created_at   INTEGER NOT NULL,
    unused_since INTEGER,
    ordered      INTEGER NOT NULL DEFAULT 0 CHECK (ordered IN (0, 1))
) STRICT, WITHOUT ROWID;

-- NULL for a picture that stands elsewhere. Follows from the addresses.
ALTER TABLE product_images ADD COLUMN media_hash TEXT REFERENCES media (hash);
CREATE INDEX product_images_of_media ON product_images (media_hash) WHERE media_hash IS NOT NULL;
