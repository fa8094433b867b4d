-- fulfillments::ship: by the primary key.
UPDATE fulfillments SET status = 'shipped', carrier = ?2, tracking_number = ?3, shipped_at = ?4 WHERE id = ?1
