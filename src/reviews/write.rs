//! Changes to reviews, each inside a write transaction.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use uuid::Uuid;

use super::{
    ReviewError,
    input::{Decision, NewReview, Opinion, ReviewPatch},
    model::{AdminReview, HelpfulVotes, Review},
    moderation,
    read::{self, Reviewed},
};
use crate::{
    audit::{self, Actor},
    catalogue::shop::ProductRef,
    http::caller::Caller,
    people::rights::{Access, Action, Owner, may},
    time,
};

/// Writes a customer's review of a product.
///
/// # Errors
/// `NotFound` for a product that is not on sale, `OwnProduct`, `AlreadyReviewed`, `Invalid`.
pub fn create(
    tx: &Connection,
    product: &ProductRef,
    user: Uuid,
    seller: Option<i64>,
    review: NewReview,
) -> Result<Review, ReviewError> {
    let product = read::product(tx, product)?;
    if seller.is_some() && product.seller_id == seller {
        return Err(ReviewError::OwnProduct);
    }
    let Opinion {
        rating,
        title,
        body,
    } = review.checked()?;
    let written = tx
        .prepare_cached(include_str!("../../sql/reviews/insert.sql"))?
        .execute(params![product.id, user, rating, title, body, time::now()])?;
    if written == 0 {
        return Err(ReviewError::AlreadyReviewed);
    }
    found(tx, tx.last_insert_rowid())
}

/// Changes the caller's own review of a product.
///
/// # Errors
/// `NotFound` for one that is somebody else's, `Invalid`.
pub fn change(
    tx: &Connection,
    product: &ProductRef,
    id: i64,
    caller: &Caller,
    patch: ReviewPatch,
) -> Result<Review, ReviewError> {
    let before = own(tx, product, id, caller)?;
    let opinion = Opinion {
        rating: before.rating,
        title: before.title.clone(),
        body: before.body.clone(),
    };
    let after = patch.applied(opinion.clone())?;
    if after == opinion {
        return Ok(before);
    }
    tx.prepare_cached(include_str!("../../sql/reviews/update.sql"))?
        .execute(params![
            id,
            after.rating,
            after.title,
            after.body,
            time::now()
        ])?;
    found(tx, id)
}

/// Takes the caller's own review of a product back.
///
/// # Errors
/// `NotFound` for one that is somebody else's.
pub fn delete(
    tx: &Connection,
    product: &ProductRef,
    id: i64,
    caller: &Caller,
) -> Result<(), ReviewError> {
    own(tx, product, id, caller)?;
    tx.prepare_cached("DELETE FROM reviews WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Counts a customer's vote for a review; a second one changes nothing.
///
/// # Errors
/// `NotFound` for a review that is not shown, `OwnReview`.
pub fn vote(tx: &Connection, id: i64, user: Uuid) -> Result<HelpfulVotes, ReviewError> {
    let author: Option<Uuid> = tx
        .prepare_cached(
            "SELECT r.user_id FROM reviews r JOIN products p ON p.id = r.product_id
             WHERE r.id = ?1 AND r.hidden_at IS NULL AND p.is_active = 1",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if author.ok_or(ReviewError::NotFound("review"))? == user {
        return Err(ReviewError::OwnReview);
    }
    tx.prepare_cached(include_str!("../../sql/reviews/vote.sql"))?
        .execute(params![id, user])?;
    let helpful_count = tx
        .prepare_cached("SELECT helpful_count FROM reviews WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    Ok(HelpfulVotes {
        review_id: id,
        helpful_count,
    })
}

/// Hides a review, or shows it again; a change is written into the audit log.
///
/// # Errors
/// `NotFound`, `Invalid`.
pub fn moderate(
    tx: &Connection,
    id: i64,
    decision: Decision,
    actor: &Actor,
) -> Result<AdminReview, ReviewError> {
    let before = moderation::one(tx, id)?.ok_or(ReviewError::NotFound("review"))?;
    let Decision { hidden, reason } = decision.checked()?;
    let was = (before.review.hidden, &before.review.hidden_reason);
    if was == (hidden, &reason.clone().filter(|_| hidden)) {
        return Ok(before);
    }
    let kept = reason.as_ref().filter(|_| hidden);
    let hidden_at = hidden.then(time::now);
    tx.prepare_cached(include_str!("../../sql/reviews/hide.sql"))?
        .execute(params![id, hidden_at, kept])?;
    audit::record(
        tx,
        actor,
        if hidden { "hide" } else { "show" },
        &format!("review {id}"),
        Some(&json!({"hidden": was.0, "reason": was.1})),
        Some(&json!({"hidden": hidden, "reason": reason})),
    )?;
    moderation::one(tx, id)?.ok_or(ReviewError::NotFound("review"))
}

/// The caller's own review of a product, hidden or not, also of one that is no longer on sale.
fn own(
    tx: &Connection,
    product: &ProductRef,
    id: i64,
    caller: &Caller,
) -> Result<Review, ReviewError> {
    let found = read::one(tx, product, id)?;
    let Reviewed { review, author, .. } = found.ok_or(ReviewError::NotFound("review"))?;
    match may(caller, Action::UseAccount, Owner::User(author)) {
        Access::Granted => Ok(review),
        _ => Err(ReviewError::NotFound("review")),
    }
}

fn found(tx: &Connection, id: i64) -> Result<Review, ReviewError> {
    read::by_id(tx, id)?.ok_or(ReviewError::NotFound("review"))
}
