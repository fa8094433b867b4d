-- Run by people::sessions::open.
INSERT INTO sessions (user_id, hash, user_agent, created_at, last_seen_at, expires_at)
VALUES (?1, ?2, ?3, ?4, ?4, ?5)
