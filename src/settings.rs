//! Settings that the shop itself keeps: one row each in shop.db.

use rusqlite::{Connection, OptionalExtension, params};

use crate::money::Currency;

/// The currency that a shop trades in; a new shop's is the euro.
///
/// # Errors
/// The database's.
pub fn currency(db: &Connection) -> rusqlite::Result<Currency> {
    Ok(settled_currency(db)?.unwrap_or(Currency::EUR))
}

/// The currency of a shop that has been opened or filled before.
///
/// # Errors
/// The database's.
pub fn settled_currency(db: &Connection) -> rusqlite::Result<Option<Currency>> {
    let code: Option<String> = db
        .query_row(
            "SELECT value FROM settings WHERE key = 'currency'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(code.and_then(|code| Currency::from_code(&code)))
}

/// Settles the currency of a shop where it is not settled yet.
///
/// # Errors
/// The database's.
pub fn settle_currency(db: &Connection, currency: Currency) -> rusqlite::Result<()> {
    let settle = "INSERT INTO settings (key, value) VALUES ('currency', ?1) ON CONFLICT DO NOTHING";
    db.execute(settle, params![currency.code()])?;
    Ok(())
}

/// Settles the currency of a shop that is opened: the one asked for in a shop without products, else
/// the shop's.
///
/// # Errors
/// When another one is asked for than the shop's prices are in.
pub fn agree_on_currency(db: &Connection, asked: Option<Currency>) -> anyhow::Result<Currency> {
    let current = currency(db)?;
    let Some(asked) = asked.filter(|asked| *asked != current) else {
        settle_currency(db, current)?;
        return Ok(current);
    };
    let traded: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM products)", [], |row| {
        row.get(0)
    })?;
    anyhow::ensure!(
        !traded,
        "this shop's prices are in {}: leave --currency out, or choose a new --data-dir",
        current.code()
    );
    let set = "INSERT INTO settings (key, value) VALUES ('currency', ?1)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    db.execute(set, params![asked.code()])?;
    Ok(asked)
}
