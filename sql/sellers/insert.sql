-- Run by sellers::write::apply; sellers_by_user refuses a second seller of an account.
INSERT INTO sellers (slug, name, description, status, user_id, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
