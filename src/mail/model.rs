//! Letters as administrators see them.

use poem_openapi::{Enum, Object, types::Example};
use serde::Serialize;

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum LetterState {
    /// It is sent when it is due, if the shop has a mail server.
    Waiting,
    /// A mail server took it.
    Sent,
    /// It is not tried any more.
    Failed,
}

impl LetterState {
    /// The condition that rows in this state meet.
    pub(super) const fn condition(self) -> &'static str {
        match self {
            Self::Waiting => "sent_at IS NULL AND failed_at IS NULL",
            Self::Sent => "sent_at IS NOT NULL",
            Self::Failed => "sent_at IS NULL AND failed_at IS NOT NULL",
        }
    }
}

/// A letter in the outbox.
#[derive(Debug, Clone, Serialize, Object)]
#[oai(example, rename = "Letter")]
pub struct LetterView {
    /// Its id.
    pub id: i64,
    /// What it is: `order_confirmation`, `order_shipped`, `order_cancelled`, `password_reset`,
    /// `password_changed`, `email_changed` …
    pub kind: String,
    /// What became of it.
    pub state: LetterState,
    /// To whom.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The order that it tells of.
    pub order_id: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: String,
    /// When it is tried next; null when it is not.
    pub next_attempt_at: Option<String>,
    /// When a mail server took it.
    pub sent_at: Option<String>,
    /// When it was given up.
    pub failed_at: Option<String>,
}

impl Example for LetterView {
    fn example() -> Self {
        Self {
            id: 7,
            kind: "order_confirmation".into(),
            state: LetterState::Sent,
            recipient: "leyla@example.org".into(),
            subject: "Your order K7Q2-M9XD".into(),
            body: "Hello Leyla,\n\nthank you for your order.\n\n-- \nBazaar\n".into(),
            order_id: Some("019ab5d0-7c1e-7b1a-9f60-3d0c8a2b4e5f".into()),
            attempts: 1,
            last_error: None,
            created_at: "2026-11-24T10:00:00Z".into(),
            next_attempt_at: None,
            sent_at: Some("2026-11-24T10:00:01Z".into()),
            failed_at: None,
        }
    }
}

/// A page of the outbox.
#[derive(Debug, Serialize, Object)]
#[oai(example, rename = "LetterPage")]
pub struct LetterPage {
    /// The letters, the newest first.
    pub items: Vec<LetterView>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
    /// Whether the shop has a mail server. Without one letters wait and can be read here; `SOUK_SMTP_URL` and
    /// `SOUK_MAIL_FROM` set one.
    pub has_mail_server: bool,
}

impl Example for LetterPage {
    fn example() -> Self {
        Self {
            items: vec![LetterView::example()],
            total: 1,
            next_cursor: None,
            has_mail_server: true,
        }
    }
}
