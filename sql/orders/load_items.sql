-- load::items: an order's line items as they were added, by order_items_of_order.
SELECT i.id, i.fulfillment_id, i.product_id, i.variant_id, i.slug, i.name, i.sku, i.options,
       i.image_url, i.is_digital, i.quantity, i.unit_price, i.line_total, i.discount, i.tax,
       i.tax_rate, i.return_quantity, s.id, s.slug, s.name
FROM order_items i LEFT JOIN sellers s ON s.id = i.seller_id
WHERE i.order_id = ?1 ORDER BY i.id
