//! What the analytics say, as the API document shows it.

use poem_openapi::{Object, types::Example};

use super::span::Interval;
use crate::tracking::recount::Numbers;

/// What the events of a product add up to. Rates are from 0 to 1.
#[derive(Debug, Object)]
#[oai(example)]
pub struct ProductMetrics {
    /// The product.
    pub product_id: i64,
    /// Times it was seen: on its own page, in a list, a category or a search, or in a picture.
    pub views: i64,
    /// Times it was chosen, and times it was put into a cart.
    pub clicks: i64,
    /// How many like it.
    pub favorites: i64,
    /// Times it was put into a cart.
    pub cart_adds: i64,
    /// Orders that it was in.
    pub purchases: i64,
    /// Units that were bought.
    pub units_sold: i64,
    /// What they cost, in minor units.
    pub revenue: i64,
    /// The currency of it.
    pub currency: String,
    /// Clicks a view.
    pub view_to_click_rate: f64,
    /// Cart additions a click.
    pub click_to_cart_rate: f64,
    /// Purchases a cart addition.
    pub cart_to_purchase_rate: f64,
}

impl ProductMetrics {
    /// The metrics of counters.
    pub fn of(product_id: i64, numbers: &Numbers, currency: &str) -> Self {
        Self {
            product_id,
            views: numbers.views,
            clicks: numbers.clicks,
            favorites: numbers.favorites,
            cart_adds: numbers.cart_adds,
            purchases: numbers.purchases,
            units_sold: numbers.units_sold,
            revenue: numbers.revenue,
            currency: currency.to_owned(),
            view_to_click_rate: rate(numbers.clicks, numbers.views),
            click_to_cart_rate: rate(numbers.cart_adds, numbers.clicks),
            cart_to_purchase_rate: rate(numbers.purchases, numbers.cart_adds),
        }
    }
}

fn example_numbers() -> Numbers {
    Numbers {
        views: 1_000,
        clicks: 200,
        favorites: 12,
        cart_adds: 40,
        purchases: 10,
        units_sold: 12,
        revenue: 23_988,
        heat: 0.0,
    }
}

impl Example for ProductMetrics {
    fn example() -> Self {
        Self::of(7, &example_numbers(), "EUR")
    }
}

/// A share from 0 to 1: 0 of nothing, and 1 where a step was taken more often than the one before it.
pub fn rate(of: i64, all: i64) -> f64 {
    if all <= 0 {
        return 0.0;
    }
    (of as f64 / all as f64).clamp(0.0, 1.0)
}

/// What a span of time adds up to.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Summary {
    /// Its beginning.
    pub from: String,
    /// Its end, which is not part of it.
    pub to: String,
    /// Views of products.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Favourites added less those taken away.
    pub favorites: i64,
    /// Cart additions.
    pub cart_adds: i64,
    /// Orders by product: an order of three products is three.
    pub purchases: i64,
    /// Units that were bought.
    pub units_sold: i64,
    /// What they cost, in minor units.
    pub revenue: i64,
    /// The currency of it.
    pub currency: String,
    /// Clicks a view.
    pub view_to_click_rate: f64,
    /// Cart additions a click.
    pub click_to_cart_rate: f64,
    /// Purchases a cart addition.
    pub cart_to_purchase_rate: f64,
    /// Orders; null in a seller's own numbers.
    pub orders: Option<i64>,
    /// Reviews; null in a seller's own numbers.
    pub reviews: Option<i64>,
    /// Searches; null in a seller's own numbers.
    pub searches: Option<i64>,
    /// Visitors, each counted once a day, so far as they let themselves be told apart; null in a
    /// seller's own numbers.
    pub visitors: Option<i64>,
    /// The same counters of the span of the same length before it.
    pub previous: Previous,
}

/// The counters of the span before.
#[derive(Debug, Object)]
pub struct Previous {
    /// Its beginning.
    pub from: String,
    /// Views.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Cart additions.
    pub cart_adds: i64,
    /// Orders by product.
    pub purchases: i64,
    /// Minor units.
    pub revenue: i64,
}

impl Previous {
    /// The counters of a span that begins at `from`.
    pub fn of(from: String, numbers: &Numbers) -> Self {
        Self {
            from,
            views: numbers.views,
            clicks: numbers.clicks,
            cart_adds: numbers.cart_adds,
            purchases: numbers.purchases,
            revenue: numbers.revenue,
        }
    }
}

/// What only the whole shop has.
#[derive(Debug, Clone, Copy, Default)]
pub struct ShopNumbers {
    /// Orders.
    pub orders: i64,
    /// Reviews.
    pub reviews: i64,
    /// Searches.
    pub searches: i64,
    /// Visitors by day.
    pub visitors: i64,
}

impl Summary {
    /// The summary of counters; `shop` is what a seller does not see.
    pub fn of(
        (from, to): (String, String),
        numbers: &Numbers,
        shop: Option<ShopNumbers>,
        previous: Previous,
        currency: &str,
    ) -> Self {
        Self {
            from,
            to,
            views: numbers.views,
            clicks: numbers.clicks,
            favorites: numbers.favorites,
            cart_adds: numbers.cart_adds,
            purchases: numbers.purchases,
            units_sold: numbers.units_sold,
            revenue: numbers.revenue,
            currency: currency.to_owned(),
            view_to_click_rate: rate(numbers.clicks, numbers.views),
            click_to_cart_rate: rate(numbers.cart_adds, numbers.clicks),
            cart_to_purchase_rate: rate(numbers.purchases, numbers.cart_adds),
            orders: shop.map(|shop| shop.orders),
            reviews: shop.map(|shop| shop.reviews),
            searches: shop.map(|shop| shop.searches),
            visitors: shop.map(|shop| shop.visitors),
            previous,
        }
    }
}

fn example_span() -> (String, String) {
    ("2026-11-01T00:00:00Z".into(), "2026-11-24T00:00:00Z".into())
}

impl Example for Summary {
    fn example() -> Self {
        let shop = ShopNumbers {
            orders: 9,
            reviews: 2,
            searches: 310,
            visitors: 240,
        };
        let numbers = example_numbers();
        let previous = Previous::of("2026-10-09T00:00:00Z".into(), &numbers);
        Self::of(example_span(), &numbers, Some(shop), previous, "EUR")
    }
}

/// A point of a series.
#[derive(Debug, Object)]
pub struct Point {
    /// When it begins.
    pub at: String,
    /// Views.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Favourites added less those taken away.
    pub favorites: i64,
    /// Cart additions.
    pub cart_adds: i64,
    /// Orders by product.
    pub purchases: i64,
    /// Units that were bought.
    pub units_sold: i64,
    /// Minor units.
    pub revenue: i64,
}

impl Point {
    /// The counters of an interval.
    pub fn of(at: String, numbers: &Numbers) -> Self {
        Self {
            at,
            views: numbers.views,
            clicks: numbers.clicks,
            favorites: numbers.favorites,
            cart_adds: numbers.cart_adds,
            purchases: numbers.purchases,
            units_sold: numbers.units_sold,
            revenue: numbers.revenue,
        }
    }
}

/// Counters interval by interval, those without events included.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Timeseries {
    /// The beginning of the first interval.
    pub from: String,
    /// The end of the last.
    pub to: String,
    /// Their width.
    pub interval: Interval,
    /// The currency of revenues.
    pub currency: String,
    /// In order of time.
    pub items: Vec<Point>,
}

impl Example for Timeseries {
    fn example() -> Self {
        Self {
            from: "2026-11-23T00:00:00Z".into(),
            to: "2026-11-24T00:00:00Z".into(),
            interval: Interval::Day,
            currency: "EUR".into(),
            items: vec![Point::of("2026-11-23T00:00:00Z".into(), &example_numbers())],
        }
    }
}

/// A step on the way to an order.
#[derive(Debug, Object)]
pub struct Step {
    /// view, click, cart or purchase.
    pub step: String,
    /// How often it was taken.
    pub count: i64,
    /// The share of the step before, from 0 to 1.
    pub rate: f64,
    /// The share of the first step, from 0 to 1.
    pub overall_rate: f64,
}

/// The way from seeing to buying.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Funnel {
    /// The beginning of the span.
    pub from: String,
    /// Its end.
    pub to: String,
    /// In order.
    pub steps: Vec<Step>,
}

impl Funnel {
    /// The funnel of counters.
    pub fn of((from, to): (String, String), numbers: &Numbers) -> Self {
        let counts = [
            ("view", numbers.views),
            ("click", numbers.clicks),
            ("cart", numbers.cart_adds),
            ("purchase", numbers.purchases),
        ];
        let mut steps: Vec<Step> = Vec::with_capacity(counts.len());
        for (step, count) in counts {
            let before = steps.last().map_or(count, |step| step.count);
            steps.push(Step {
                step: step.to_owned(),
                count,
                rate: rate(count, before),
                overall_rate: rate(count, numbers.views),
            });
        }
        Self { from, to, steps }
    }
}

impl Example for Funnel {
    fn example() -> Self {
        Self::of(example_span(), &example_numbers())
    }
}

/// A product and what it counted in the span.
#[derive(Debug, Object)]
pub struct RankedProduct {
    /// The product.
    pub product_id: i64,
    /// Null once it was deleted.
    pub slug: Option<String>,
    /// Null once it was deleted.
    pub name: Option<String>,
    /// Views.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Favourites added less those taken away.
    pub favorites: i64,
    /// Cart additions.
    pub cart_adds: i64,
    /// Orders.
    pub purchases: i64,
    /// Units that were bought.
    pub units_sold: i64,
    /// Minor units.
    pub revenue: i64,
}

impl RankedProduct {
    /// A product with its slug and name, where it still is.
    pub fn of(product_id: i64, named: Option<&(String, String)>, numbers: &Numbers) -> Self {
        Self {
            product_id,
            slug: named.map(|(slug, _)| slug.clone()),
            name: named.map(|(_, name)| name.clone()),
            views: numbers.views,
            clicks: numbers.clicks,
            favorites: numbers.favorites,
            cart_adds: numbers.cart_adds,
            purchases: numbers.purchases,
            units_sold: numbers.units_sold,
            revenue: numbers.revenue,
        }
    }
}

/// The products with the most of a counter.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Top {
    /// The beginning of the span.
    pub from: String,
    /// Its end.
    pub to: String,
    /// The counter.
    pub by: super::rollups::Counter,
    /// The currency of revenues.
    pub currency: String,
    /// The most first.
    pub items: Vec<RankedProduct>,
}

impl Example for Top {
    fn example() -> Self {
        let (from, to) = example_span();
        let named = ("enamel-mug".to_owned(), "Enamel Mug".to_owned());
        Self {
            from,
            to,
            by: super::rollups::Counter::Views,
            currency: "EUR".into(),
            items: vec![RankedProduct::of(7, Some(&named), &example_numbers())],
        }
    }
}

/// Words that were searched for.
#[derive(Debug, Object)]
pub struct SearchedWords {
    /// In lower case.
    pub query: String,
    /// How often.
    pub searches: i64,
    /// How often nothing was found.
    pub without_result: i64,
}

/// What was searched for.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Searches {
    /// The beginning of the span, in whole days.
    pub from: String,
    /// Its end.
    pub to: String,
    /// The most used first.
    pub most_used: Vec<SearchedWords>,
    /// Those that found nothing most often first.
    pub without_result: Vec<SearchedWords>,
}

impl Example for Searches {
    fn example() -> Self {
        let (from, to) = example_span();
        let words = |query: &str, searches, without_result| SearchedWords {
            query: query.to_owned(),
            searches,
            without_result,
        };
        Self {
            from,
            to,
            most_used: vec![words("brass lamp", 120, 0)],
            without_result: vec![words("samovar", 9, 9)],
        }
    }
}

/// A product that was left in carts.
#[derive(Debug, Object)]
pub struct AbandonedProduct {
    /// The product.
    pub product_id: i64,
    /// Null once it was deleted.
    pub slug: Option<String>,
    /// Null once it was deleted.
    pub name: Option<String>,
    /// In how many carts.
    pub carts: i64,
    /// Units in them.
    pub units: i64,
    /// What they would have cost, in minor units.
    pub amount: i64,
}

/// Carts, and those that nobody came back to.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Carts {
    /// The beginning of the span.
    pub from: String,
    /// Its end.
    pub to: String,
    /// After how many minutes without a change a cart counts as abandoned.
    pub idle_minutes: i64,
    /// Opened in the span.
    pub opened: i64,
    /// Those of them that became orders.
    pub bought: i64,
    /// Those that were left with something in them.
    pub abandoned: i64,
    /// Abandoned ones among those opened, from 0 to 1.
    pub abandonment_rate: f64,
    /// What is in the abandoned ones, in minor units.
    pub abandoned_amount: i64,
    /// The currency of it.
    pub currency: String,
    /// What is left most often, in the newest thousand abandoned carts.
    pub items: Vec<AbandonedProduct>,
}

impl Example for Carts {
    fn example() -> Self {
        let (from, to) = example_span();
        Self {
            from,
            to,
            idle_minutes: 60,
            opened: 50,
            bought: 10,
            abandoned: 35,
            abandonment_rate: 0.7,
            abandoned_amount: 240_000,
            currency: "EUR".into(),
            items: vec![AbandonedProduct {
                product_id: 7,
                slug: Some("enamel-mug".into()),
                name: Some("Enamel Mug".into()),
                carts: 4,
                units: 6,
                amount: 11_994,
            }],
        }
    }
}

/// A product that gets more attention than it used to.
#[derive(Debug, Object)]
pub struct TrendingProduct {
    /// The product.
    pub product_id: i64,
    /// Null once it was deleted.
    pub slug: Option<String>,
    /// Null once it was deleted.
    pub name: Option<String>,
    /// Its attention in the last day: views, and clicks, carts and purchases at a multiple.
    pub recent: i64,
    /// Its attention a day in the week before.
    pub usual: f64,
    /// How much it grew.
    pub growth: f64,
}

/// What is on the rise.
#[derive(Debug, Object)]
#[oai(example)]
pub struct Trending {
    /// The most growth first.
    pub items: Vec<TrendingProduct>,
}

impl Example for Trending {
    fn example() -> Self {
        Self {
            items: vec![TrendingProduct {
                product_id: 7,
                slug: Some("enamel-mug".into()),
                name: Some("Enamel Mug".into()),
                recent: 80,
                usual: 12.5,
                growth: 4.6,
            }],
        }
    }
}
