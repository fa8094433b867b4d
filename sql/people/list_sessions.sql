-- Run by people::sessions::page, the newest first; reads sessions_of_user, in which rows of one
-- account stand by their ids.
SELECT id, user_agent, created_at, last_seen_at, expires_at
FROM sessions
WHERE user_id = ?1 AND expires_at > ?2 AND id < ?3
ORDER BY id DESC
LIMIT ?4
