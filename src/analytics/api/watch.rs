//! Watching over HTTP, and taking along what was seen.

use poem_openapi::{OpenApi, param::Query, types::ToJSON};

use super::{
    Answer, IDLE_MINUTES, example_from, example_limit, example_to, limited, sent, widened,
};
use crate::{
    analytics::{
        Analytics,
        live::{LiveStream, Watchers},
        pulse::Pipeline,
        rollups::Counter,
        sheet::{self, Report},
        span::Interval,
    },
    http::{
        caller::Caller,
        failure::{Exporting, Failure},
        payload::CsvFile,
        tags::Tag,
    },
    people::rights::{Action, require},
};

/// The live stream, the pipeline, and files.
pub(super) struct WatchApi(pub Analytics, pub Watchers);

#[OpenApi(tag = "Tag::Analytics")]
impl WatchApi {
    /// Watch as it happens
    ///
    /// A stream of server-sent events without an end: `metrics` after each batch that is written, with
    /// what the batch counted and how tracking is; `pulse` every two seconds, whatever happens, with the
    /// rates of that moment, the minute's counters and how long the API's routes take.
    #[oai(
        path = "/api/analytics/live",
        method = "get",
        operation_id = "watchAnalytics"
    )]
    async fn live(&self, caller: Caller) -> Result<LiveStream, Failure<Exporting>> {
        require(&caller, Action::ReadShopAnalytics)?;
        let Analytics {
            tracker, monitor, ..
        } = &self.0;
        Ok(LiveStream::open(&self.1, tracker, monitor)?)
    }

    /// Read how the shop works
    ///
    /// The moments of the last ten minutes, each of two seconds: events through the queue, requests
    /// through the API; how long its routes took in the last minute; what the last sixty minutes counted.
    #[oai(
        path = "/api/analytics/pipeline",
        method = "get",
        operation_id = "getPipeline"
    )]
    async fn pipeline(&self, caller: Caller) -> Answer<Pipeline> {
        require(&caller, Action::ReadShopAnalytics)?;
        Ok(sent(&self.0.monitor.pipeline(self.0.shop.currency.code())))
    }

    /// Download an answer as CSV
    ///
    /// The same numbers as the other routes give: one row a point, step, product or route; amounts with
    /// their decimals. A text that a spreadsheet would run as a formula begins with an apostrophe. A
    /// seller sees the own products.
    #[oai(
        path = "/api/analytics/export.csv",
        method = "get",
        operation_id = "exportAnalytics"
    )]
    #[allow(clippy::too_many_arguments)] // Each is a parameter of the operation.
    async fn export(
        &self,
        caller: Caller,
        /// Which answer.
        report: Query<Report>,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC: the span is widened to whole ones, and a time series has a
        /// point for each; its points are days when it is left out.
        interval: Query<Option<Interval>>,
        /// Of the top products: the counter; views when left out.
        by: Query<Option<Counter>>,
        /// Rows of ranked answers: 1 to 100, 10 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
    ) -> Result<CsvFile, Failure<Exporting>> {
        let report = report.0;
        require(
            &caller,
            match report.is_of_the_shop() {
                true => Action::ReadShopAnalytics,
                false => Action::ReadAnalytics,
            },
        )?;
        let span = widened(from.0.as_deref(), to.0.as_deref(), interval.0)?;
        let (by, limit) = (by.0.unwrap_or(Counter::Views), limited(limit.0)?);
        let (analytics, currency) = (&self.0, self.0.shop.currency.get());
        let answer = match report {
            Report::Timeseries => analytics
                .timeseries(&caller, span, interval.0.unwrap_or(Interval::Day))
                .await?
                .to_json(),
            Report::Funnel => analytics.funnel(&caller, span).await?.to_json(),
            Report::Top => analytics.top(&caller, span, by, limit).await?.to_json(),
            Report::Searches => analytics.searches(&caller, span, limit).await?.to_json(),
            Report::Carts => {
                let carts = analytics.carts(&caller, span, IDLE_MINUTES, limit);
                carts.await?.to_json()
            }
            Report::Minutes | Report::Pipeline | Report::Routes => {
                analytics.monitor.pipeline(currency.code()).to_json()
            }
        };
        Ok(sheet::file(report, &answer.unwrap_or_default(), currency)?)
    }
}
