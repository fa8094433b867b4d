-- Run by people::sessions::open: keeps the ?2 newest logins of an account; reads sessions_of_user.
DELETE FROM sessions
WHERE user_id = ?1 AND id <= (
    SELECT id FROM sessions WHERE user_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2
)
