-- Run by people::customers::change; by the primary key.
UPDATE users SET role = ?2, blocked_at = ?3, updated_at = ?4 WHERE id = ?1
