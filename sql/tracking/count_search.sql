-- Run by tracking::ledger, once a search's words, day and batch; by the primary key of `search_days`.
INSERT INTO search_days (day, query, searches, missed) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (day, query) DO UPDATE SET
    searches = searches + excluded.searches,
    missed = missed + excluded.missed
