//! Reviews as answers show them.

use poem_openapi::{Object, types::Example};
use serde::Serialize;

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Object)]
#[oai(example)]
pub struct Review {
    /// Its id.
    pub id: i64,
    /// The product.
    pub product_id: i64,
    /// What its author is called.
    pub author: String,
    /// Stars, 1 to 5.
    pub rating: i64,
    /// One line.
    pub title: Option<String>,
    /// Lines.
    pub body: Option<String>,
    /// Whether an order of theirs with the product was delivered.
    pub verified_purchase: bool,
    /// How many found it helpful.
    pub helpful_count: i64,
    /// Whether it is kept from everybody but its author.
    pub hidden: bool,
    /// Why it is hidden.
    pub hidden_reason: Option<String>,
    /// When it was written.
    pub created_at: String,
    /// When its author changed it.
    pub updated_at: String,
}

impl Example for Review {
    fn example() -> Self {
        Self {
            id: 12,
            product_id: 7,
            author: "Leyla".into(),
            rating: 5,
            title: Some("Softer every winter".into()),
            body: Some("It has been in our hall for a year and looks better than new.".into()),
            verified_purchase: true,
            helpful_count: 3,
            hidden: false,
            hidden_reason: None,
            created_at: "2026-11-24T10:00:00Z".into(),
            updated_at: "2026-11-24T10:00:00Z".into(),
        }
    }
}

/// How many reviews gave how many stars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Object)]
#[oai(example, rename = "RatingHistogram")]
pub struct Histogram {
    /// One star.
    #[serde(rename = "1")]
    #[oai(rename = "1")]
    pub one: i64,
    /// Two stars.
    #[serde(rename = "2")]
    #[oai(rename = "2")]
    pub two: i64,
    /// Three stars.
    #[serde(rename = "3")]
    #[oai(rename = "3")]
    pub three: i64,
    /// Four stars.
    #[serde(rename = "4")]
    #[oai(rename = "4")]
    pub four: i64,
    /// Five stars.
    #[serde(rename = "5")]
    #[oai(rename = "5")]
    pub five: i64,
}

impl Histogram {
    /// The count of so many stars.
    pub fn of(&mut self, stars: i64) -> Option<&mut i64> {
        Some(match stars {
            1 => &mut self.one,
            2 => &mut self.two,
            3 => &mut self.three,
            4 => &mut self.four,
            5 => &mut self.five,
            _ => return None,
        })
    }
}

impl Example for Histogram {
    fn example() -> Self {
        Self {
            four: 1,
            five: 2,
            ..Self::default()
        }
    }
}

/// What all reviews of a product say together.
#[derive(Debug, Clone, PartialEq, Serialize, Object)]
#[oai(example, rename = "ReviewSummary")]
pub struct Summary {
    /// The average, in stars, to a thousandth; null without reviews.
    pub average: Option<f64>,
    /// How many there are.
    pub count: i64,
    /// How many there are of each number of stars.
    pub histogram: Histogram,
}

impl Example for Summary {
    fn example() -> Self {
        Self {
            average: Some(4.667),
            count: 3,
            histogram: Histogram::example(),
        }
    }
}

/// A page of a product's reviews.
#[derive(Debug, Serialize, Object)]
#[oai(example)]
pub struct ReviewPage {
    /// The reviews, in the order asked for.
    pub items: Vec<Review>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
    /// All reviews of the product, whatever the page is narrowed to.
    pub summary: Summary,
    /// For somebody who is logged in: their own review, hidden or not.
    pub own: Option<Review>,
}

impl Example for ReviewPage {
    fn example() -> Self {
        Self {
            items: vec![Review::example()],
            total: 3,
            next_cursor: Some("AAGTcJ1kAAAAAAAAAAc5bkXh".into()),
            summary: Summary::example(),
            own: None,
        }
    }
}

/// A review as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Object)]
#[oai(example)]
pub struct AdminReview {
    /// The review.
    #[serde(flatten)]
    #[oai(flatten)]
    pub review: Review,
    /// The product's slug.
    pub product_slug: String,
    /// The product's name.
    pub product_name: String,
    /// The author's account.
    pub user_id: String,
    /// When it was hidden.
    pub hidden_at: Option<String>,
}

impl Example for AdminReview {
    fn example() -> Self {
        Self {
            review: Review::example(),
            product_slug: "usak-rug".into(),
            product_name: "Uşak rug".into(),
            user_id: "019ab5d0-7c1e-7b1a-9f60-3d0c8a2b4e5f".into(),
            hidden_at: None,
        }
    }
}

/// A page of all reviews.
#[derive(Debug, Serialize, Object)]
#[oai(example)]
pub struct AdminReviewPage {
    /// The reviews, the newest first.
    pub items: Vec<AdminReview>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

impl Example for AdminReviewPage {
    fn example() -> Self {
        Self {
            items: vec![AdminReview::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

/// How many find a review helpful.
#[derive(Debug, Serialize, Object)]
#[oai(example)]
pub struct HelpfulVotes {
    /// The review.
    pub review_id: i64,
    /// How many find it helpful, the caller among them.
    pub helpful_count: i64,
}

impl Example for HelpfulVotes {
    fn example() -> Self {
        Self {
            review_id: 12,
            helpful_count: 4,
        }
    }
}
