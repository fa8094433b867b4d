-- machine::advance: a step, by the primary key. An order that leaves pending_payment expires no more.
UPDATE orders SET status = ?2, updated_at = ?3, expires_at = NULL WHERE id = ?1
