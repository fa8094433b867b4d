//! The rows of a product's pictures.

use rusqlite::{Connection, params};

use super::{load, record::ImageRecord};

/// The picture that lists show: the marked one, else the first.
pub(super) fn primary(images: &[ImageRecord]) -> Option<&ImageRecord> {
    images
        .iter()
        .find(|image| image.is_primary)
        .or_else(|| images.first())
}

/// Inserts the pictures of a new product.
pub(super) fn insert_all(
    tx: &Connection,
    product: i64,
    images: &[ImageRecord],
) -> rusqlite::Result<()> {
    for (position, image) in images.iter().enumerate() {
        insert(tx, product, image, is_primary(images, image), position)?;
    }
    Ok(())
}

/// Makes the pictures of a product equal to these. The row of an address that stays keeps its id.
pub(super) fn replace_all(
    tx: &Connection,
    product: i64,
    images: &[ImageRecord],
) -> rusqlite::Result<()> {
    if load::images(tx, product)? == images {
        return Ok(());
    }
    let mut old: Vec<(i64, String)> = tx
        .prepare_cached(
            "SELECT id, url FROM product_images WHERE product_id = ?1 ORDER BY position, id",
        )?
        .query_map([product], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut update = tx.prepare_cached(include_str!("../../sql/catalogue/update_image.sql"))?;
    for (position, image) in images.iter().enumerate() {
        let is_primary = is_primary(images, image);
        let Some(place) = old.iter().position(|(_, url)| *url == image.url) else {
            insert(tx, product, image, is_primary, position)?;
            continue;
        };
        let (id, _) = old.remove(place);
        let (thumbnail, position) = (&image.thumbnail_url, position as i64);
        update.execute(params![id, thumbnail, image.alt_text, is_primary, position])?;
    }
    let mut delete = tx.prepare_cached("DELETE FROM product_images WHERE id = ?1")?;
    old.iter()
        .try_for_each(|(id, _)| delete.execute([id]).map(|_| ()))
}

fn is_primary(images: &[ImageRecord], image: &ImageRecord) -> bool {
    primary(images).is_some_and(|first| std::ptr::eq(first, image))
}

fn insert(
    tx: &Connection,
    product: i64,
    image: &ImageRecord,
    is_primary: bool,
    position: usize,
) -> rusqlite::Result<()> {
    let (url, thumbnail) = (&image.url, &image.thumbnail_url);
    let mut insert = tx.prepare_cached(include_str!("../../sql/catalogue/insert_image.sql"))?;
    insert.execute(params![
        product,
        url,
        thumbnail,
        image.alt_text,
        is_primary,
        position as i64
    ])?;
    Ok(())
}
