-- Run by people::upkeep; reads password_resets_by_expiry.
DELETE FROM password_resets
WHERE hash IN (SELECT hash FROM password_resets WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
