//! Applying, changing a profile, deciding.

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Seller, SellerError, Status,
    input::{Decision, Profile, SellerPatch},
    letters, read,
};
use crate::{
    audit::{self, Actor},
    catalogue::{
        text::slugify,
        withhold::{release, withhold},
    },
    http::caller::{Caller, Role},
    people::rights::{Access, Action, Owner, may, refusal},
    settings::Settings,
    time,
};

/// How many numbered slugs are tried before the next id makes one that is likely free.
const NUMBERED_SLUGS: i64 = 20;

/// Makes the seller of an account: one who may sell at once in a shop that is open to all, else one who
/// waits.
///
/// # Errors
/// `AlreadySeller`, or the database's.
pub fn apply(tx: &Connection, user: Uuid, profile: &Profile) -> Result<Seller, SellerError> {
    let status = match Settings::load(tx)?.open_sellers {
        true => Status::Active,
        false => Status::Pending,
    };
    let slug = free_slug(tx, &profile.name)?;
    tx.prepare_cached(include_str!("../../sql/sellers/insert.sql"))?
        .execute(params![
            slug,
            profile.name,
            profile.description,
            status.as_str(),
            user,
            time::now()
        ])
        .map_err(
            |error| match error.to_string().contains("sellers.user_id") {
                true => SellerError::AlreadySeller,
                false => error.into(),
            },
        )?;
    let id = tx.last_insert_rowid();
    read::find(tx, &id.to_string())?.ok_or(SellerError::NotFound)
}

/// What a caller may do with a seller's profile. Who waits may still change what was sent.
pub fn access(caller: &Caller, seller: Option<&Seller>) -> Access {
    let Some(seller) = seller else {
        return match may(caller, Action::UseSeller, Owner::Shop) {
            Access::Granted => Access::Hidden,
            other => other,
        };
    };
    let applicant = seller.user_id.filter(|_| seller.status == Status::Pending);
    let applied = |user| may(caller, Action::UseAccount, Owner::User(user));
    match applicant.map(applied) {
        Some(Access::Granted) => Access::Granted,
        _ => may(caller, Action::UseSeller, Owner::Seller(seller.id)),
    }
}

/// Changes a profile, if the caller may.
///
/// # Errors
/// `NotFound` when it is not there or not theirs, `Refused` for who has none, `Invalid`, or the database's.
pub fn change(
    tx: &Connection,
    caller: &Caller,
    named: &str,
    patch: SellerPatch,
) -> Result<Seller, SellerError> {
    let found = read::find(tx, named)?;
    let seller = match (access(caller, found.as_ref()), found) {
        (Access::Forbidden, _) => return Err(SellerError::Refused(refusal(Action::UseSeller))),
        (Access::Granted, Some(seller)) => seller,
        _ => return Err(SellerError::NotFound),
    };
    let profile = patch.over(&seller)?;
    let mut changed = seller.clone();
    changed.name = profile.name;
    changed.description = profile.description;
    if changed == seller {
        return Ok(seller);
    }
    save(tx, &mut changed)?;
    if caller.role == Role::Admin {
        log(tx, &caller.into(), "update", &seller, &changed, None)?;
    }
    Ok(changed)
}

/// Takes an administrator's decision: the products follow, and the seller gets a letter.
///
/// # Errors
/// `NotFound`, `Invalid`, or the database's.
pub fn decide(
    tx: &Connection,
    actor: &Actor,
    named: &str,
    decision: Decision,
) -> Result<i64, SellerError> {
    let before = read::find(tx, named)?.ok_or(SellerError::NotFound)?;
    let mut seller = before.clone();
    let reason = decision.apply(&mut seller)?;
    if seller == before {
        return Ok(seller.id);
    }
    save(tx, &mut seller)?;
    let action = match (before.status == seller.status, seller.status) {
        (true, _) => "update",
        (_, Status::Active) => "approve",
        _ => "suspend",
    };
    log(tx, actor, action, &before, &seller, reason.as_deref())?;
    if before.status != seller.status {
        match seller.status {
            Status::Active => release(tx, seller.id)?,
            _ => withhold(tx, seller.id)?,
        };
        letters::decided(tx, &seller, before.status, reason.as_deref())?;
    }
    Ok(seller.id)
}

fn save(tx: &Connection, seller: &mut Seller) -> rusqlite::Result<()> {
    seller.updated_at = time::now();
    tx.prepare_cached(include_str!("../../sql/sellers/update.sql"))?
        .execute(params![
            seller.id,
            seller.name,
            seller.description,
            seller.status.as_str(),
            seller.commission,
            seller.updated_at
        ])?;
    Ok(())
}

fn log(
    tx: &Connection,
    actor: &Actor,
    action: &str,
    before: &Seller,
    after: &Seller,
    reason: Option<&str>,
) -> rusqlite::Result<()> {
    let subject = format!("seller {}", after.slug);
    let mut now = state(after);
    if let (Some(reason), Some(now)) = (reason, now.as_object_mut()) {
        now.insert("reason".to_owned(), reason.into());
    }
    audit::record(
        tx,
        actor,
        action,
        &subject,
        Some(&state(before)),
        Some(&now),
    )
}

/// What the log says of a seller.
fn state(seller: &Seller) -> Value {
    json!({
        "name": seller.name,
        "description": seller.description,
        "status": seller.status,
        "commission": seller.commission.map(crate::pricing::check::fraction),
    })
}

/// The first free one of `name`, `name-2`, `name-3` …
fn free_slug(tx: &Connection, name: &str) -> rusqlite::Result<String> {
    let named = name.contains(char::is_alphanumeric);
    let base = slugify(if named { name } else { "seller" });
    let mut taken = tx.prepare_cached("SELECT 1 FROM sellers WHERE slug = ?1")?;
    if !taken.exists([&base])? {
        return Ok(base);
    }
    let mut number = 2;
    loop {
        let slug = format!("{base}-{number}");
        if !taken.exists([&slug])? {
            return Ok(slug);
        }
        number += 1;
        if number == NUMBERED_SLUGS {
            let last: i64 =
                tx.query_row("SELECT coalesce(max(id), 0) FROM sellers", [], |row| {
                    row.get(0)
                })?;
            number += last;
        }
    }
}
