//! What each question is answered with, for the API and for files alike.

use rusqlite::Connection;

use super::{
    Analytics, Scope, carts, metrics,
    model::{
        AbandonedProduct, Carts, Funnel, Point, Previous, RankedProduct, Searches, Summary,
        Timeseries, Top, rate,
    },
    rollups::{self, Counter},
    searches,
    span::{Interval, Span},
};
use crate::{
    http::{caller::Caller, problem::Problem},
    store::StoreError,
    time,
    tracking::sums::HOUR,
};

impl Analytics {
    /// What a span adds up to, with the span of the same length or of as many intervals before it.
    ///
    /// # Errors
    /// The store's, as problems; so for all of these.
    pub(super) async fn summary(
        &self,
        caller: &Caller,
        span: Span,
        interval: Option<Interval>,
    ) -> Result<Summary, Problem> {
        let before = span.before(interval);
        let scope = self.scope(caller).await?;
        let whole = matches!(scope, Scope::Shop);
        let read = self.read(move |db| {
            let numbers = rollups::total(db, span, &scope)?;
            let previous = rollups::total(db, before, &scope)?;
            Ok((numbers, previous, metrics::of_shop(db, span)?))
        });
        let (numbers, previous, shop) = read.await?;
        let ends = (span.from_text(), span.to_text());
        let previous = Previous::of(before.from_text(), &previous);
        let currency = self.shop.currency.code();
        let shop = whole.then_some(shop);
        Ok(Summary::of(ends, &numbers, shop, previous, currency))
    }

    /// Counters interval by interval; the span is widened to whole ones.
    pub(super) async fn timeseries(
        &self,
        caller: &Caller,
        span: Span,
        interval: Interval,
    ) -> Result<Timeseries, Problem> {
        let span = span.widened(interval);
        let points = span.points(interval)?;
        let scope = self.scope(caller).await?;
        let hours = points.clone();
        let hourly = interval == Interval::Hour;
        let read = self.read(move |db| rollups::series(db, span, &hours, hourly, &scope));
        let mut series = read.await?;
        series.resize(points.len(), Default::default());
        let point = |(hour, numbers): (i64, _)| Point::of(time::to_rfc3339(hour * HOUR), &numbers);
        Ok(Timeseries {
            from: span.from_text(),
            to: span.to_text(),
            interval,
            currency: self.shop.currency.code().to_owned(),
            items: points.into_iter().zip(series).map(point).collect(),
        })
    }

    /// The way from seeing to buying.
    pub(super) async fn funnel(&self, caller: &Caller, span: Span) -> Result<Funnel, Problem> {
        let scope = self.scope(caller).await?;
        let numbers = self.read(move |db| rollups::total(db, span, &scope));
        let ends = (span.from_text(), span.to_text());
        Ok(Funnel::of(ends, &numbers.await?))
    }

    /// The products with the most of a counter.
    pub(super) async fn top(
        &self,
        caller: &Caller,
        span: Span,
        by: Counter,
        limit: usize,
    ) -> Result<Top, Problem> {
        let scope = self.scope(caller).await?;
        let read = self.read(move |db| rollups::top(db, span, by, &scope, limit));
        let top = read.await?;
        let ids: Vec<i64> = top.iter().map(|(product, _)| *product).collect();
        let names = self.names(&ids)?;
        let ranked = |(id, numbers): &(i64, _)| RankedProduct::of(*id, names.get(id), numbers);
        Ok(Top {
            from: span.from_text(),
            to: span.to_text(),
            by,
            currency: self.shop.currency.code().to_owned(),
            items: top.iter().map(ranked).collect(),
        })
    }

    /// What was searched for, in whole days; of a seller the words that find an own product.
    pub(super) async fn searches(
        &self,
        caller: &Caller,
        span: Span,
        limit: usize,
    ) -> Result<Searches, Problem> {
        let span = span.widened(Interval::Day);
        let scope = self.scope(caller).await?;
        let most = match scope {
            Scope::Shop => limit,
            Scope::Products(_) => searches::CONSIDERED,
        };
        let read = self.read(move |db| searches::searches(db, span, most));
        let (mut most_used, mut without_result) = read.await?;
        if let Scope::Products(own) = scope {
            let narrow = move |db: &Connection| {
                let narrowed = |words| searches::finding(db, words, &own, limit);
                Ok::<_, StoreError>((narrowed(most_used)?, narrowed(without_result)?))
            };
            (most_used, without_result) = self.shop.store.read_slow(narrow).await?;
        }
        Ok(Searches {
            from: span.from_text(),
            to: span.to_text(),
            most_used,
            without_result,
        })
    }

    /// What became of the carts that were opened in a span.
    pub(super) async fn carts(
        &self,
        caller: &Caller,
        span: Span,
        idle_minutes: i64,
        limit: usize,
    ) -> Result<Carts, Problem> {
        let idle = time::now() - idle_minutes * 60_000;
        let scope = self.scope(caller).await?;
        let read = self.read(move |db| carts::count(db, span, idle, &scope, limit));
        let counts = read.await?;
        let ids: Vec<i64> = counts.products.iter().map(|(id, _)| *id).collect();
        let names = self.names(&ids)?;
        let left = |(id, [carts, units, amount]): &(i64, [i64; 3])| AbandonedProduct {
            product_id: *id,
            slug: names.get(id).map(|(slug, _)| slug.clone()),
            name: names.get(id).map(|(_, name)| name.clone()),
            carts: *carts,
            units: *units,
            amount: *amount,
        };
        Ok(Carts {
            from: span.from_text(),
            to: span.to_text(),
            idle_minutes,
            opened: counts.opened,
            bought: counts.bought,
            abandoned: counts.abandoned,
            abandonment_rate: rate(counts.abandoned, counts.opened),
            abandoned_amount: counts.amount,
            currency: self.shop.currency.code().to_owned(),
            items: counts.products.iter().map(left).collect(),
        })
    }
}
