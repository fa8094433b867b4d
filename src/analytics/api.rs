//! Analytics over HTTP.

mod watch;

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    types::ToJSON,
};

use super::{
    Analytics,
    live::Watchers,
    metrics,
    model::{
        Carts, Funnel, ProductMetrics, Searches, Summary, Timeseries, Top, Trending,
        TrendingProduct,
    },
    rollups::Counter,
    span::{Interval, Span},
    trending,
};
use crate::{
    catalogue::shop::ProductRef,
    http::{
        caller::Caller,
        failure::{Exporting, Failure, Owning},
        payload::{Done, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::rights::{Access, Action, may, refusal, require},
};

/// How long a cart is left alone until it counts as abandoned, in minutes.
const IDLE_MINUTES: i64 = 60;

use watch::WatchApi;

/// Every operation of the analytics.
pub fn operations(analytics: Analytics) -> impl OpenApi + use<> {
    (
        AnalyticsApi(analytics.clone()),
        WatchApi(analytics, Watchers::default()),
    )
}

struct AnalyticsApi(Analytics);

type Answer<T> = Result<Rendered<T, Done>, Failure<Exporting>>;

fn example_from() -> Option<String> {
    Some("2026-11-01".to_owned())
}

fn example_to() -> Option<String> {
    Some("2026-11-24T00:00:00Z".to_owned())
}

fn example_limit() -> Option<i64> {
    Some(10)
}

fn example_idle() -> Option<i64> {
    Some(IDLE_MINUTES)
}

fn example_product() -> String {
    "7".to_owned()
}

fn limited(limit: Option<i64>) -> Result<usize, Problem> {
    let limit = limit.unwrap_or(10);
    let few = usize::try_from(limit)
        .ok()
        .filter(|limit| (1..=100).contains(limit));
    few.ok_or_else(|| Problem::parameter("limit", "must be from 1 to 100"))
}

/// The span that parameters name, widened to whole intervals where there are some.
fn widened(
    from: Option<&str>,
    to: Option<&str>,
    interval: Option<Interval>,
) -> Result<Span, Problem> {
    let span = Span::read(from, to)?;
    Ok(interval.map_or(span, |interval| span.widened(interval)))
}

fn sent<T: ToJSON, M>(value: &T) -> Rendered<T, M> {
    Rendered::new(value.to_json_string()).private()
}

#[OpenApi(tag = "Tag::Analytics")]
impl AnalyticsApi {
    /// Read what a product's events add up to
    ///
    /// Everything that is in the file, which is what was queued more than a flush interval ago.
    #[oai(
        path = "/api/products/:product/metrics",
        method = "get",
        operation_id = "getProductMetrics"
    )]
    async fn metrics(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
    ) -> Result<Rendered<ProductMetrics, Done>, Failure<Owning>> {
        let found = self.0.owner(&ProductRef::from(product.0.as_str()))?;
        let owner = found.and_then(|(_, owner)| owner);
        let id = match (may(&caller, Action::ReadMetrics, owner), found) {
            (Access::Forbidden, _) => return Err(refusal(Action::ReadMetrics).into()),
            (Access::Granted, Some((id, _))) => id,
            _ => return Err(Problem::not_found("product").into()),
        };
        let numbers = self.0.read(move |db| metrics::of_product(db, id)).await?;
        let currency = self.0.shop.currency.code();
        Ok(sent(&ProductMetrics::of(id, &numbers, currency)))
    }

    /// Read what a span of time adds up to
    ///
    /// With the span of the same length before it, or with as many intervals. A seller sees the own
    /// products.
    #[oai(
        path = "/api/analytics/summary",
        method = "get",
        operation_id = "getAnalyticsSummary"
    )]
    async fn summary(
        &self,
        caller: Caller,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC: the span is widened to whole ones. As it is when left out.
        interval: Query<Option<Interval>>,
    ) -> Answer<Summary> {
        require(&caller, Action::ReadAnalytics)?;
        let span = widened(from.0.as_deref(), to.0.as_deref(), interval.0)?;
        Ok(sent(&self.0.summary(&caller, span, interval.0).await?))
    }

    /// Read counters interval by interval
    ///
    /// Intervals without events are there with zeros. A seller sees the own products.
    #[oai(
        path = "/api/analytics/timeseries",
        method = "get",
        operation_id = "getAnalyticsTimeseries"
    )]
    async fn timeseries(
        &self,
        caller: Caller,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC; day when left out. The span is widened to whole ones.
        interval: Query<Option<Interval>>,
    ) -> Answer<Timeseries> {
        require(&caller, Action::ReadAnalytics)?;
        let interval = interval.0.unwrap_or(Interval::Day);
        let span = Span::read(from.0.as_deref(), to.0.as_deref())?;
        Ok(sent(&self.0.timeseries(&caller, span, interval).await?))
    }

    /// Read the way from seeing to buying
    ///
    /// view → click → cart → purchase. A seller sees the own products.
    #[oai(
        path = "/api/analytics/funnel",
        method = "get",
        operation_id = "getAnalyticsFunnel"
    )]
    async fn funnel(
        &self,
        caller: Caller,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC: the span is widened to whole ones. As it is when left out.
        interval: Query<Option<Interval>>,
    ) -> Answer<Funnel> {
        require(&caller, Action::ReadAnalytics)?;
        let span = widened(from.0.as_deref(), to.0.as_deref(), interval.0)?;
        Ok(sent(&self.0.funnel(&caller, span).await?))
    }

    /// List the products with the most of a counter
    ///
    /// A seller sees the own products.
    #[oai(
        path = "/api/analytics/top",
        method = "get",
        operation_id = "listTopProducts"
    )]
    async fn top(
        &self,
        caller: Caller,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC: the span is widened to whole ones. As it is when left out.
        interval: Query<Option<Interval>>,
        /// The counter; views when left out.
        by: Query<Option<Counter>>,
        /// 1 to 100, 10 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
    ) -> Answer<Top> {
        require(&caller, Action::ReadAnalytics)?;
        let span = widened(from.0.as_deref(), to.0.as_deref(), interval.0)?;
        let (by, limit) = (by.0.unwrap_or(Counter::Views), limited(limit.0)?);
        Ok(sent(&self.0.top(&caller, span, by, limit).await?))
    }

    /// List what was searched for
    ///
    /// The most used words, and those that found nothing, in whole days. A seller sees the words that
    /// find an own product as the catalogue is now, among the five hundred that lead each list.
    #[oai(
        path = "/api/analytics/searches",
        method = "get",
        operation_id = "listSearches"
    )]
    async fn searches(
        &self,
        caller: Caller,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC: the span is widened to whole ones. As it is when left out.
        interval: Query<Option<Interval>>,
        /// 1 to 100 of each, 10 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
    ) -> Answer<Searches> {
        require(&caller, Action::ReadAnalytics)?;
        let span = widened(from.0.as_deref(), to.0.as_deref(), interval.0)?;
        let limit = limited(limit.0)?;
        Ok(sent(&self.0.searches(&caller, span, limit).await?))
    }

    /// Read what became of carts
    ///
    /// Those opened in the span: bought, or left with something in them. A seller sees the carts with
    /// own products, and of those the own products.
    #[oai(
        path = "/api/analytics/carts",
        method = "get",
        operation_id = "getCartAnalytics"
    )]
    async fn carts(
        &self,
        caller: Caller,
        /// An instant or a day; thirty days before `to` when left out.
        #[oai(example = "example_from")]
        from: Query<Option<String>>,
        /// An instant or a day, not included; now when left out.
        #[oai(example = "example_to")]
        to: Query<Option<String>>,
        /// hour, day, week or month, in UTC: the span is widened to whole ones. As it is when left out.
        interval: Query<Option<Interval>>,
        /// Minutes without a change after which a cart is abandoned: 0 to 43,200, 60 when left out.
        #[oai(
            example = "example_idle",
            validator(minimum(value = "0"), maximum(value = "43200"))
        )]
        idle_minutes: Query<Option<i64>>,
        /// Products, 1 to 100, 10 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
    ) -> Answer<Carts> {
        require(&caller, Action::ReadAnalytics)?;
        let span = widened(from.0.as_deref(), to.0.as_deref(), interval.0)?;
        let (idle, limit) = (idle_minutes.0.unwrap_or(IDLE_MINUTES), limited(limit.0)?);
        Ok(sent(&self.0.carts(&caller, span, idle, limit).await?))
    }

    /// List what is on the rise
    ///
    /// The attention of the last day beside that of a usual day in the week before. A seller sees the
    /// own products.
    #[oai(
        path = "/api/analytics/trending",
        method = "get",
        operation_id = "listTrendingProducts"
    )]
    async fn trending(
        &self,
        caller: Caller,
        /// 1 to 100, 10 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
    ) -> Answer<Trending> {
        require(&caller, Action::ReadAnalytics)?;
        let limit = limited(limit.0)?;
        let scope = self.0.scope(&caller).await?;
        let rising = self
            .0
            .read(move |db| trending::trending(db, &scope, limit))
            .await?;
        let ids: Vec<i64> = rising.iter().map(|(id, ..)| *id).collect();
        let names = self.0.names(&ids)?;
        let item = |(id, recent, usual, growth): &trending::Rising| TrendingProduct {
            product_id: *id,
            slug: names.get(id).map(|(slug, _)| slug.clone()),
            name: names.get(id).map(|(_, name)| name.clone()),
            recent: *recent,
            usual: *usual,
            growth: *growth,
        };
        Ok(sent(&Trending {
            items: rising.iter().map(item).collect(),
        }))
    }
}
