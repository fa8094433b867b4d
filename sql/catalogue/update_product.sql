-- Run by catalogue::save::Saver::replace. Counters stay, the version grows.
UPDATE products SET
    slug = ?2, name = ?3, name_key = ?4, short_description = ?5, brand_id = ?6, category_id = ?7,
    seller_id = ?8, condition = ?9, price = ?10, original_price = ?11, on_sale = ?12,
    stock_quantity = ?13, in_stock = ?13 > 0, is_active = ?14, withheld = ?21, is_featured = ?15, is_digital = ?16,
    tags = ?17, image_url = ?18, created_at = coalesce(?19, created_at), updated_at = ?20,
    version = version + 1
WHERE id = ?1
