//! Names of a file as rows of the shop: categories and sellers, looked up, or made where missing.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::{
    catalogue::{CatalogueError, Record, categories},
    time,
};

/// What rows say that is no part of a record.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The path of the category; empty clears it.
    pub category: Option<Vec<String>>,
    /// The slugs along the path, or its leaf's alone, in souk's own files.
    pub category_slugs: Vec<String>,
    /// The slug of the seller; empty is the shop.
    pub seller: Option<String>,
}

/// Looks names up inside one transaction, and remembers them.
pub struct Links<'t> {
    tx: &'t Connection,
    known: HashMap<String, i64>,
    /// Categories that this import made, and whether it was told their slugs.
    made: HashMap<i64, bool>,
}

impl<'t> Links<'t> {
    /// Links on an open write transaction.
    pub fn new(tx: &'t Connection) -> Self {
        Self {
            tx,
            known: HashMap::new(),
            made: HashMap::new(),
        }
    }

    /// Forgets what was looked up, since a rollback may have undone it.
    pub fn forget(&mut self) {
        self.known.clear();
        self.made.clear();
    }

    /// Sets a record's category and seller to what its rows want.
    ///
    /// # Errors
    /// The store's.
    pub fn set(&mut self, record: &mut Record, wanted: &Wanted) -> Result<(), CatalogueError> {
        if let Some(path) = &wanted.category {
            record.category_id = self.category(path, &wanted.category_slugs)?;
        }
        if let Some(seller) = &wanted.seller {
            record.seller_id = self.seller(seller)?;
        }
        Ok(())
    }

    fn category(
        &mut self,
        path: &[String],
        slugs: &[String],
    ) -> Result<Option<i64>, CatalogueError> {
        if path.is_empty() {
            return Ok(None);
        }
        let key = format!("{}\n{}", path.join("\u{1f}"), slugs.join("\u{1f}"));
        if let Some(id) = self.known.get(&key) {
            return Ok(Some(*id));
        }
        let mut parent = None;
        for (level, name) in path.iter().enumerate() {
            // The slugs end where the path ends.
            let from_leaf = path.len() - level;
            let slug = slugs
                .len()
                .checked_sub(from_leaf)
                .map(|place| slugs[place].as_str());
            parent = Some(self.level(parent, name, slug)?);
        }
        if let Some(id) = parent {
            self.known.insert(key, id);
        }
        Ok(parent)
    }

    /// One level: the category below `parent` with this slug, else the one with this name, else a new
    /// one. Names may repeat below a parent where slugs tell them apart.
    fn level(
        &mut self,
        parent: Option<i64>,
        name: &str,
        slug: Option<&str>,
    ) -> Result<i64, CatalogueError> {
        let there = categories::child(self.tx, parent, name)?;
        let Some(slug) = slug else {
            return match there {
                Some(id) => Ok(id),
                None => self.make(parent, name, None),
            };
        };
        if let Some(id) = categories::id_of_slug(self.tx, slug)? {
            if self.parent_of(id)? == parent {
                return Ok(id);
            }
            // The slug stands for another place here: the name has to do.
            return self.level(parent, name, None);
        }
        match there.map(|id| (id, self.made.get(&id))) {
            Some((id, Some(false))) => {
                self.tx
                    .prepare_cached("UPDATE categories SET slug = ?2 WHERE id = ?1")?
                    .execute((id, slug))?;
                self.made.insert(id, true);
                Ok(id)
            }
            // One that was there before keeps its address.
            Some((id, None)) => Ok(id),
            Some((_, Some(true))) | None => self.make(parent, name, Some(slug)),
        }
    }

    fn make(
        &mut self,
        parent: Option<i64>,
        name: &str,
        slug: Option<&str>,
    ) -> Result<i64, CatalogueError> {
        let id = categories::insert(self.tx, parent, name, slug, 0)?;
        self.made.insert(id, slug.is_some());
        Ok(id)
    }

    fn parent_of(&self, id: i64) -> rusqlite::Result<Option<i64>> {
        self.tx
            .prepare_cached("SELECT parent_id FROM categories WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
    }

    fn seller(&self, slug: &str) -> rusqlite::Result<Option<i64>> {
        if slug.is_empty() {
            return Ok(None);
        }
        let found = self
            .tx
            .prepare_cached("SELECT id FROM sellers WHERE slug = ?1")?
            .query_row([slug], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
        self.tx
            .prepare_cached("INSERT INTO sellers (slug, name, created_at) VALUES (?1, ?1, ?2)")?
            .execute((slug, time::now()))?;
        Ok(Some(self.tx.last_insert_rowid()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    fn path(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn slug(db: &Connection, id: Option<i64>) -> String {
        let sql = "SELECT slug FROM categories WHERE id = ?1";
        db.query_row(sql, [id], |row| row.get(0)).unwrap()
    }

    #[test]
    fn categories_get_the_slugs_of_the_file() {
        let db = store::in_memory();
        let mut links = Links::new(&db);
        let below = links
            .category(&path(&["Home", "Rugs"]), &path(&["teppiche"]))
            .unwrap();
        assert_eq!(slug(&db, below), "teppiche");
        // The parent was made on the way, and is named later.
        let home = links
            .category(&path(&["Home"]), &path(&["zuhause"]))
            .unwrap();
        assert_eq!(slug(&db, home), "zuhause");
        // Two of one name are two.
        let other = links
            .category(&path(&["Home", "Rugs"]), &path(&["zuhause", "rugs-2"]))
            .unwrap();
        assert_ne!(other, below);
        let again = links
            .category(&path(&["home", "RUGS"]), &path(&["zuhause", "teppiche"]))
            .unwrap();
        assert_eq!(again, below);
    }

    #[test]
    fn categories_of_the_shop_keep_their_slugs() {
        let db = store::in_memory();
        let ours = categories::ensure_path(&db, &["Home", "Rugs"]).unwrap();
        let mut links = Links::new(&db);
        let theirs = links
            .category(&path(&["Home", "Rugs"]), &path(&["teppiche"]))
            .unwrap();
        assert_eq!((theirs, slug(&db, theirs)), (Some(ours), "rugs".to_owned()));
        assert_eq!(links.category(&[], &[]).unwrap(), None);
    }
}
