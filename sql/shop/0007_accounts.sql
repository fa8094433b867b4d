-- Accounts that an admin blocks: who has one may not log in. NULL while it is open.
ALTER TABLE users ADD COLUMN blocked_at INTEGER;

-- Links that set a new password are swept when they are over.
CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);
