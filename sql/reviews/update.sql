-- Run by reviews::write::change; by the primary key.
UPDATE reviews SET rating = ?2, title = ?3, body = ?4, updated_at = ?5 WHERE id = ?1
