-- Run by reviews::write::vote; a second vote is none.
INSERT INTO review_votes (review_id, user_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING
