-- Run by reviews::check for `souk check`: reviews that count other votes than there are. Reads every
-- review once; the primary key of review_votes.
SELECT r.id FROM reviews r
WHERE r.helpful_count <> (SELECT count(*) FROM review_votes v WHERE v.review_id = r.id)
ORDER BY r.id
