-- Run by setup::has_admin. Accounts are few, and the look stops at the first administrator.
SELECT EXISTS (SELECT 1 FROM users WHERE role = 'admin')
