-- Run by orders::checkout::place for each line.
INSERT INTO order_items (order_id, fulfillment_id, product_id, variant_id, seller_id, slug, name, sku, options,
    image_url, is_digital, quantity, unit_price, line_total, discount, tax, tax_rate)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
