//! Opening connections: what each kind refuses, and its pragmas in the order that matters.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use super::{OpenError, migrations::Schema};

/// Statements kept prepared by a connection.
const STATEMENTS: usize = 256;
/// How long a writer waits for another process's transaction.
pub(super) const WRITER_PATIENCE: Duration = Duration::from_secs(5);
/// In WAL mode a reader waits only for a log that is being recovered or reset.
const READER_PATIENCE: Duration = Duration::from_millis(500);
/// Files up to this size are checked page by page at each start: it takes milliseconds.
const SMALL: u64 = 4 << 20;

/// Neither makes a file nor believes a name that looks like a URI.
const EXISTING: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// A connection that may write: the writer's, or a command's. Makes an empty file where none is;
/// refuses what is not souk's before it changes a byte of it.
pub(super) fn writer(file: &Path, schema: &Schema) -> Result<Connection, OpenError> {
    to_write(
        file,
        schema,
        EXISTING | OpenFlags::SQLITE_OPEN_CREATE,
        WRITER_PATIENCE,
    )
}

/// As [`writer`], with a patience of its own.
pub(super) fn writer_within(
    file: &Path,
    schema: &Schema,
    patience: Duration,
) -> Result<Connection, OpenError> {
    to_write(
        file,
        schema,
        EXISTING | OpenFlags::SQLITE_OPEN_CREATE,
        patience,
    )
}

/// The writer's connection once more, to a file that must be there still.
pub(super) fn writer_again(file: &Path, schema: &Schema) -> Result<Connection, OpenError> {
    to_write(file, schema, EXISTING, WRITER_PATIENCE)
}

/// The most that the writer keeps of the file in memory; negative numbers are KiB to SQLite.
const WRITER_CACHE: i32 = -64 * 1024;

fn to_write(
    file: &Path,
    schema: &Schema,
    flags: OpenFlags,
    patience: Duration,
) -> Result<Connection, OpenError> {
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let connection = Connection::open_with_flags(file, flags).map_err(fail)?;
    // First of all: everything after it may meet a lock.
    connection.busy_timeout(patience).map_err(fail)?;
    refuse_foreign(&connection, file, schema)?;
    log_ahead(&connection, patience).map_err(fail)?;
    common(&connection).map_err(fail)?;
    // The one writer: a page that it lost it would read back from the log, copied and by two calls.
    connection
        .pragma_update(None, "cache_size", WRITER_CACHE)
        .map_err(fail)?;
    Ok(connection)
}

/// Lets a connection keep more of the file in memory: for work on all of a catalogue, where each new
/// product goes into some twenty trees, most of them at any place.
pub(super) fn roomy(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -96 * 1024)
}

/// Refuses a file that is not there.
pub(super) fn present(file: &Path) -> Result<(), OpenError> {
    if file.exists() {
        return Ok(());
    }
    let file = file.display().to_string();
    Err(OpenError::Missing { file })
}

/// A connection to a file that must be there already, and that cannot write.
pub(super) fn reader(file: &Path, schema: &Schema) -> Result<Connection, OpenError> {
    present(file)?;
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let connection = Connection::open_with_flags(file, EXISTING).map_err(fail)?;
    read_only(&connection).map_err(fail)?;
    refuse_foreign(&connection, file, schema)?;
    Ok(connection)
}

/// A connection that cannot write, to a copy that somebody named.
pub(super) fn copy_to_read(file: &Path, schema: &Schema) -> Result<Connection, OpenError> {
    let readable = std::fs::metadata(file).and_then(|data| match data.is_dir() {
        true => Err(std::io::ErrorKind::IsADirectory.into()),
        false => std::fs::File::open(file),
    });
    readable.map_err(|error| OpenError::Unreadable {
        file: file.display().to_string(),
        reason: error.to_string(),
    })?;
    reader(file, schema)
}

/// A connection to a copy that nobody else has and that is thrown away when anything fails: nothing is kept
/// for a crash.
pub(super) fn scratch(file: &Path) -> Result<Connection, OpenError> {
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let connection = Connection::open_with_flags(file, EXISTING).map_err(fail)?;
    let pragmas =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF;";
    connection.execute_batch(pragmas).map_err(fail)?;
    Ok(connection)
}

/// The flags of a pooled reader. SQLite needs the right to write for the log's index.
pub(super) fn reader_flags() -> OpenFlags {
    EXISTING
}

/// The pragmas of a reader.
pub(super) fn read_only(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(READER_PATIENCE)?;
    connection.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON;")?;
    common(connection)
}

fn common(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan must not hang on a parameter's value: without this promise SQLite parses a statement
    // anew each time that a value is bound to its LIMIT or beside an indexed column.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA cache_size = -16000;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA mmap_size = 0;",
    )
}

/// Switches to the write-ahead log. Two processes that make the same file meet here, and SQLite
/// answers one of them `BUSY` without waiting, so that the wait is ours.
fn log_ahead(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let since = Instant::now();
    loop {
        match connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && since.elapsed() < patience =>
            {
                thread::sleep(Duration::from_millis(5));
            }
            other => return other,
        }
    }
}

/// A file with tables that is not marked as ours belongs to somebody else. Reading its schema finds
/// a file that is no database, a cut one and a broken schema as well.
fn refuse_foreign(connection: &Connection, file: &Path, schema: &Schema) -> Result<(), OpenError> {
    let (application, tables) =
        identity(connection).map_err(|error| OpenError::sqlite(file, &error))?;
    if application != schema.application_id && (application != 0 || tables > 0) {
        return Err(OpenError::Foreign {
            file: file.display().to_string(),
        });
    }
    Ok(())
}

/// The mark and the number of tables, of one moment: between two reads another process may have made
/// the shop.
fn identity(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    let moment = connection.unchecked_transaction()?;
    let identity = (
        number("PRAGMA application_id")?,
        number("SELECT count(*) FROM sqlite_schema")?,
    );
    moment.finish()?;
    Ok(identity)
}

/// Looks at every page of a small file. A big one is left to `souk check`: a start has no time.
pub(super) fn refuse_damaged(connection: &Connection, file: &Path) -> Result<(), OpenError> {
    if std::fs::metadata(file).map_or(0, |data| data.len()) > SMALL {
        return Ok(());
    }
    match quick_fault(connection).map_err(|error| OpenError::sqlite(file, &error))? {
        None => Ok(()),
        Some(reason) => Err(OpenError::Damaged {
            file: file.display().to_string(),
            reason,
        }),
    }
}

fn quick_fault(connection: &Connection) -> rusqlite::Result<Option<String>> {
    fault(connection, "PRAGMA quick_check(1)")
}

/// The first thing wrong with a file, after a look at every page and every index of it.
pub(super) fn first_fault(connection: &Connection) -> rusqlite::Result<Option<String>> {
    fault(connection, "PRAGMA integrity_check(1)")
}

fn fault(connection: &Connection, check: &str) -> rusqlite::Result<Option<String>> {
    let found: String = connection.query_row(check, [], |row| row.get(0))?;
    let found = found.lines().collect::<Vec<_>>().join(", ");
    Ok((found != "ok").then_some(found))
}
