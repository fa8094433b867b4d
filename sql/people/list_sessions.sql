-- Run by people::sessions::page, with what they are sorted by put in and the order behind it; reads
-- sessions_of_user, in which rows of one account stand by their ids.
SELECT id, user_agent, created_at, last_seen_at, expires_at, {keys}
FROM sessions
WHERE user_id = ?1 AND expires_at > ?2
