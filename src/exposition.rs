//! `/metrics`: how the server is, in the text format of Prometheus.

use std::{fmt::Write, sync::Arc, time::Instant};

use poem::{Request, http::header};
use poem_openapi::OpenApi;

use crate::{
    http::{
        caller::Visitor,
        failure::{Failure, Observing},
        payload::Exposed,
        problem::{Problem, UNAUTHORIZED},
        tags::Tag,
        timings::Timings,
    },
    people::rights::{Action, require},
    store::Store,
    tracking::{Tracker, status},
};

/// What is measured.
pub struct Exposition {
    store: Store,
    tracker: Tracker,
    timings: Arc<Timings>,
    since: Instant,
}

impl Exposition {
    /// The numbers of a running shop.
    pub fn new(store: Store, tracker: Tracker, timings: Arc<Timings>) -> Self {
        Self {
            store,
            tracker,
            timings,
            since: Instant::now(),
        }
    }
}

#[OpenApi(tag = "Tag::Operations")]
impl Exposition {
    /// Read the server's numbers
    ///
    /// In the text format of Prometheus: times by route, the writer's queue, tracking. For callers on
    /// the same machine, and for administrators from anywhere; a request that a proxy passed on is not
    /// from the same machine.
    #[oai(path = "/metrics", method = "get", operation_id = "getMetrics")]
    async fn expose(
        &self,
        request: &Request,
        caller: Visitor,
    ) -> Result<Exposed, Failure<Observing>> {
        if !is_local(request) {
            let Some(caller) = &caller.0 else {
                let detail = "Send `Authorization: Bearer <token>`.";
                return Err(Problem::new(UNAUTHORIZED, detail).into());
            };
            require(caller, Action::Observe)?;
        }
        let mut out = String::with_capacity(16 * 1024);
        let load = self.store.load();
        let version = env!("CARGO_PKG_VERSION");
        let seconds = self.since.elapsed().as_secs();
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "# HELP souk_info The version.\n# TYPE souk_info gauge\nsouk_info{{version=\"{version}\"}} 1\n\
             # HELP souk_uptime_seconds Time since the start.\n# TYPE souk_uptime_seconds gauge\nsouk_uptime_seconds {seconds}\n\
             # HELP souk_writer_queued Write jobs that wait.\n# TYPE souk_writer_queued gauge\nsouk_writer_queued {}\n\
             # HELP souk_writer_commits_total Group commits.\n# TYPE souk_writer_commits_total counter\nsouk_writer_commits_total {}\n",
            load.queued, load.commits
        );
        status::write_metrics(&mut out, self.tracker.desk());
        self.timings.write(&mut out);
        Ok(Exposed(out))
    }
}

/// Whether the request comes from this machine, and not through a proxy on it.
fn is_local(request: &Request) -> bool {
    let headers = request.headers();
    let passed_on =
        headers.contains_key(header::FORWARDED) || headers.contains_key("x-forwarded-for");
    let peer = request.remote_addr().as_socket_addr();
    peer.is_some_and(|peer| peer.ip().is_loopback()) && !passed_on
}
