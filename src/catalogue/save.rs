//! SKELETON, replaced by the real one.
use super::{CatalogueError, FieldError, Record};
use rusqlite::Connection;

/// Saves products inside one transaction; keeps what it learns (brands, words) between them.
pub struct Saver<'tx> { #[allow(dead_code)] tx: &'tx Connection }
impl<'tx> Saver<'tx> {
    /// A saver on an open write transaction.
    pub fn new(tx: &'tx Connection) -> Self { Self { tx } }
    /// Inserts; gives the id. Makes the slug when it is empty (unique, `-2`, `-3` … on a clash).
    /// The record must have passed `validate`.
    pub fn insert(&mut self, _record: &Record) -> Result<i64, CatalogueError> { unimplemented!() }
    /// Makes product `id` equal to `record` (rows of variants keep their ids: matched by id, else SKU, else options).
    pub fn replace(&mut self, _id: i64, _record: &Record) -> Result<(), CatalogueError> { unimplemented!() }
}
/// The record of a product, as `Saver::replace` would take it (variant ids filled in).
pub fn load(_db: &Connection, _id: i64) -> rusqlite::Result<Option<Record>> { unimplemented!() }
/// The product that owns a SKU.
pub fn id_of_sku(_db: &Connection, _sku: &str) -> rusqlite::Result<Option<i64>> { unimplemented!() }
/// The product with a slug.
pub fn id_of_slug(_db: &Connection, _slug: &str) -> rusqlite::Result<Option<i64>> { unimplemented!() }
/// Everything wrong with a record (lengths, ranges, repeats, option combinations); empty when it may be saved.
pub fn validate(_record: &Record) -> Vec<FieldError> { unimplemented!() }
/// `Kilim Rug №3` → `kilim-rug-no3`: lower-case ASCII words joined by `-`, at most 200 bytes, never empty, never all digits.
pub fn slugify(_name: &str) -> String { unimplemented!() }
