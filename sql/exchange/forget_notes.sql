-- Run by exchange::notes before an import: what an earlier one on this connection left.
DROP TABLE IF EXISTS temp.import_names;
DROP TABLE IF EXISTS temp.import_pool;
DROP TABLE IF EXISTS temp.import_taken;
DROP TABLE IF EXISTS temp.import_rows;
DROP TABLE IF EXISTS temp.import_categories;
DROP TABLE IF EXISTS temp.import_variations;
