-- Run by reviews::write::moderate; by the primary key.
UPDATE reviews SET hidden_at = ?2, hidden_reason = ?3 WHERE id = ?1
