//! What an import remembers about its file: temporary tables of its connection, so that memory stays
//! flat however long the file is. They are undone with the savepoint that they change in.

use rusqlite::{Connection, OptionalExtension};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::table::Row;

/// The notes of one import.
pub struct Notes<'d> {
    db: &'d Connection,
}

/// A product in the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pooled {
    /// Its id.
    pub product: i64,
    /// What tells it from others of its name, hashed.
    pub facts: i64,
    /// Whether it has a SKU.
    pub has_sku: bool,
    /// What it costs.
    pub price: i64,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A product.
    Product(i64),
    /// One variant of a product, by its SKU, hashed.
    Variant(i64),
}

impl Subject {
    /// The variant with this SKU.
    pub fn variant(sku: &str) -> Self {
        Self::Variant(hash(sku))
    }

    const fn key(self) -> i64 {
        match self {
            Self::Product(id) => id,
            Self::Variant(hash) => hash | i64::MIN,
        }
    }
}

/// A text as the notes have it. Two of a million texts share one with a probability of one in ten
/// million.
pub fn hash(text: &str) -> i64 {
    xxh3_64(text.as_bytes()).cast_signed()
}

fn hash_row(row: &Row) -> i64 {
    let mut hash = Xxh3::new();
    for cell in row.cells() {
        hash.update(cell.as_bytes());
        hash.update(&[0xff]);
    }
    hash.digest().cast_signed()
}

impl<'d> Notes<'d> {
    /// New, empty notes.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn start(db: &'d Connection) -> rusqlite::Result<()> {
        db.execute_batch(include_str!("../../sql/exchange/forget_notes.sql"))?;
        db.execute_batch(include_str!("../../sql/exchange/notes.sql"))
    }

    /// The notes that were started on this connection.
    pub fn of(db: &'d Connection) -> Self {
        Self { db }
    }

    /// Counts a name, folded.
    pub fn count_name(&self, name: &str) -> rusqlite::Result<()> {
        let sql = "INSERT INTO temp.import_names (name, rows) VALUES (?1, 1) \
                   ON CONFLICT (name) DO UPDATE SET rows = rows + 1";
        self.db.prepare_cached(sql)?.execute([hash(name)])?;
        Ok(())
    }

    /// Whether a name comes several times in the file, and whether its products are pooled.
    pub fn name(&self, name: &str) -> rusqlite::Result<(bool, bool)> {
        let sql = "SELECT rows > 1, pooled FROM temp.import_names WHERE name = ?1";
        let found = self
            .db
            .prepare_cached(sql)?
            .query_row([hash(name)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Notes that the products of a name are pooled.
    pub fn pooled(&self, name: &str) -> rusqlite::Result<()> {
        let sql = "UPDATE temp.import_names SET pooled = 1 WHERE name = ?1";
        self.db.prepare_cached(sql)?.execute([hash(name)])?;
        Ok(())
    }

    /// Puts a product of a name into the pool.
    pub fn pool(&self, name: &str, pooled: &Pooled) -> rusqlite::Result<()> {
        let sql = "INSERT INTO temp.import_pool (name, facts, product, has_sku, price) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.db.prepare_cached(sql)?.execute((
            hash(name),
            pooled.facts,
            pooled.product,
            pooled.has_sku,
            pooled.price,
        ))?;
        Ok(())
    }

    /// The product of the pool with this name and these facts that no row is about yet: one of the
    /// row's price, else any.
    pub fn pick(
        &self,
        name: &str,
        facts: &str,
        price: Option<i64>,
        no_sku: bool,
    ) -> rusqlite::Result<Option<Pooled>> {
        let key = (hash(name), hash(facts));
        let sql = "SELECT product, price FROM temp.import_pool \
                   WHERE name = ?1 AND facts = ?2 AND has_sku = ?3 AND price BETWEEN ?4 AND ?5 \
                   ORDER BY price, product LIMIT 1";
        let mut select = self.db.prepare_cached(sql)?;
        let exact = price.map(|price| (price, price));
        for (least, most) in exact.into_iter().chain([(0, i64::MAX)]) {
            for has_sku in [false, true] {
                if no_sku && has_sku {
                    continue;
                }
                let found = select.query_row((key.0, key.1, has_sku, least, most), |row| {
                    Ok(Pooled {
                        product: row.get(0)?,
                        facts: key.1,
                        has_sku,
                        price: row.get(1)?,
                    })
                });
                if let Some(found) = found.optional()? {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// Takes a picked product out of the pool.
    pub fn unpool(&self, name: &str, pooled: &Pooled) -> rusqlite::Result<()> {
        let sql = "DELETE FROM temp.import_pool WHERE name = ?1 AND facts = ?2 AND has_sku = ?3 \
                   AND price = ?4 AND product = ?5";
        self.db.prepare_cached(sql)?.execute((
            hash(name),
            pooled.facts,
            pooled.has_sku,
            pooled.price,
            pooled.product,
        ))?;
        Ok(())
    }

    /// The line of the row that is about this already.
    pub fn taken(&self, subject: Subject) -> rusqlite::Result<Option<u64>> {
        self.db
            .prepare_cached("SELECT line FROM temp.import_taken WHERE subject = ?1")?
            .query_row([subject.key()], line)
            .optional()
    }

    /// Notes that the row on a line is about this.
    pub fn take(&self, subject: Subject, line: u64) -> rusqlite::Result<()> {
        let sql = "INSERT INTO temp.import_taken (subject, line) VALUES (?1, ?2) \
                   ON CONFLICT DO NOTHING";
        self.db
            .prepare_cached(sql)?
            .execute((subject.key(), line.cast_signed()))?;
        Ok(())
    }

    /// The line of an equal row that was taken.
    pub fn equal_row(&self, row: &Row) -> rusqlite::Result<Option<u64>> {
        self.db
            .prepare_cached("SELECT line FROM temp.import_rows WHERE cells = ?1")?
            .query_row([hash_row(row)], line)
            .optional()
    }

    /// Notes that a row was taken.
    pub fn take_row(&self, row: &Row) -> rusqlite::Result<()> {
        let sql =
            "INSERT INTO temp.import_rows (cells, line) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.db
            .prepare_cached(sql)?
            .execute((hash_row(row), row.line.cast_signed()))?;
        Ok(())
    }

    /// Keeps a variation for its parent.
    pub fn keep_variation(&self, parent: &str, row: &Row) -> rusqlite::Result<()> {
        let cells: Vec<&str> = row.cells().collect();
        let cells = serde_json::to_string(&cells).unwrap_or_default();
        let sql = "INSERT INTO temp.import_variations (line, parent, cells) VALUES (?1, ?2, ?3)";
        self.db
            .prepare_cached(sql)?
            .execute((row.line.cast_signed(), parent, cells))?;
        Ok(())
    }

    /// Gives out the variations of a parent, in the file's order.
    pub fn variations(&self, parent: &str) -> rusqlite::Result<Vec<Row>> {
        let sql = "SELECT line, cells FROM temp.import_variations WHERE parent = ?1 ORDER BY line";
        let rows = self
            .db
            .prepare_cached(sql)?
            .query_map([parent], kept_row)?
            .collect::<Result<Vec<Row>, _>>()?;
        self.db
            .prepare_cached("DELETE FROM temp.import_variations WHERE parent = ?1")?
            .execute([parent])?;
        Ok(rows)
    }

    /// Variations whose parent did not come: those after a line, at most `limit`.
    pub fn orphans(&self, after: u64, limit: u32) -> rusqlite::Result<Vec<Row>> {
        self.db
            .prepare_cached(
                "SELECT line, cells FROM temp.import_variations WHERE line > ?1 \
                 ORDER BY line LIMIT ?2",
            )?
            .query_map((after.cast_signed(), limit), kept_row)?
            .collect()
    }
}

fn kept_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let cells: String = row.get(1)?;
    Ok(Row::new(
        line(row)?,
        serde_json::from_str(&cells).unwrap_or_default(),
    ))
}

fn line(row: &rusqlite::Row<'_>) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(0)?.cast_unsigned())
}
