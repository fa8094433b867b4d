//! The post office: one task that takes due letters from the outbox, one after the other.
//!
//! A letter is claimed, sent, and settled. A server that falls in between leaves it claimed; the next
//! one lets go of it and sends it again, with the same Message-ID.

use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::watch;

use super::{
    message::compose,
    outbox::{self, Claimed, Outcome},
    smtp::{Line, Refusal, Smtp},
};
use crate::{
    store::{Durability, Store, StoreError, Tx},
    time,
};

/// How often the outbox is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How often a letter is tried.
const ATTEMPTS_MAX: u32 = 10;
/// The longest wait between two attempts, in milliseconds.
const WAIT_MAX: i64 = 6 * 3_600_000;
/// The longest rest after no server answered.
const REST: Duration = Duration::from_secs(30);
/// A letter that was due for longer, in milliseconds, comes too late to be sent without being asked.
const STALE: i64 = 7 * DAY;
/// How long letters are kept, in milliseconds.
const KEPT: i64 = 90 * DAY;
const DAY: i64 = 86_400_000;
/// How often old letters are looked for.
const PRUNE: Duration = Duration::from_secs(3_600);

/// Sends what is in a shop's outbox, where there is a way out, and forgets what is old.
pub struct PostOffice {
    /// Where the outbox is.
    pub store: Store,
    /// The way out; without one, letters wait and can be read.
    pub smtp: Option<Smtp>,
}

impl PostOffice {
    /// Works until `stopping` turns true, and ends with the letter that it has in hand. The caller has the
    /// data folder alone.
    pub async fn run(self, stopping: watch::Receiver<bool>) {
        tokio::select! {
            () = self.send_until(stopping) => {}
            () = self.prune_all() => {}
        }
    }

    async fn send_until(&self, mut stopping: watch::Receiver<bool>) {
        match &self.smtp {
            Some(smtp) => self.send_all(smtp, stopping).await,
            None => {
                let _ = stopping.wait_for(|stopping| *stopping).await;
            }
        }
    }

    async fn send_all(&self, smtp: &Smtp, mut stopping: watch::Receiver<bool>) {
        if smtp.in_the_clear {
            tracing::warn!(
                "mail and its password travel in the clear: add tls=required to --smtp-url"
            );
        }
        let mut released = false;
        while !*stopping.borrow() {
            let rest = match self.round(smtp, &stopping, &mut released).await {
                Ok(rest) => rest,
                Err(StoreError::Closed) => return,
                Err(error) => {
                    tracing::warn!(%error, "the outbox could not be used; letters wait");
                    // What was claimed and could not be settled is in nobody's hand.
                    released = false;
                    REST
                }
            };
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                // Also when its sender is gone.
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }

    /// Sends what is due; says how long to wait for more.
    async fn round(
        &self,
        smtp: &Smtp,
        stopping: &watch::Receiver<bool>,
        released: &mut bool,
    ) -> Result<Duration, StoreError> {
        if !*released {
            let release = |tx: &Tx<'_>| Ok::<_, StoreError>(outbox::release(tx)?);
            self.store.write_unseen(Durability::Fast, release).await?;
            *released = true;
        }
        let mut line = smtp.line();
        while !*stopping.borrow() {
            let due = |db: &Connection| Ok::<_, StoreError>(outbox::is_due(db, time::now())?);
            if !self.store.read(due)? {
                break;
            }
            let claim = |tx: &Tx<'_>| Ok::<_, StoreError>(outbox::claim(tx, time::now())?);
            // What a letter tells of is on the disk before it leaves.
            let claimed = self.store.write_unseen(Durability::Durable, claim).await?;
            let Some(letter) = claimed else {
                break;
            };
            let outcome = attempt(&letter, smtp, &line).await;
            let (id, unreachable) = (letter.id, matches!(outcome, Err(Refusal::Unreachable(_))));
            if outcome.is_err() {
                line = smtp.line();
            }
            let outcome = settled(&letter, outcome, smtp.retry_after);
            let settle = move |tx: &Tx<'_>| Ok::<_, StoreError>(outbox::settle(tx, id, &outcome)?);
            self.store.write_unseen(Durability::Durable, settle).await?;
            if unreachable {
                return Ok(REST.min(smtp.retry_after));
            }
        }
        Ok(LOOK)
    }

    async fn prune_all(&self) {
        loop {
            let before = time::now() - KEPT;
            let prune = move |tx: &Tx<'_>| Ok::<_, StoreError>(outbox::prune(tx, before)?);
            match self.store.write_unseen(Durability::Fast, prune).await {
                Ok(0) => tokio::time::sleep(PRUNE).await,
                // There may be more.
                Ok(_) => tokio::time::sleep(LOOK).await,
                Err(error) => {
                    tracing::debug!(%error, "old letters stay for now");
                    tokio::time::sleep(PRUNE).await;
                }
            }
        }
    }
}

async fn attempt(letter: &Claimed, smtp: &Smtp, line: &Line) -> Result<(), Refusal> {
    if time::now() - letter.due_at > STALE {
        let days = STALE / DAY;
        return Err(Refusal::Never(format!(
            "it had waited for more than {days} days; send it again if it still matters"
        )));
    }
    let message = compose(letter, smtp).map_err(Refusal::Never)?;
    line.send(message).await
}

/// What becomes of a letter, and a line in the log when it is not sent. The reason may name a person, so
/// it stands in the outbox alone.
fn settled(letter: &Claimed, outcome: Result<(), Refusal>, retry_after: Duration) -> Outcome {
    let (id, kind) = (letter.id, letter.kind.as_str());
    let reason = match outcome {
        Ok(()) => {
            tracing::debug!(id, kind, "letter sent");
            return Outcome::Sent;
        }
        Err(Refusal::Never(reason)) => {
            tracing::warn!(id, kind, "letter cannot be sent; the outbox says why");
            return Outcome::Failed { reason };
        }
        Err(Refusal::Unreachable(reason)) => {
            tracing::warn!(id, kind, reason, "no mail server takes letters; they wait");
            reason
        }
        Err(Refusal::Later(reason)) => {
            tracing::info!(id, kind, "letter was put off by the mail server");
            reason
        }
    };
    if letter.attempts >= ATTEMPTS_MAX {
        tracing::warn!(
            id,
            kind,
            "letter was tried {ATTEMPTS_MAX} times and given up"
        );
        return Outcome::Failed { reason };
    }
    let until = time::now() + wait(letter.attempts, retry_after);
    Outcome::PutOff { until, reason }
}

/// How long a letter waits after an attempt, in milliseconds: twice as long each time.
fn wait(attempts: u32, first: Duration) -> i64 {
    let first = i64::try_from(first.as_millis()).unwrap_or(WAIT_MAX);
    let doubled = first.saturating_mul(1 << (attempts.clamp(1, 30) - 1));
    doubled.min(WAIT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(attempts: u32) -> Claimed {
        Claimed {
            id: 1,
            kind: "order_shipped".to_owned(),
            recipient: "leyla@example.org".to_owned(),
            subject: "x".to_owned(),
            body: "x".to_owned(),
            created_at: 0,
            attempts,
            due_at: time::now(),
        }
    }

    #[test]
    fn waits_double_from_a_minute_to_six_hours() {
        let minutes: Vec<i64> = (1..=10)
            .map(|attempt| wait(attempt, Duration::from_secs(60)) / 60_000)
            .collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]);
        assert_eq!(wait(u32::MAX, Duration::MAX), WAIT_MAX);
    }

    #[test]
    fn a_letter_is_tried_ten_times() {
        let later = || Err(Refusal::Later("451".to_owned()));
        let minute = Duration::from_secs(60);
        assert!(matches!(
            settled(&letter(9), later(), minute),
            Outcome::PutOff { .. }
        ));
        assert!(matches!(
            settled(&letter(10), later(), minute),
            Outcome::Failed { .. }
        ));
        let never = Err(Refusal::Never("550".to_owned()));
        assert!(matches!(
            settled(&letter(1), never, minute),
            Outcome::Failed { .. }
        ));
        assert_eq!(settled(&letter(1), Ok(()), minute), Outcome::Sent);
    }
}
