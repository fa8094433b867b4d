//! Pages of rows that stand by their ids, the newest first.

use crate::{catalogue::cursor::Cursor, http::problem::Problem};

/// Rows a page where nobody says.
const LIMIT: i64 = 20;

/// How many rows a page has; the document's bounds were checked.
pub(super) fn limit_of(asked: Option<i64>) -> usize {
    usize::try_from(asked.unwrap_or(LIMIT)).unwrap_or(1)
}

/// The refusal of a cursor.
pub(super) fn foreign_cursor() -> Problem {
    Problem::parameter("cursor", "is not one of this list; begin again without it")
}

/// The id that a cursor names.
///
/// # Errors
/// A 400 when it is none of this list's.
pub(super) fn read_cursor(token: Option<String>, binding: &str) -> Result<Option<i64>, Problem> {
    let read = |token: String| Cursor::decode(&token, binding).ok_or_else(foreign_cursor);
    Ok(token.map(read).transpose()?.map(|cursor| cursor.id))
}

/// The cursor of the page after an id.
pub(super) fn write_cursor(id: i64, binding: &str) -> String {
    let keys = Vec::new();
    Cursor { keys, id }.encode(binding)
}
