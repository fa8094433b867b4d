-- Pictures that are kept here. A file is named by the SHA-256 of what was uploaded; the same picture of
-- two products is one file.
CREATE TABLE media (
    hash       TEXT    PRIMARY KEY CHECK (length(hash) = 64),
    width      INTEGER NOT NULL CHECK (width > 0),
    height     INTEGER NOT NULL CHECK (height > 0),
    bytes      INTEGER NOT NULL CHECK (bytes > 0),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- NULL for a picture that stands elsewhere.
ALTER TABLE product_images ADD COLUMN media_hash TEXT REFERENCES media (hash);
CREATE INDEX product_images_of_media ON product_images (media_hash) WHERE media_hash IS NOT NULL;
