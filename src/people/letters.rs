//! Letters about accounts: put into the outbox in the transaction of what they tell of.

use rusqlite::Connection;

use super::users::User;
use crate::{
    mail::{
        layout::Page,
        outbox::{Letter, enqueue},
    },
    settings::Settings,
};

/// The page that sets a new password.
const RESET_PAGE: &str = "/account/reset";

/// Where a letter's links lead: the origin that people open, if the shop knows it for sure.
pub type Origin = Option<String>;

fn send(
    tx: &Connection,
    recipient: &str,
    kind: &'static str,
    subject: impl FnOnce(&str) -> String,
    write: impl FnOnce(&mut Page),
) -> rusqlite::Result<()> {
    let shop = Settings::load(tx)?.shop_name;
    let mut page = Page::default();
    write(&mut page);
    enqueue(
        tx,
        &Letter {
            kind,
            recipient: recipient.to_owned(),
            subject: subject(&shop),
            body: page.signed(&shop),
            order_id: None,
        },
    )
}

/// A path as a letter names it.
fn link(origin: &Origin, path: &str) -> String {
    format!("{}{path}", origin.as_deref().unwrap_or_default())
}

/// The link that sets a new password.
///
/// # Errors
/// The database's.
pub(super) fn reset(
    tx: &Connection,
    recipient: &str,
    name: &str,
    token: &str,
    origin: &Origin,
) -> rusqlite::Result<()> {
    let subject = |shop: &str| format!("A new password for {shop}");
    send(tx, recipient, "password_reset", subject, |page| {
        page.paragraph(&format!("Hello {name},"));
        page.paragraph(match origin {
            Some(_) => "to choose a new password, open this page within an hour:",
            None => "to choose a new password, open this page of the shop within an hour:",
        });
        page.line(&link(origin, &format!("{RESET_PAGE}?token={token}")));
        page.paragraph(
            "The link works once. If you did not ask for it, you need not do anything: your password \
             stays as it is.",
        );
    })
}

/// Tells that the password is another one.
///
/// # Errors
/// The database's.
pub(super) fn password_changed(
    tx: &Connection,
    user: &User,
    origin: &Origin,
) -> rusqlite::Result<()> {
    let subject = |shop: &str| format!("Your password for {shop} was changed");
    send(tx, &user.email, "password_changed", subject, |page| {
        page.paragraph(&format!("Hello {},", user.name));
        page.paragraph(
            "your password was changed, and whoever was logged in elsewhere no longer is.",
        );
        page.paragraph("If that was not you, choose another one at once:");
        page.line(&link(origin, RESET_PAGE));
    })
}

/// Tells the old address that letters go to another one.
///
/// # Errors
/// The database's.
pub(super) fn email_changed(
    tx: &Connection,
    before: &User,
    email: &str,
    origin: &Origin,
) -> rusqlite::Result<()> {
    let subject = |shop: &str| format!("Your e-mail for {shop} was changed");
    send(tx, &before.email, "email_changed", subject, |page| {
        page.paragraph(&format!("Hello {},", before.name));
        page.paragraph("from now on you log in with this address, and letters go there:");
        page.line(email);
        page.paragraph("If that was not you, tell the shop at once:");
        page.line(&link(origin, "/"));
    })
}
