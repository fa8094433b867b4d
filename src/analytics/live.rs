//! Watching as it happens: a server-sent event for each batch that is written.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::stream;
use poem::{Body, IntoResponse, Response, http::header};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    http::{payload::NO_STORE, problem::Problem},
    tracking::{Tracker, live::Flushed},
};

/// Streams at once.
const WATCHERS: usize = 64;
/// How often a silent stream shows that it lives.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How many watch.
#[derive(Clone, Default)]
pub struct Watchers(Arc<AtomicUsize>);

/// One of them, until dropped.
struct Watcher(Arc<AtomicUsize>);

impl Watchers {
    fn enter(&self) -> Option<Watcher> {
        let before = self.0.fetch_add(1, Ordering::AcqRel);
        let watcher = Watcher(Arc::clone(&self.0));
        (before < WATCHERS).then_some(watcher)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A stream of `metrics` events.
pub struct LiveStream(Response);

impl LiveStream {
    /// Begins to watch.
    ///
    /// # Errors
    /// A 503 when too many watch already.
    pub fn open(watchers: &Watchers, tracker: &Tracker) -> Result<Self, Problem> {
        let watcher = watchers
            .enter()
            .ok_or_else(|| Problem::busy().retry_after(30))?;
        let desk = tracker.desk();
        let (batches, stopping) = (desk.live.subscribe(), desk.stopping.subscribe());
        let state = (batches, stopping, watcher, true);
        let events = stream::unfold(
            state,
            |(mut batches, mut stopping, watcher, first)| async move {
                let text = if first {
                    // The headers go out at once.
                    Some(": watching\n\n".to_owned())
                } else {
                    tokio::select! {
                        batch = batches.recv() => match batch {
                            Ok(batch) => Some(format!("event: metrics\ndata: {batch}\n\n")),
                            Err(RecvError::Lagged(missed)) => Some(format!(": {missed} missed\n\n")),
                            Err(RecvError::Closed) => None,
                        },
                        _ = stopping.wait_for(|stopping| *stopping) => None,
                        () = tokio::time::sleep(HEARTBEAT) => Some(": still here\n\n".to_owned()),
                    }
                }?;
                let item = Ok::<_, std::io::Error>(Bytes::from(text));
                Some((item, (batches, stopping, watcher, false)))
            },
        );
        let mut response = Response::builder()
            .content_type("text/event-stream")
            .body(Body::from_bytes_stream(events));
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, NO_STORE);
        Ok(Self(response))
    }
}

impl IntoResponse for LiveStream {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for LiveStream {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "One `metrics` event a batch; its data is a Flushed object",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "text/event-stream",
                    schema: Flushed::schema_ref(),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        Flushed::register(registry);
    }
}
