-- Products whose seller may not sell, for now. They are not active, so that no list, count or search has
-- to ask who sells them; `withheld` says that they would be, and are again when the seller is approved.
ALTER TABLE products ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0
    CHECK (withheld = 0 OR (withheld = 1 AND is_active = 0));
