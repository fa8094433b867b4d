//! Carts that nobody came back to are deleted, in small steps between other writes.

use std::time::Duration;

use tokio::sync::watch;

use crate::{
    store::{Durability, Store, StoreError},
    time,
};

/// How often is looked for carts that have ended.
const EVERY: Duration = Duration::from_secs(60);
/// How many go in one job.
const STEP: usize = 50;

/// Sweeps now and every minute, until `stopping` says so.
pub async fn run(store: Store, mut stopping: watch::Receiver<bool>) {
    loop {
        match sweep(&store, time::now()).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "carts ended"),
            Err(error) => tracing::warn!(%error, "carts that have ended wait for the next sweep"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            // Also when its sender is gone.
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// Deletes the carts that have ended by `now`; says how many.
///
/// # Errors
/// The store's.
async fn sweep(store: &Store, now: i64) -> Result<usize, StoreError> {
    let mut swept = 0;
    loop {
        let step = store
            .write_unseen(Durability::Fast, move |tx| {
                let step = tx
                    .prepare_cached(include_str!("../../sql/cart/sweep.sql"))?
                    .execute([now, STEP as i64])?;
                Ok::<_, StoreError>(step)
            })
            .await?;
        swept += step;
        if step < STEP {
            return Ok(swept);
        }
    }
}
