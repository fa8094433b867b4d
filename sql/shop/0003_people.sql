-- Accounts, sellers as people, what is written down about who did what, and mail that waits.

-- One row a person. `email` is trimmed and in lower case; `role` is what the person is beside being a
-- customer; whom they sell for stands in sellers.user_id.
CREATE TABLE users (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- PHC string of Argon2id.
    password_hash TEXT    NOT NULL,
    role          TEXT    NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'admin')),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Logins. Only the SHA-256 of a token is kept.
CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash         BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    user_agent   TEXT    NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Links that set a new password: each works once.
CREATE TABLE password_resets (
    hash       BLOB    PRIMARY KEY CHECK (length(hash) = 32),
    user_id    BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX password_resets_of_user ON password_resets (user_id);

-- Sellers of before this step were made by an admin and sell on.
-- `commission` is in millionths of what is sold.
ALTER TABLE sellers ADD COLUMN user_id BLOB REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE sellers ADD COLUMN status TEXT NOT NULL DEFAULT 'active'
    CHECK (status IN ('pending', 'active', 'suspended'));
ALTER TABLE sellers ADD COLUMN description TEXT;
ALTER TABLE sellers ADD COLUMN commission INTEGER CHECK (commission BETWEEN 0 AND 1000000);
ALTER TABLE sellers ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE sellers SET updated_at = created_at;
CREATE UNIQUE INDEX sellers_by_user ON sellers (user_id) WHERE user_id IS NOT NULL;

-- Who changed what. `actor` names a person, a token or the command line as it was then.
-- `before` and `after` are JSON objects of the thing, NULL where there was or is none.
CREATE TABLE audit_log (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    user_id BLOB,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    before  TEXT CHECK (before IS NULL OR json_valid(before)),
    after   TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT;
CREATE INDEX audit_log_of_subject ON audit_log (subject, id);

-- Mail: written with what it tells of, in one transaction, and sent afterwards. One that can no
-- longer be sent has `failed_at`; one that is on its way has `claimed_at`, so that no other takes it.
CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    kind            TEXT    NOT NULL,
    recipient       TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    order_id        BLOB,
    created_at      INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    claimed_at      INTEGER,
    sent_at         INTEGER,
    failed_at       INTEGER,
    last_error      TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_of_order ON outbox (order_id, id) WHERE order_id IS NOT NULL;
