//! Sellers as answers have them.

use poem_openapi::{Object, types::Example};
use serde::Serialize;

use super::{Seller, Status};
use crate::{pricing::check::fraction, time};

/// What is known of a seller.
#[derive(Debug, Clone, Serialize, Object)]
#[oai(example)]
pub struct SellerProfile {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Plain text; escape it before you show it.
    pub description: Option<String>,
    /// `active`; its owner and administrators see the others, too.
    pub status: Status,
    /// How many products it shows.
    pub product_count: i64,
    /// The mean of all reviews of them, 1 to 5 in thousandths; null without reviews.
    pub average_rating: Option<f64>,
    /// How many reviews they have.
    pub review_count: i64,
    /// Since when it has been here. RFC 3339, UTC.
    pub member_since: String,
    /// For its owner and administrators: the fraction of its sales that it pays; null is the shop's rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[oai(skip_serializing_if_is_none)]
    pub commission: Option<f64>,
}

impl Example for SellerProfile {
    fn example() -> Self {
        Self {
            id: 1,
            slug: "anatolian-looms".into(),
            name: "Anatolian Looms".into(),
            description: Some("Kilims from Uşak, woven by four families.".into()),
            status: Status::Active,
            product_count: 42,
            average_rating: Some(4.725),
            review_count: 310,
            member_since: "2026-11-24T10:00:00Z".into(),
            commission: None,
        }
    }
}

/// What a seller's shown products add up to.
#[derive(Debug, Clone, Copy)]
pub struct Sums {
    /// How many there are.
    pub products: i64,
    /// Their reviews.
    pub reviews: i64,
    /// The stars of all of them, in thousandths.
    pub thousandths: i64,
}

impl SellerProfile {
    /// The profile as everybody, or only who may, sees it.
    pub fn of(seller: &Seller, sums: Sums, whole: bool) -> Self {
        let mean = |reviews: i64| (2 * sums.thousandths + reviews) / (2 * reviews);
        let average = (sums.reviews > 0).then(|| mean(sums.reviews) as f64 / 1000.0);
        Self {
            id: seller.id,
            slug: seller.slug.clone(),
            name: seller.name.clone(),
            description: seller.description.clone(),
            status: seller.status,
            product_count: sums.products,
            average_rating: average,
            review_count: sums.reviews,
            member_since: time::to_rfc3339(seller.created_at),
            commission: seller.commission.filter(|_| whole).map(fraction),
        }
    }
}

/// The account that sells.
#[derive(Debug, Clone, Serialize, Object)]
#[oai(example)]
pub struct SellerUser {
    /// A UUID.
    pub id: String,
    /// Where its mail goes.
    pub email: String,
    /// What it is called.
    pub name: String,
}

impl Example for SellerUser {
    fn example() -> Self {
        Self {
            id: "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10".into(),
            email: "ada@example.org".into(),
            name: "Ada".into(),
        }
    }
}

/// A seller as administrators see it.
#[derive(Debug, Clone, Serialize, Object)]
#[oai(example)]
pub struct AdminSeller {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Plain text.
    pub description: Option<String>,
    /// How it stands.
    pub status: Status,
    /// The fraction of its sales that it pays; null is the shop's rate.
    pub commission: Option<f64>,
    /// Who sells; null where an administrator made it.
    pub user: Option<SellerUser>,
    /// Its products, shown or not.
    pub product_count: i64,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

impl Example for AdminSeller {
    fn example() -> Self {
        Self {
            id: 1,
            slug: "anatolian-looms".into(),
            name: "Anatolian Looms".into(),
            description: Some("Kilims from Uşak, woven by four families.".into()),
            status: Status::Pending,
            commission: Some(0.1),
            user: Some(SellerUser::example()),
            product_count: 0,
            created_at: "2026-11-24T10:00:00Z".into(),
            updated_at: "2026-11-24T10:00:00Z".into(),
        }
    }
}

impl AdminSeller {
    /// The seller, with its account and the number of its products.
    pub fn of(seller: Seller, user: Option<SellerUser>, product_count: i64) -> Self {
        Self {
            id: seller.id,
            slug: seller.slug,
            name: seller.name,
            description: seller.description,
            status: seller.status,
            commission: seller.commission.map(fraction),
            user,
            product_count,
            created_at: time::to_rfc3339(seller.created_at),
            updated_at: time::to_rfc3339(seller.updated_at),
        }
    }
}

/// A page of sellers.
#[derive(Debug, Serialize, Object)]
#[oai(example)]
pub struct AdminSellerPage {
    /// The newest first.
    pub items: Vec<AdminSeller>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

impl Example for AdminSellerPage {
    fn example() -> Self {
        Self {
            items: vec![AdminSeller::example()],
            total: 1,
            next_cursor: None,
        }
    }
}
