//! Names of a file as rows of the shop: categories and sellers, looked up, or made where missing.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::notes::hash;
use crate::{
    catalogue::{CatalogueError, Record, categories, text::fold},
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

/// How many paths are remembered beside the notes.
const KNOWN_MAX: usize = 20_000;

/// Looks names up inside one transaction, and remembers them: among thousands of siblings a name is
/// found at once.
pub struct Links<'t> {
    tx: &'t Connection,
    known: HashMap<String, i64>,
}

/// A category below another, by its name.
struct Sibling {
    id: i64,
    /// `None` where the shop had it before this import, else whether the file said its slug.
    made: Option<bool>,
}

impl<'t> Links<'t> {
    /// Links on an open write transaction, with the shop's categories noted.
    ///
    /// # Errors
    /// The store's.
    pub fn new(tx: &'t Connection) -> rusqlite::Result<Self> {
        let links = Self {
            tx,
            known: HashMap::new(),
        };
        let mut select = tx.prepare("SELECT id, parent_id, name FROM categories ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            links.note(row.get(0)?, row.get(1)?, row.get_ref(2)?.as_str()?, None)?;
        }
        Ok(links)
    }

    /// Forgets what was looked up, since a rollback may have undone it.
    pub fn forget(&mut self) {
        self.known.clear();
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
            if self.known.len() >= KNOWN_MAX {
                self.known.clear();
            }
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
        let there = self.sibling(parent, name)?;
        let Some(slug) = slug else {
            return match there {
                Some(there) => Ok(there.id),
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
        match there {
            Some(Sibling {
                id,
                made: Some(false),
            }) => {
                self.tx
                    .prepare_cached("UPDATE categories SET slug = ?2 WHERE id = ?1")?
                    .execute((id, slug))?;
                let sql = "UPDATE temp.import_categories SET made = 1 \
                           WHERE parent = ?1 AND name = ?2";
                self.tx.prepare_cached(sql)?.execute(place(parent, name))?;
                Ok(id)
            }
            // One that was there before keeps its address.
            Some(Sibling { id, made: None }) => Ok(id),
            Some(_) | None => self.make(parent, name, Some(slug)),
        }
    }

    fn sibling(&self, parent: Option<i64>, name: &str) -> rusqlite::Result<Option<Sibling>> {
        let sql = "SELECT category, made FROM temp.import_categories \
                   WHERE parent = ?1 AND name = ?2";
        self.tx
            .prepare_cached(sql)?
            .query_row(place(parent, name), |row| {
                Ok(Sibling {
                    id: row.get(0)?,
                    made: row.get(1)?,
                })
            })
            .optional()
    }

    fn note(
        &self,
        id: i64,
        parent: Option<i64>,
        name: &str,
        made: Option<bool>,
    ) -> rusqlite::Result<()> {
        let (parent, name) = place(parent, name);
        let sql = "INSERT INTO temp.import_categories (parent, name, category, made) \
                   VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        self.tx
            .prepare_cached(sql)?
            .execute((parent, name, id, made))?;
        Ok(())
    }

    fn make(
        &mut self,
        parent: Option<i64>,
        name: &str,
        slug: Option<&str>,
    ) -> Result<i64, CatalogueError> {
        let id = categories::insert(self.tx, parent, name, slug, 0)?;
        self.note(id, parent, name, Some(slug.is_some()))?;
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

/// Where a category stands in the notes. Case and accents make no difference.
fn place(parent: Option<i64>, name: &str) -> (i64, i64) {
    (parent.unwrap_or(0), hash(&fold(name.trim())))
}

#[cfg(test)]
mod tests {
    use super::{super::notes::Notes, *};
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
        Notes::start(&db).unwrap();
        let mut links = Links::new(&db).unwrap();
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
        Notes::start(&db).unwrap();
        let mut links = Links::new(&db).unwrap();
        let theirs = links
            .category(&path(&["Home", "Rugs"]), &path(&["teppiche"]))
            .unwrap();
        assert_eq!((theirs, slug(&db, theirs)), (Some(ours), "rugs".to_owned()));
        assert_eq!(links.category(&[], &[]).unwrap(), None);
    }
}
