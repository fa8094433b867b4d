-- Run by catalogue::check for `souk check`: products whose derived columns are not what their variants
-- say, or that miss a part. Reads every product once; variants_of_product for each.
SELECT p.id, p.slug,
    CASE
        WHEN v.any_variant IS NULL THEN 'has no variant'
        WHEN d.product_id IS NULL THEN 'has no details'
        WHEN p.price <> coalesce(v.price, v.any_price) THEN 'has another price than its cheapest variant'
        WHEN p.stock_quantity <> coalesce(v.stock, 0) THEN 'has another stock than its variants together'
        WHEN p.in_stock <> (p.stock_quantity > 0) THEN 'is not in stock as its stock says'
        WHEN p.is_active = 1 AND coalesce(o.status, 'active') <> 'active' THEN 'is shown though its seller may not sell'
        WHEN p.withheld = 1 AND coalesce(o.status, 'active') = 'active' THEN 'is withheld though its seller may sell'
        WHEN p.is_active = 1 AND s.id IS NULL THEN 'is not in the search'
        WHEN p.is_active = 0 AND s.id IS NOT NULL THEN 'is in the search though it is not active'
    END AS fault
FROM products p
LEFT JOIN product_details d ON d.product_id = p.id
LEFT JOIN (
    SELECT product_id, 1 AS any_variant, min(price) AS any_price,
           min(price) FILTER (WHERE is_active = 1) AS price,
           sum(stock_quantity) FILTER (WHERE is_active = 1) AS stock
    FROM variants GROUP BY product_id
) v ON v.product_id = p.id
LEFT JOIN product_search_docsize s ON s.id = p.id
LEFT JOIN sellers o ON o.id = p.seller_id
WHERE fault IS NOT NULL
ORDER BY p.id
