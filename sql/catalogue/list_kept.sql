-- Run by catalogue::keeping::page with its columns, joins and condition put in, and the order behind them.
-- Reads all that fits and sorts it: those who keep products are few, and see inactive ones, which no index
-- has.
SELECT /*columns*/, {keys} FROM products p /*joins*/
WHERE /*condition*/
