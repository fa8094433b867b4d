//! How long a request's body may take: it must not stand still for longer than the patience, nor be
//! slower over all than a pace that every real line has. And what becomes of a body that nobody
//! reads to its end: a little of it is read away, so that the connection can go on.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use poem::Body;
use tokio::time::{Instant, timeout, timeout_at};

/// The slowest body, in bytes a second, once its patience is used up.
const PACE: u64 = 1024;
/// The most that is read away, in bytes. What is longer ends the connection instead.
pub(super) const AWAY_MAX: u64 = 64 * 1024;
/// The longest that reading away may hold up the answer.
const AWAY_TIME: Duration = Duration::from_secs(1);

type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// What is left of a body whose reader has gone; nothing when it was read to its end.
#[derive(Clone, Default)]
pub(super) struct Leftover(Arc<Mutex<Option<Chunks>>>);

impl Leftover {
    fn put(&self, chunks: Option<Chunks>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = chunks;
    }

    fn take(&self) -> Option<Chunks> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        let chunks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chunks.is_none()
    }

    /// Reads a short rest away. False when it was not short.
    pub(super) async fn read_away(&self) -> bool {
        let Some(mut chunks) = self.take() else {
            return true;
        };
        let read = async {
            let mut left = AWAY_MAX;
            while let Some(chunk) = chunks.next().await {
                let length = chunk.ok()?.len() as u64;
                left = left.checked_sub(length)?;
            }
            Some(())
        };
        matches!(timeout(AWAY_TIME, read).await, Ok(Some(())))
    }
}

/// A body being read. Whoever stops before its end leaves the rest.
struct Reading {
    chunks: Option<Chunks>,
    received: u64,
    leftover: Leftover,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.leftover.put(self.chunks.take());
    }
}

/// The same body, which ends with [`io::ErrorKind::TimedOut`] when it comes too slowly, and what is
/// left of it once it is dropped.
pub(super) fn bounded(body: Body, patience: Duration) -> (Body, Leftover) {
    let begin = Instant::now();
    let leftover = Leftover::default();
    let reading = Reading {
        chunks: Some(Box::pin(body.into_bytes_stream())),
        received: 0,
        leftover: leftover.clone(),
    };
    let next = move |mut reading: Reading| async move {
        let chunks = reading.chunks.as_mut()?;
        let earned = Duration::from_millis(reading.received.saturating_mul(1000) / PACE);
        let end = (Instant::now() + patience).min(begin + patience + earned);
        let chunk = match timeout_at(end, chunks.next()).await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => {
                drop(reading.chunks.take());
                return None;
            }
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        };
        reading.received += chunk.as_ref().map_or(0, Bytes::len) as u64;
        Some((chunk, reading))
    };
    let body = Body::from_bytes_stream(stream::unfold(reading, next));
    (body, leftover)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body of `count` bytes, one each `pause`.
    fn dripping(count: u32, pause: Duration) -> Body {
        let next = move |left: u32| async move {
            let left = left.checked_sub(1)?;
            tokio::time::sleep(pause).await;
            Some((Ok::<_, io::Error>(Bytes::from_static(b"x")), left))
        };
        Body::from_bytes_stream(Box::pin(stream::unfold(count, next)))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_is_cut_off() {
        let patience = Duration::from_secs(30);
        let (fast, leftover) = bounded(dripping(100, Duration::from_millis(10)), patience);
        assert_eq!(fast.into_bytes().await.unwrap().len(), 100);
        assert!(leftover.is_empty());
        let (still, _) = bounded(dripping(2, Duration::from_secs(31)), patience);
        assert!(still.into_bytes().await.is_err());
        let (dripping, _) = bounded(dripping(1_000, Duration::from_secs(20)), patience);
        let begin = Instant::now();
        assert!(dripping.into_bytes().await.is_err());
        assert!(begin.elapsed() < Duration::from_secs(32));
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_rest_is_read_away_and_a_long_one_is_not() {
        let patience = Duration::from_secs(30);
        for (count, pause, away) in [(10, 1, true), (100_000, 0, false), (10, 500, false)] {
            let body = dripping(count, Duration::from_millis(pause));
            let (unread, leftover) = bounded(body, patience);
            drop(unread);
            assert!(!leftover.is_empty());
            assert_eq!(leftover.read_away().await, away, "{count} {pause}");
        }
    }
}
