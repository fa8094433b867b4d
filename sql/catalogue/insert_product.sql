-- Run by catalogue::save::Saver::insert.
INSERT INTO products
    (slug, name, name_key, short_description, brand_id, category_id, seller_id, condition,
     price, original_price, on_sale, stock_quantity, in_stock, is_active, is_featured, is_digital,
     tags, image_url, created_at, updated_at, withheld)
VALUES
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12 > 0, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
