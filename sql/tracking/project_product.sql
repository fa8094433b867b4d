-- Run by tracking::projection in shop.db, once a changed product; by the primary key of `products`.
-- A row that says so already is left alone, so that nothing is rewritten for nothing. Favourites are
-- counted from their own table.
UPDATE products SET view_count = ?2, click_count = ?3, popularity = ?4
WHERE id = ?1 AND (view_count, click_count, popularity) <> (?2, ?3, ?4)
