-- Run by audit::record in the transaction of the change.
INSERT INTO audit_log (at, actor, user_id, action, subject, before, after)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
