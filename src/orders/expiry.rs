//! Orders that nobody paid: cancelled when their time is over, their stock put back. One order a job, so
//! that nobody waits for the sweep; what was due while the shop was down is found at its start.

use std::time::Duration;

use rusqlite::{Connection, params};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    OrderError, machine,
    status::{By, Status},
};
use crate::{
    store::{Durability, Store},
    time,
};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(2);
/// Orders a look.
const PAGE: i64 = 50;
/// What the history says.
const NOTE: &str = "Not paid in time";

/// An order that is due, by when it was.
type Due = (i64, Uuid);

/// Cancels unpaid orders in the background.
pub struct Expiry(pub Store);

impl Expiry {
    /// Runs until `stopping` turns true.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        loop {
            if let Err(error) = self.sweep(&stopping).await {
                tracing::warn!(%error, "unpaid orders could not be looked for; they wait");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                // Also when its sender is gone.
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }

    /// Cancels everything that is due. An order that cannot be cancelled is passed over.
    async fn sweep(&self, stopping: &watch::Receiver<bool>) -> Result<(), OrderError> {
        let now = time::now();
        let mut last: Due = (i64::MIN, Uuid::nil());
        loop {
            let page = self.0.read(|db| due(db, now, last))?;
            for (at, order) in &page {
                if *stopping.borrow() {
                    return Ok(());
                }
                last = (*at, *order);
                self.expire(*order).await;
            }
            if page.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    async fn expire(&self, order: Uuid) {
        let work = move |tx: &crate::store::Tx<'_>| {
            machine::advance(tx, order, Status::Cancelled, By::System, Some(NOTE))
        };
        match self.0.write(Durability::Durable, work).await {
            // Paid or cancelled in the meantime.
            Ok(()) | Err(OrderError::NoStep { .. }) => {}
            Err(error) => tracing::error!(%error, %order, "an unpaid order could not be cancelled"),
        }
    }
}

fn due(db: &Connection, now: i64, after: Due) -> Result<Vec<Due>, OrderError> {
    let rows = db
        .prepare_cached(include_str!("../../sql/orders/due_orders.sql"))?
        .query_map(params![now, after.0, after.1, PAGE], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
