-- Run by catalogue::keeping::page with its columns, joins, condition and order put in. Reads all that
-- fits and sorts it: those who keep products are few, and see inactive ones, which no index has.
SELECT /*columns*/, /*key*/ FROM products p /*joins*/
WHERE /*condition*/
ORDER BY /*key*/ /*direction*/, p.id /*direction*/
LIMIT ?
