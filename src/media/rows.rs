//! What shop.db knows of the pictures that are kept here.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    name::{Format, LARGE, Name, SMALL},
    picture::Made,
};
use crate::{catalogue::ImageRecord, time};

/// A picture whose files are in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The SHA-256 of what was uploaded.
    pub hash: String,
    /// How its files are stored.
    pub format: Format,
    /// The largest file's width.
    pub width: u32,
    /// The largest file's height.
    pub height: u32,
    /// The size of all its files.
    pub bytes: u64,
}

impl Stored {
    /// What was made of an upload.
    pub(super) fn of(hash: String, made: &Made) -> Self {
        Self {
            hash,
            format: made.format,
            width: made.width,
            height: made.height,
            bytes: made.files.iter().map(|file| file.len() as u64).sum(),
        }
    }

    /// The picture as a product has it.
    pub fn image(&self, alt_text: String) -> ImageRecord {
        let url = |side| {
            let (hash, format) = (self.hash.as_str(), self.format);
            Name { hash, side, format }.url()
        };
        ImageRecord {
            url: url(LARGE),
            thumbnail_url: url(SMALL),
            alt_text,
            is_primary: false,
        }
    }

    /// Writes down that it is there.
    ///
    /// # Errors
    /// The database's.
    pub fn keep(&self, tx: &Connection) -> rusqlite::Result<()> {
        tx.prepare_cached(include_str!("../../sql/media/keep.sql"))?
            .execute(params![
                self.hash,
                self.format.extension(),
                self.width,
                self.height,
                i64::try_from(self.bytes).unwrap_or(i64::MAX),
                time::now()
            ])?;
        Ok(())
    }
}

/// The picture of this hash, if it is known.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, hash: &str) -> rusqlite::Result<Option<Stored>> {
    db.prepare_cached("SELECT format, width, height, bytes FROM media WHERE hash = ?1")?
        .query_row([hash], |row| {
            let format: String = row.get(0)?;
            Ok(Stored {
                hash: hash.to_owned(),
                format: Format::of_extension(&format).unwrap_or(Format::Jpeg),
                width: row.get(1)?,
                height: row.get(2)?,
                bytes: row.get::<_, i64>(3)?.unsigned_abs(),
            })
        })
        .optional()
}
