//! Letters to sellers: put into the outbox in the transaction of what they tell of.

use rusqlite::Connection;

use super::{Seller, Status};
use crate::{
    mail::{
        layout::Page,
        outbox::{Letter, enqueue},
    },
    people::users,
    settings::Settings,
};

/// Tells a seller that it stands otherwise than before. Who has no account gets no letter.
///
/// # Errors
/// The database's.
pub fn decided(
    tx: &Connection,
    seller: &Seller,
    before: Status,
    reason: Option<&str>,
) -> rusqlite::Result<()> {
    let user = match seller.user_id {
        Some(id) => users::find(tx, id)?,
        None => None,
    };
    let Some(user) = user else { return Ok(()) };
    let shop = Settings::load(tx)?.shop_name;
    let name = &seller.name;
    let (kind, subject, news) = match (before, seller.status) {
        (Status::Suspended, Status::Active) => (
            "seller_approved",
            format!("{name} may sell again"),
            format!("{name} may sell again. Your products are shown as they were before."),
        ),
        (_, Status::Active) => (
            "seller_approved",
            format!("{name} may sell now"),
            format!("Welcome: {name} was approved, and may sell now."),
        ),
        (Status::Pending, _) => (
            "seller_suspended",
            format!("{name} was not approved"),
            format!("{name} was not approved, and may not sell."),
        ),
        _ => (
            "seller_suspended",
            format!("{name} is suspended"),
            format!(
                "{name} is suspended: its products are not shown for now. Orders that were placed stay as \
                 they are."
            ),
        ),
    };
    let mut page = Page::default();
    page.paragraph(&format!("Hello {},", user.name));
    page.paragraph(&news);
    if let Some(reason) = reason {
        page.paragraph(&format!("The reason: {reason}"));
    }
    enqueue(
        tx,
        &Letter {
            kind,
            recipient: user.email,
            subject,
            body: page.signed(&shop),
            order_id: None,
        },
    )
}
