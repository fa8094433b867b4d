//! Changing one picture of a product. The product is saved as a whole, so that what follows from its
//! pictures follows here as well; exactly one of them is primary, and their places have no gaps.

use rusqlite::{Connection, OptionalExtension};

use super::{
    CatalogueError, FieldError, ImageRecord, Record,
    load::load,
    save::{Saver, validate},
};

/// What may change about a picture; what is `None` stays.
#[derive(Debug, Default)]
pub struct Change {
    /// What it shows.
    pub alt_text: Option<String>,
    /// Whether lists show it.
    pub is_primary: Option<bool>,
    /// Where it goes; beyond the end is the end.
    pub position: Option<usize>,
}

/// Adds a picture, at the end where no place is given, and gives the id of its row.
///
/// # Errors
/// `NotFound` without the product, `Invalid` for one picture too many or what it cannot be.
pub fn add(
    tx: &Connection,
    product: i64,
    image: ImageRecord,
    position: Option<usize>,
) -> Result<i64, CatalogueError> {
    let mut record = record(tx, product)?;
    settle_primary(&mut record);
    if image.is_primary {
        clear_primary(&mut record);
    }
    let place = position.unwrap_or(usize::MAX).min(record.images.len());
    record.images.insert(place, image);
    save(tx, product, record, place)?;
    let at = "SELECT id FROM product_images WHERE product_id = ?1 AND position = ?2";
    let id = tx
        .prepare_cached(at)?
        .query_row([product, place as i64], |row| row.get(0))?;
    Ok(id)
}

/// Changes a picture.
///
/// # Errors
/// `NotFound`, or `Invalid` for what it cannot be.
pub fn change(
    tx: &Connection,
    product: i64,
    id: i64,
    change: Change,
) -> Result<(), CatalogueError> {
    let before = record(tx, product)?;
    let place = place_of(tx, product, id)?;
    let mut record = before.clone();
    settle_primary(&mut record);
    let mut image = record.images.remove(place);
    if let Some(text) = change.alt_text {
        image.alt_text = text;
    }
    match change.is_primary {
        Some(true) => {
            clear_primary(&mut record);
            image.is_primary = true;
        }
        Some(false) if image.is_primary => {
            let Some(first) = record.images.first_mut() else {
                let detail = "must stay true while it is the only picture";
                return Err(FieldError::invalid("/is_primary", detail));
            };
            first.is_primary = true;
            image.is_primary = false;
        }
        _ => {}
    }
    let place = change.position.unwrap_or(place).min(record.images.len());
    record.images.insert(place, image);
    if record == before {
        return Ok(());
    }
    save(tx, product, record, place)
}

/// Takes a picture away. When it was the primary one, the first of the others is.
///
/// # Errors
/// `NotFound`.
pub fn remove(tx: &Connection, product: i64, id: i64) -> Result<(), CatalogueError> {
    let mut record = record(tx, product)?;
    record.images.remove(place_of(tx, product, id)?);
    save(tx, product, record, 0)
}

fn record(tx: &Connection, product: i64) -> Result<Record, CatalogueError> {
    load(tx, product)?.ok_or(CatalogueError::NotFound("product"))
}

/// The place of a picture among those of its product, in the order in which they are loaded.
fn place_of(tx: &Connection, product: i64, id: i64) -> Result<usize, CatalogueError> {
    let place: Option<i64> = tx
        .prepare_cached(include_str!("../../sql/catalogue/image_place.sql"))?
        .query_row([product, id], |row| row.get(0))
        .optional()?;
    let place = place.and_then(|place| usize::try_from(place).ok());
    place.ok_or(CatalogueError::NotFound("picture"))
}

/// Marks the picture that lists show, where none is.
fn settle_primary(record: &mut Record) {
    if !record.images.iter().any(|image| image.is_primary)
        && let Some(first) = record.images.first_mut()
    {
        first.is_primary = true;
    }
}

fn clear_primary(record: &mut Record) {
    for image in &mut record.images {
        image.is_primary = false;
    }
}

/// Saves a product whose picture at `place` was changed: what is wrong with that one is told as its own.
fn save(
    tx: &Connection,
    product: i64,
    mut record: Record,
    place: usize,
) -> Result<(), CatalogueError> {
    settle_primary(&mut record);
    let mut errors = validate(&record);
    if errors.is_empty() {
        return Saver::new(tx).replace(product, &record);
    }
    let own = format!("/images/{place}/");
    for error in &mut errors {
        if let Some(field) = error.pointer.strip_prefix(&own) {
            error.pointer = format!("/{field}");
        }
    }
    Err(CatalogueError::Invalid(errors))
}
