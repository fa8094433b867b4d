//! Who changed what: one row a change, written in the change's own transaction.

pub mod api;
mod read;

use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    http::caller::{Caller, Credential},
    time,
};

/// Who did something, as the log names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// For people: `admin by token 3`, `the command line`, `the shop itself`.
    pub name: String,
    /// The account, where one acted.
    pub user_id: Option<Uuid>,
}

impl Actor {
    /// A command that somebody with the files ran.
    pub fn command_line() -> Self {
        Self::without_account("the command line")
    }

    /// What happens by itself.
    pub fn shop() -> Self {
        Self::without_account("the shop itself")
    }

    /// Who sets a new shop up, before there is an account.
    pub fn set_up() -> Self {
        Self::without_account("the set-up")
    }

    fn without_account(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            user_id: None,
        }
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        let role = caller.role.as_str();
        let name = match (caller.credential, caller.user_id) {
            (Credential::Token(id), _) => format!("{role} by token {id}"),
            (Credential::Session(_), Some(user)) => format!("{role} {user}"),
            (Credential::Session(id), None) => format!("{role} by login {id}"),
        };
        Self {
            name,
            user_id: caller.user_id,
        }
    }
}

/// Writes one change down. `action` is a verb (`create`, `update`, `delete`, `suspend`), `subject` a kind
/// and its name (`coupon SALE10`); `before` and `after` are the thing as JSON, without secrets.
///
/// # Errors
/// The database's.
pub fn record(
    tx: &Connection,
    actor: &Actor,
    action: &str,
    subject: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> rusqlite::Result<()> {
    let text = |value: Option<&Value>| value.map(Value::to_string);
    tx.prepare_cached(include_str!("../../sql/audit/record.sql"))?
        .execute(params![
            time::now(),
            actor.name,
            actor.user_id,
            action,
            subject,
            text(before),
            text(after),
        ])?;
    Ok(())
}
