//! `souk serve` in an empty shop: the link to set it up with, for whoever reads the console.

use std::{
    io::{Write, stdout},
    time::Instant,
};

use rusqlite::Connection;

use crate::setup::{self, LIFETIME, Link};

/// A link, and the secret that it was made with.
pub(super) struct SetupLink {
    /// What the server keeps.
    pub link: Link,
    key: String,
}

impl SetupLink {
    /// A link for a shop that has neither an administrator nor products; none for any other.
    pub(super) fn open(db: &Connection) -> anyhow::Result<Option<Self>> {
        if !setup::is_empty(db)? {
            return Ok(None);
        }
        let (link, key) = Link::make(Instant::now())?;
        Ok(Some(Self { link, key }))
    }

    /// Prints the link on stdout, beside the log and never in it.
    pub(super) fn announce(&self, origin: &str) {
        let (minutes, key) = (LIFETIME.as_secs() / 60, &self.key);
        let text = format!(
            "\nThis shop is new. Set it up in a browser, once, within {minutes} minutes:\n\n  \
             {origin}/setup?key={key}\n\n\
             Keep the link to yourself: who opens it first becomes the administrator.\n\
             Another way: souk user create --role admin --email YOU --name NAME\n"
        );
        let mut out = stdout().lock();
        // A closed stdout must not keep a shop from opening.
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }
}
