//! Whose an order is: an account's, or whoever holds the token that a guest got at the checkout.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{OrderError, status::By};
use crate::{
    http::caller::Caller,
    people::rights::{Access, Action, Owner, may},
};

/// What is kept of a guest's access token.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// Who asks for an order.
#[derive(Debug, Clone)]
pub struct Asking {
    caller: Option<Caller>,
    token: Option<[u8; 32]>,
}

impl Asking {
    /// Somebody with credentials, with a guest's token, with both or with neither.
    pub fn new(caller: Option<Caller>, token: Option<&str>) -> Self {
        Self {
            caller,
            token: token.map(hash),
        }
    }
}

/// The order that a path names, and as whom the caller uses it.
///
/// # Errors
/// `NotFound` when there is none, or it is not theirs.
pub fn find(db: &Connection, named: &str, asking: &Asking) -> Result<(Uuid, By), OrderError> {
    let missing = OrderError::NotFound("order");
    let Ok(id) = Uuid::parse_str(named) else {
        return Err(missing);
    };
    let found: Option<(Option<Uuid>, Option<[u8; 32]>)> = db
        .prepare_cached("SELECT user_id, access_hash FROM orders WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((user, access)) = found else {
        return Err(missing);
    };
    let holds = match (access, asking.token) {
        (Some(access), Some(token)) => bool::from(access.ct_eq(&token)),
        _ => false,
    };
    let Some(caller) = &asking.caller else {
        return if holds {
            Ok((id, By::Customer))
        } else {
            Err(missing)
        };
    };
    let owner = user.map_or(Owner::Shop, Owner::User);
    match may(caller, Action::UseOrder, owner) {
        _ if holds || (user.is_some() && caller.user_id == user) => Ok((id, By::Customer)),
        Access::Granted => Ok((id, By::Admin)),
        _ => Err(missing),
    }
}
