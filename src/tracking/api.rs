//! Tracking over HTTP: what clients report, and how the queue is.

use std::{collections::BTreeMap, time::Duration};

use poem_openapi::{
    Enum, Object, OpenApi,
    param::Header,
    types::{Example, ToJSON},
};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{
    Tracker,
    event::{Action, Event, What},
    projection::Projection,
    request::Seen,
    status::Status,
};
use crate::{
    http::{
        beacon::Beacon,
        body::object_list,
        caller::Caller,
        failure::{Commanding, Counting, Exporting, Failure},
        payload::{Accepted, Done, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::rights::{Action as Right, require},
    time,
};

/// Events in a request at most.
const EVENTS_MAX: usize = 100;
/// Bytes of a context at most.
const CONTEXT_MAX: usize = 512;
/// How long a flush is waited for.
const FLUSH_PATIENCE: Duration = Duration::from_secs(15);

/// Events, and the queue that they wait in.
pub struct TrackingApi {
    tracker: Tracker,
    projection: Projection,
}

impl TrackingApi {
    /// The operations of a tracker.
    pub fn new(tracker: Tracker, projection: Projection) -> Self {
        Self {
            tracker,
            projection,
        }
    }
}

/// What a client can report; the shop itself knows the rest.
#[derive(Debug, Clone, Copy, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
enum ClientAction {
    /// A product came into sight.
    View,
    /// A product was chosen.
    Click,
    /// A product was passed on.
    Share,
    /// Its seller was written to.
    ContactSeller,
    /// One of its pictures was looked at.
    ImageView,
}

impl From<ClientAction> for Action {
    fn from(action: ClientAction) -> Self {
        match action {
            ClientAction::View => Self::View,
            ClientAction::Click => Self::Click,
            ClientAction::Share => Self::Share,
            ClientAction::ContactSeller => Self::ContactSeller,
            ClientAction::ImageView => Self::ImageView,
        }
    }
}

/// What a visitor did with a product.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct NewEvent {
    /// What.
    action: ClientAction,
    /// The product's id.
    #[oai(validator(minimum(value = "1")))]
    product_id: i64,
    /// When, as RFC 3339; now when left out. The future counts as now.
    #[serde(default)]
    at: Option<String>,
    /// What the client wants to remember of it: an object of at most 512 bytes.
    #[serde(default, deserialize_with = "context")]
    context: Option<BTreeMap<String, Value>>,
}

impl Example for NewEvent {
    fn example() -> Self {
        Self {
            action: ClientAction::Click,
            product_id: 7,
            at: None,
            context: Some(BTreeMap::from([("from".into(), "start page".into())])),
        }
    }
}

/// What happened, in order.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct NewEvents {
    /// 1 to 100.
    #[serde(deserialize_with = "object_list")]
    #[oai(validator(min_items = "1", max_items = "100"))]
    events: Vec<NewEvent>,
}

impl Example for NewEvents {
    fn example() -> Self {
        let events = vec![NewEvent::example()];
        Self { events }
    }
}

/// What became of the events of a request.
#[derive(Debug, Object)]
#[oai(example)]
struct Counted {
    /// Queued.
    accepted: usize,
    /// Not queued, because the queue was full.
    dropped: usize,
}

impl Example for Counted {
    fn example() -> Self {
        Self {
            accepted: 1,
            dropped: 0,
        }
    }
}

#[OpenApi(tag = "Tag::Tracking")]
impl TrackingApi {
    /// Report what a visitor did
    ///
    /// Never waits: what the queue has no room for is dropped and counted. A visitor is told apart by
    /// a hash that changes daily; with `DNT: 1` or `Sec-GPC: 1` not at all. The same visitor, product
    /// and view within a second count once.
    #[oai(path = "/api/events", method = "post", operation_id = "createEvents")]
    async fn count(
        &self,
        seen: Seen,
        body: Beacon<NewEvents>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Counted, Accepted>, Failure<Counting>> {
        let _ = idempotency_key.0;
        let events = check(body.0.events, seen)?;
        let offered = events.len();
        let accepted = events
            .into_iter()
            .map(|event| usize::from(self.tracker.offer(event)))
            .sum();
        let dropped = offered - accepted;
        let counted = Counted { accepted, dropped };
        Ok(Rendered::new(counted.to_json_string()).private())
    }

    /// Read how tracking is
    ///
    /// Of one moment: `offered` is `accepted` and `dropped`, `accepted` is `persisted`, `pending` and
    /// `dead_lettered`. Counts begin when the server starts.
    #[oai(
        path = "/api/tracking/status",
        method = "get",
        operation_id = "getTrackingStatus"
    )]
    async fn status(&self, caller: Caller) -> Result<Rendered<Status, Done>, Failure<Exporting>> {
        require(&caller, Right::OverseeTracking)?;
        Ok(Rendered::new(self.tracker.status().to_json()).private())
    }

    /// Write what is queued
    ///
    /// Answers with the status once everything that was accepted before is in the file and in the
    /// catalogue's counters. 503 when the file cannot be written for 15 seconds.
    #[oai(
        path = "/api/tracking/flush",
        method = "post",
        operation_id = "flushTracking"
    )]
    async fn flush(
        &self,
        caller: Caller,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Status, Done>, Failure<Commanding>> {
        let _ = idempotency_key.0;
        require(&caller, Right::OverseeTracking)?;
        let flushed = self.tracker.desk().flush();
        match tokio::time::timeout(FLUSH_PATIENCE, flushed).await {
            Ok(Ok(())) => {}
            _ => return Err(Problem::busy().retry_after(5).into()),
        }
        if let Err(error) = self.projection.project().await {
            tracing::warn!(%error, "counters could not be projected; they wait");
        }
        Ok(Rendered::new(self.tracker.status().to_json()).private())
    }
}

/// The events as the tracker takes them, or everything that is wrong with them.
fn check(events: Vec<NewEvent>, seen: Seen) -> Result<Vec<Event>, Problem> {
    if !(1..=EVENTS_MAX).contains(&events.len()) {
        return Err(Problem::field("/events", "must have from 1 to 100 events"));
    }
    let now = time::now();
    let mut faults = Vec::new();
    let mut checked = Vec::with_capacity(events.len());
    for (place, event) in events.into_iter().enumerate() {
        let mut fault = |field: &str, detail: &str| {
            faults.push((format!("/events/{place}/{field}"), detail.to_owned()));
        };
        if event.product_id < 1 {
            fault("product_id", "must be at least 1");
        }
        let at = match event.at.as_deref().map(time::from_rfc3339) {
            None => now,
            Some(Some(at)) => at.min(now),
            Some(None) => {
                fault("at", "must be an instant such as 2026-11-24T10:00:00Z");
                now
            }
        };
        if at < 0 {
            fault("at", "must not be before 1970");
        }
        let context = event
            .context
            .and_then(|context| serde_json::to_string(&context).ok());
        if context
            .as_ref()
            .is_some_and(|text| text.len() > CONTEXT_MAX)
        {
            fault("context", "must be at most 512 bytes of JSON");
        }
        checked.push(Event {
            at,
            visitor: seen.who,
            what: What::Product {
                product: event.product_id,
                action: event.action.into(),
                context: context.map(String::into_boxed_str),
            },
        });
    }
    if faults.is_empty() {
        Ok(checked)
    } else {
        Err(Problem::fields(faults))
    }
}

/// An object whose members have names of their own, or null.
fn context<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, Value>>, D::Error> {
    struct Members(BTreeMap<String, Value>);
    impl<'de> Deserialize<'de> for Members {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Visitor)
        }
    }
    struct Visitor;
    impl<'de> de::Visitor<'de> for Visitor {
        type Value = Members;
        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an object")
        }
        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
            let mut members = BTreeMap::new();
            while let Some((name, value)) = map.next_entry::<String, Value>()? {
                if members.insert(name.clone(), value).is_some() {
                    return Err(de::Error::custom(format_args!("{name:?} is there twice")));
                }
            }
            Ok(Members(members))
        }
    }
    let members: Option<Members> = Option::deserialize(deserializer)?;
    Ok(members.map(|Members(members)| members))
}
