//! The category tree.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    CatalogueError,
    text::{fold, slugify},
    texts::learn,
};

/// How deep the tree may be; the deepest real ones (Best Buy, Google) have six or seven levels.
pub const DEPTH_MAX: usize = 10;

/// The id of the category at this path of names (root first), made where missing. Names are trimmed;
/// case and accents make no difference.
pub fn ensure_path(tx: &Connection, path: &[&str]) -> Result<i64, CatalogueError> {
    let mut parent: Option<i64> = None;
    for name in path
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
    {
        parent = Some(match child(tx, parent, name)? {
            Some(id) => id,
            None => insert(tx, parent, name, None, 0)?,
        });
    }
    parent.ok_or(CatalogueError::NotFound("category"))
}

/// The child of a category (of the root with `None`) with a name.
fn child(db: &Connection, parent: Option<i64>, name: &str) -> rusqlite::Result<Option<i64>> {
    let key = fold(name);
    let mut select =
        db.prepare_cached("SELECT id, name FROM categories WHERE parent_id IS ?1 ORDER BY id")?;
    let mut rows = select.query([parent])?;
    while let Some(row) = rows.next()? {
        let other = row.get_ref(1)?.as_str()?;
        if other == name || fold(other) == key {
            return row.get(0).map(Some);
        }
    }
    Ok(None)
}

/// Adds a category. Without a slug it gets one from its name, led by its parent's where that is
/// taken: `accessories`, then `phones-accessories`, then `phones-accessories-2`.
pub fn insert(
    tx: &Connection,
    parent: Option<i64>,
    name: &str,
    slug: Option<&str>,
    position: i64,
) -> Result<i64, CatalogueError> {
    let slug = match slug {
        Some(slug) => slug.to_owned(),
        None => free_slug(tx, parent, name)?,
    };
    tx.prepare_cached(
        "INSERT INTO categories (parent_id, slug, name, position) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![parent, slug, name, position])
    .map_err(|error| slug_error(error, &slug))?;
    let id = tx.last_insert_rowid();
    learn(tx, &mut std::collections::HashSet::new(), name)?;
    Ok(id)
}

/// A slug clash as what the caller did.
pub(super) fn slug_error(error: rusqlite::Error, slug: &str) -> CatalogueError {
    if error.to_string().contains("categories.slug") {
        CatalogueError::SlugTaken(slug.to_owned())
    } else {
        error.into()
    }
}

fn free_slug(tx: &Connection, parent: Option<i64>, name: &str) -> rusqlite::Result<String> {
    let mut taken = tx.prepare_cached("SELECT 1 FROM categories WHERE slug = ?1")?;
    let base = slugify(name);
    if !taken.exists([&base])? {
        return Ok(base);
    }
    let led = match parent {
        Some(parent) => {
            let above: String = tx
                .prepare_cached("SELECT slug FROM categories WHERE id = ?1")?
                .query_row([parent], |row| row.get(0))?;
            slugify(&format!("{above}-{base}"))
        }
        None => base,
    };
    let mut slug = led.clone();
    let mut number = 2;
    while taken.exists([&slug])? {
        slug = format!("{led}-{number}");
        number += 1;
    }
    Ok(slug)
}

/// The names from the root to the category; empty when there is no such category.
pub fn path_of(db: &Connection, id: i64) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(include_str!("../../sql/catalogue/category_path.sql"))?
        .query_map([id], |row| row.get(0))?
        .collect()
}

/// The category with a slug.
pub fn id_of_slug(db: &Connection, slug: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT id FROM categories WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()
}

/// The category that a path or a query names by id or slug; a slug is never only digits.
pub fn id_of(db: &Connection, reference: &str) -> rusqlite::Result<Option<i64>> {
    match reference.parse::<i64>() {
        Ok(id) => db
            .prepare_cached("SELECT id FROM categories WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional(),
        Err(_) => id_of_slug(db, reference),
    }
}

/// How many levels the category and what stands below it have: 1 without anything below.
pub fn height_of(db: &Connection, id: i64) -> rusqlite::Result<usize> {
    db.prepare_cached(include_str!("../../sql/catalogue/category_height.sql"))?
        .query_row([id], |row| row.get::<_, u16>(0).map(usize::from))
}

/// The category and all below it.
pub fn with_descendants(db: &Connection, id: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(include_str!("../../sql/catalogue/category_descendants.sql"))?
        .query_map([id], |row| row.get(0))?
        .collect()
}
