-- Run by sellers::write::save. The slug stays: links lead to it.
UPDATE sellers SET name = ?2, description = ?3, status = ?4, commission = ?5, updated_at = ?6
WHERE id = ?1
