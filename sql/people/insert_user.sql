-- Run by people::users::insert; the unique index on email refuses a second account.
INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
