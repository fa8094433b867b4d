//! Whether the pictures that the shop keeps are there.

use rusqlite::Connection;

use super::{folder::Folder, name::Format};

/// How many faults are worth naming.
const NAMED_MAX: usize = 20;

/// Names pictures that miss a file, at most twenty of them, and counts the others.
///
/// # Errors
/// The database's.
pub fn faults(db: &Connection, folder: &Folder) -> rusqlite::Result<Vec<String>> {
    let mut select = db.prepare(include_str!("../../sql/media/all.sql"))?;
    let mut rows = select.query([])?;
    let mut named = Vec::new();
    let mut more = 0;
    while let Some(row) = rows.next()? {
        let (hash, format): (String, String) = (row.get(0)?, row.get(1)?);
        let format = Format::of_extension(&format).unwrap_or(Format::Jpeg);
        let missing = folder.missing(&hash, format);
        if missing.is_empty() {
            continue;
        }
        if named.len() == NAMED_MAX {
            more += 1;
            continue;
        }
        let shown = match row.get::<_, Option<String>>(2)? {
            Some(slug) => format!("the picture of product {slug}"),
            None => "a picture that no product shows".to_owned(),
        };
        named.push(format!(
            "{shown} is not in {}: {}",
            folder.root().display(),
            missing.join(", ")
        ));
    }
    if more > 0 {
        named.push(format!("and {more} more pictures"));
    }
    Ok(named)
}
