-- Run by catalogue::categories::with_descendants; reads categories_by_parent.
WITH RECURSIVE below (id) AS (
    SELECT ?1
    UNION
    SELECT c.id FROM below b JOIN categories c ON c.parent_id = b.id
)
SELECT id FROM below
