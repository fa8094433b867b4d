//! Watching as it happens: a server-sent event for each batch that is written, and a pulse every two
//! seconds, whether anything is written or not.

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
    registry::{MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
    types::Type,
};
use tokio::sync::{
    broadcast::{self, error::RecvError},
    watch,
};

use super::{monitor::Monitor, pulse::Beat};

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

/// What a watcher waits for.
struct Watched {
    batches: broadcast::Receiver<Arc<Flushed>>,
    beats: broadcast::Receiver<Arc<str>>,
    stopping: watch::Receiver<bool>,
    _watcher: Watcher,
    is_new: bool,
}

impl Watched {
    /// The next piece of the stream; `None` when the shop stops.
    async fn next(&mut self) -> Option<String> {
        if std::mem::take(&mut self.is_new) {
            // The headers go out at once; a browser whose stream broke tries again after two seconds.
            return Some("retry: 2000\n: watching\n\n".to_owned());
        }
        tokio::select! {
            _ = self.stopping.wait_for(|stopping| *stopping) => None,
            batch = self.batches.recv() => match batch {
                Ok(batch) => Some(event("metrics", &batch.to_line())),
                Err(RecvError::Lagged(missed)) => Some(format!(": {missed} missed\n\n")),
                Err(RecvError::Closed) => None,
            },
            beat = self.beats.recv() => match beat {
                Ok(beat) => Some(event("pulse", &beat)),
                Err(RecvError::Lagged(missed)) => Some(format!(": {missed} missed\n\n")),
                Err(RecvError::Closed) => None,
            },
            () = tokio::time::sleep(HEARTBEAT) => Some(": still here\n\n".to_owned()),
        }
    }
}

fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

/// A stream of `metrics` and `pulse` events.
pub struct LiveStream(Response);

impl LiveStream {
    /// Begins to watch.
    ///
    /// # Errors
    /// A 503 when too many watch already.
    pub fn open(
        watchers: &Watchers,
        tracker: &Tracker,
        monitor: &Monitor,
    ) -> Result<Self, Problem> {
        let watcher = watchers
            .enter()
            .ok_or_else(|| Problem::busy().retry_after(30))?;
        let desk = tracker.desk();
        let watched = Watched {
            batches: desk.live.subscribe(),
            beats: monitor.subscribe(),
            stopping: desk.stopping.subscribe(),
            _watcher: watcher,
            is_new: true,
        };
        let events = stream::unfold(watched, |mut watched| async move {
            let text = watched.next().await?;
            Some((Ok::<_, std::io::Error>(Bytes::from(text)), watched))
        });
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
        let text = |description| MetaSchema {
            description: Some(description),
            ..MetaSchema::new("string")
        };
        let name = MetaSchema {
            enum_items: vec!["metrics".into(), "pulse".into()],
            ..text("What happened")
        };
        let data = text("JSON: a Flushed object in `metrics`, a Beat object in `pulse`");
        let inline = |schema| MetaSchemaRef::Inline(Box::new(schema));
        let event = MetaSchema {
            title: Some("Event".to_owned()),
            required: vec!["event", "data"],
            properties: vec![("event", inline(name)), ("data", inline(data))],
            ..MetaSchema::new("object")
        };
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Events without an end: the data of a `metrics` event is a Flushed object, that of a `pulse` event a Beat object",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "text/event-stream",
                    schema: inline(event),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        Flushed::register(registry);
        Beat::register(registry);
    }
}
