-- Run by people::users::find; reads the primary key and sellers_by_user.
SELECT u.id, u.email, u.name, u.role, u.created_at, s.id, s.slug, s.name, s.status, u.blocked_at
FROM users u LEFT JOIN sellers s ON s.user_id = u.id
WHERE u.id = ?1
