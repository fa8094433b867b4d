//! The categories at the root, each with a picture of what is on it.

use std::collections::HashMap;

use serde::Serialize;

use super::{CatalogueError, categories::DEPTH_MAX, shop::Catalogue};

/// How many are shown.
const SHELVES_MAX: usize = 12;

/// A category as a shop window shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Shelf {
    /// What the `category` filter takes.
    pub slug: String,
    /// What people read.
    pub name: String,
    /// Active products in it and below it.
    pub count: i64,
    /// The picture of its newest product, or of one below it.
    pub picture: Option<String>,
}

struct Row {
    id: i64,
    parent: Option<i64>,
    slug: String,
    name: String,
    own: i64,
    picture: Option<String>,
}

impl Catalogue {
    /// The first categories of the tree that hold something, in their order.
    ///
    /// # Errors
    /// The store's.
    pub async fn shelves(&self) -> Result<Vec<Shelf>, CatalogueError> {
        let read = |db: &rusqlite::Connection| {
            let mut select = db.prepare_cached(include_str!("../../sql/catalogue/shelves.sql"))?;
            let rows = select.query_map([], |row| {
                Ok(Row {
                    id: row.get(0)?,
                    parent: row.get(1)?,
                    slug: row.get(2)?,
                    name: row.get(3)?,
                    own: row.get(4)?,
                    picture: row.get(5)?,
                })
            })?;
            Ok(gather(&rows.collect::<rusqlite::Result<Vec<_>>>()?))
        };
        self.store.read_slow(read).await
    }
}

/// Adds what is below to each root; a root without a picture of its own takes the first from below.
fn gather(rows: &[Row]) -> Vec<Shelf> {
    let by_id: HashMap<i64, &Row> = rows.iter().map(|row| (row.id, row)).collect();
    let root_of = |row: &Row| {
        let mut at = row.id;
        // The depth bound ends a cycle, should there ever be one.
        for _ in 0..=DEPTH_MAX {
            match by_id.get(&at).and_then(|row| row.parent) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    };
    let mut counts: HashMap<i64, (i64, Option<&str>)> = HashMap::new();
    for row in rows {
        let (count, picture) = counts.entry(root_of(row)).or_default();
        *count += row.own;
        if picture.is_none() || row.parent.is_none() {
            *picture = row.picture.as_deref().or(*picture);
        }
    }
    let roots = rows.iter().filter(|row| row.parent.is_none());
    let shelf = |row: &Row| {
        let (count, picture) = counts.get(&row.id).copied().unwrap_or_default();
        (count > 0).then(|| Shelf {
            slug: row.slug.clone(),
            name: row.name.clone(),
            count,
            picture: picture.map(str::to_owned),
        })
    };
    roots.filter_map(shelf).take(SHELVES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, parent: Option<i64>, own: i64, picture: Option<&str>) -> Row {
        Row {
            id,
            parent,
            slug: format!("c{id}"),
            name: format!("C{id}"),
            own,
            picture: picture.map(str::to_owned),
        }
    }

    #[test]
    fn a_root_shows_what_is_below_it() {
        let rows = [
            row(1, None, 0, None),
            row(2, Some(1), 3, Some("below")),
            row(3, None, 2, Some("own")),
            row(4, Some(3), 1, Some("other")),
            row(5, None, 0, None),
        ];
        let found: Vec<_> = gather(&rows)
            .into_iter()
            .map(|shelf| (shelf.slug, shelf.count, shelf.picture.unwrap_or_default()))
            .collect();
        let expected = [
            ("c1".to_owned(), 3, "below".to_owned()),
            ("c3".to_owned(), 3, "own".to_owned()),
        ];
        assert_eq!(found, expected);
    }
}
