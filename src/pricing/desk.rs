//! Keeping terms: coupons, shipping methods and tax rates are listed, made, changed and deleted in the
//! same way, and each change is audited in its own transaction.

use poem::http::HeaderValue;
use rusqlite::{
    Connection, OptionalExtension, Row,
    types::{ToSql, Value as Column},
};
use serde::Serialize;
use serde_json::Value;

use super::{TermsError, check::Check};
use crate::{
    audit::{self, Actor},
    catalogue::sorting::{Sorts, window::Window},
    http::conditional::{matches, tag_of},
};

/// Something that an admin keeps.
pub trait Term: Sized + Clone + PartialEq {
    /// What it is, for problems and the audit log.
    const THING: &'static str;
    /// Where it stands.
    const TABLE: &'static str;
    /// The columns that `read` expects.
    const COLUMNS: &'static str;
    /// What lists are sorted by.
    type Keys: Sorts;
    /// How it is shown.
    type View: Serialize;

    /// Reads a row.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// Its id.
    fn id(&self) -> i64;
    /// What the audit log calls it.
    fn name(&self) -> String;
    /// As it is shown.
    fn view(&self) -> Self::View;
    /// What somebody decided about it: what changes are compared by.
    fn decided(&self) -> Value;
    /// The condition that finds it by what a path names it, and the value.
    fn key(name: &str) -> (&'static str, Column);
    /// Says what it must not be.
    fn check(&self, check: &mut Check);
    /// Writes a new one.
    fn insert(&self, tx: &Connection) -> rusqlite::Result<usize>;
    /// Writes a changed one.
    fn update(&mut self, tx: &Connection) -> rusqlite::Result<usize>;
    /// What it is when another one has its name.
    fn taken(&self) -> TermsError;

    /// Names this state; what is counted does not change it.
    fn tag(&self) -> HeaderValue {
        tag_of(self.decided().to_string().as_bytes())
    }
}

/// A page of a list.
pub struct Page<T> {
    /// Its rows.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// Where the next one begins.
    pub next_cursor: Option<String>,
}

/// A page of all.
///
/// # Errors
/// The database's.
pub fn page<T: Term>(db: &Connection, window: &Window) -> rusqlite::Result<Page<T>> {
    let (table, columns) = (T::TABLE, T::COLUMNS);
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM {table}"))?
        .query_row([], |row| row.get(0))?;
    let select = format!("SELECT {columns}, {{keys}} FROM {table} WHERE 1");
    let (items, next_cursor) = window.rows(db, &select, Vec::new(), T::read)?;
    Ok(Page {
        items,
        total,
        next_cursor,
    })
}

/// The one that a path names.
///
/// # Errors
/// `NotFound`.
pub fn find<T: Term>(db: &Connection, name: &str) -> Result<T, TermsError> {
    let (condition, value) = T::key(name);
    select(db, condition, &value)?.ok_or(TermsError::NotFound(T::THING))
}

/// Makes one.
///
/// # Errors
/// `Invalid`, `Taken`.
pub fn create<T: Term>(
    tx: &Connection,
    actor: &Actor,
    make: impl FnOnce(&mut Check) -> T,
) -> Result<T, TermsError> {
    let mut check = Check::default();
    let drafted = make(&mut check);
    drafted.check(&mut check);
    check.done()?;
    let written = drafted.insert(tx);
    written.map_err(|error| refused(error, &drafted))?;
    let made: T =
        select(tx, "id = ?1", &tx.last_insert_rowid())?.ok_or(TermsError::NotFound(T::THING))?;
    let subject = subject(&made);
    audit::record(tx, actor, "create", &subject, None, Some(&made.decided()))?;
    Ok(made)
}

/// Changes one; one that stays as it is, is not written.
///
/// # Errors
/// `NotFound`, `Stale`, `Invalid`, `Taken`.
pub fn change<T: Term>(
    tx: &Connection,
    actor: &Actor,
    name: &str,
    if_match: Option<&str>,
    apply: impl FnOnce(&mut T, &mut Check),
) -> Result<T, TermsError> {
    let before: T = find_fresh(tx, name, if_match)?;
    let mut after = before.clone();
    let mut check = Check::default();
    apply(&mut after, &mut check);
    after.check(&mut check);
    check.done()?;
    if after == before {
        return Ok(after);
    }
    let written = after.update(tx);
    written.map_err(|error| refused(error, &after))?;
    let (was, is) = (before.decided(), after.decided());
    audit::record(
        tx,
        actor,
        "update",
        &subject(&before),
        Some(&was),
        Some(&is),
    )?;
    Ok(after)
}

/// Deletes one.
///
/// # Errors
/// `NotFound`, `Stale`.
pub fn delete<T: Term>(
    tx: &Connection,
    actor: &Actor,
    name: &str,
    if_match: Option<&str>,
) -> Result<(), TermsError> {
    let gone: T = find_fresh(tx, name, if_match)?;
    tx.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", T::TABLE))?
        .execute([gone.id()])?;
    let subject = subject(&gone);
    audit::record(tx, actor, "delete", &subject, Some(&gone.decided()), None)?;
    Ok(())
}

fn find_fresh<T: Term>(
    tx: &Connection,
    name: &str,
    if_match: Option<&str>,
) -> Result<T, TermsError> {
    let found: T = find(tx, name)?;
    if matches(if_match, &found.tag()) {
        Ok(found)
    } else {
        Err(TermsError::Stale)
    }
}

fn select<T: Term>(
    db: &Connection,
    condition: &str,
    value: &dyn ToSql,
) -> rusqlite::Result<Option<T>> {
    let (table, columns) = (T::TABLE, T::COLUMNS);
    db.prepare_cached(&format!("SELECT {columns} FROM {table} WHERE {condition}"))?
        .query_row([value], T::read)
        .optional()
}

fn subject<T: Term>(term: &T) -> String {
    format!("{} {}", T::THING, term.name())
}

fn refused<T: Term>(error: rusqlite::Error, term: &T) -> TermsError {
    if error.to_string().starts_with("UNIQUE constraint failed") {
        term.taken()
    } else {
        error.into()
    }
}
