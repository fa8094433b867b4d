//! What happens to logins by themselves: when they were used is written down, and what is over is swept,
//! both in small steps between other writes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{sessions, standing::Standing};
use crate::{
    http::caller::Credential,
    store::{Durability, Store, StoreError},
    time,
};

/// How old `last_seen_at` grows before it is written again, in milliseconds.
const SEEN_EVERY: i64 = 5 * 60_000;
/// How many logins wait to be written down; more are seen the next time.
const SIGHTINGS_MAX: usize = 10_000;
/// How often what waits is written.
const WRITE_EVERY: Duration = Duration::from_secs(2);
/// How many rows go in one job.
const STEP: usize = 200;
/// How many times of writing pass between two sweeps: a minute's.
const SWEEP_EVERY: u32 = 30;

/// Logins that were used and whose rows do not say so yet. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Sightings(Arc<Mutex<HashMap<i64, i64>>>);

impl Sightings {
    /// Notes that a login is used, if its row does not say so.
    pub fn see(&self, standing: &Standing, now: i64) {
        let (Credential::Session(id), Some(before)) =
            (standing.caller.credential, standing.last_seen_at)
        else {
            return;
        };
        if now - before < SEEN_EVERY {
            return;
        }
        let mut waiting = self.lock();
        if waiting.len() < SIGHTINGS_MAX || waiting.contains_key(&id) {
            waiting.insert(id, now);
        }
    }

    fn take(&self) -> Vec<(i64, i64)> {
        self.lock().drain().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<i64, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes and sweeps until `stopping` says so, and writes what waits then.
pub async fn run(store: Store, sightings: Sightings, mut stopping: watch::Receiver<bool>) {
    let mut round = 0;
    loop {
        if round == 0
            && let Err(error) = sweep(&store, time::now()).await
        {
            tracing::warn!(%error, "logins that have ended wait for the next sweep");
        }
        round = (round + 1) % SWEEP_EVERY;
        let stops = tokio::select! {
            () = tokio::time::sleep(WRITE_EVERY) => false,
            // Also when its sender is gone.
            _ = stopping.wait_for(|stopping| *stopping) => true,
        };
        if let Err(error) = write_down(&store, sightings.take()).await {
            tracing::warn!(%error, "when logins were used is written down the next time");
        }
        if stops {
            return;
        }
    }
}

async fn write_down(store: &Store, seen: Vec<(i64, i64)>) -> Result<(), StoreError> {
    for step in seen.chunks(STEP) {
        let step = step.to_vec();
        store
            .write_unseen(Durability::Fast, move |tx| {
                Ok::<_, StoreError>(sessions::touch(tx, &step)?)
            })
            .await?;
    }
    Ok(())
}

/// Deletes logins and links that have ended by `now`.
async fn sweep(store: &Store, now: i64) -> Result<(), StoreError> {
    for (what, sql) in [
        (
            "logins",
            include_str!("../../sql/people/sweep_sessions.sql"),
        ),
        ("links", include_str!("../../sql/people/sweep_resets.sql")),
    ] {
        let mut swept = 0;
        loop {
            let step = store
                .write_unseen(Durability::Fast, move |tx| {
                    let step = tx.prepare_cached(sql)?.execute([now, STEP as i64])?;
                    Ok::<_, StoreError>(step)
                })
                .await?;
            swept += step;
            if step < STEP {
                break;
            }
        }
        if swept > 0 {
            tracing::info!(swept, what, "ended");
        }
    }
    Ok(())
}
