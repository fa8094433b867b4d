-- Run by catalogue::load. A product that is withheld is as active as its owner wants it.
SELECT p.slug, p.name, p.short_description, d.description, b.name, d.model, p.category_id, p.seller_id,
       p.condition, p.is_active OR p.withheld, p.is_featured, p.is_digital, p.tags, d.attributes, d.weight_grams,
       d.options, p.created_at
FROM products p
JOIN product_details d ON d.product_id = p.id
LEFT JOIN brands b ON b.id = p.brand_id
WHERE p.id = ?1
