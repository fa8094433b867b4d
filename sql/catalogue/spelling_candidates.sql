-- Run by catalogue::search for a word that no product has: the words nearest to it by three-letter
-- runs (search_trigrams), and those of its first letter and about its length (search_words' index).
SELECT word FROM (
    SELECT w.word FROM search_trigrams t JOIN search_words w ON w.id = t.rowid
    WHERE search_trigrams MATCH ?1 ORDER BY bm25(search_trigrams) LIMIT ?5
)
UNION
SELECT word FROM (
    SELECT word FROM search_words
    WHERE word >= ?2 AND word < ?3 AND length(word) BETWEEN ?4 - 2 AND ?4 + 2 LIMIT ?5 * 10
)
