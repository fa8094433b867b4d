//! Opening connections: the pragmas of each kind, in the order that matters.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use super::OpenError;

/// Marks the file as souk's: "souk" in ASCII.
pub const APPLICATION_ID: i64 = 0x736f_756b;
/// Statements kept prepared by a connection.
const STATEMENTS: usize = 256;
/// How long a writer waits for another process's transaction.
const WRITER_PATIENCE: Duration = Duration::from_secs(5);
/// Readers wait for nobody in WAL mode but a checkpoint that resets the log.
const READER_PATIENCE: Duration = Duration::from_millis(500);

const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE
    .union(OpenFlags::SQLITE_OPEN_CREATE)
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// A connection that may write: the writer's, or a command's. Refuses what is not souk's.
///
/// # Errors
/// `Damaged`, `Foreign`, or what the system says.
pub fn writer(file: &Path) -> Result<Connection, OpenError> {
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let connection = Connection::open_with_flags(file, FLAGS).map_err(fail)?;
    // First of all: everything after it may meet a lock.
    connection.busy_timeout(WRITER_PATIENCE).map_err(fail)?;
    refuse_foreign(&connection, file)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = NORMAL;
             PRAGMA wal_autocheckpoint = 2000;",
        )
        .map_err(fail)?;
    common(&connection).map_err(fail)?;
    Ok(connection)
}

/// A connection that cannot write.
///
/// # Errors
/// SQLite's.
pub fn reader(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(READER_PATIENCE)?;
    connection.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON;")?;
    common(connection)
}

fn common(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA cache_size = -16000;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// A file with tables that is not marked as souk's belongs to somebody else.
fn refuse_foreign(connection: &Connection, file: &Path) -> Result<(), OpenError> {
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let number = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(fail)
    };
    let application = number("SELECT application_id FROM pragma_application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if application != APPLICATION_ID && (application != 0 || tables > 0) {
        return Err(OpenError::Foreign {
            file: file.display().to_string(),
        });
    }
    Ok(())
}
