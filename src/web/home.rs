//! The front page: what the shop chose, its categories, what many look at, what is new.

use std::collections::HashSet;

use minijinja::{Value, context};
use poem::{Request, Response};
use serde_json::Value as Json;

use super::{
    Storefront,
    head::{products, read},
    page::{Asked, Page, Sight},
};
use crate::{
    catalogue::{
        filter::Filters,
        list::{ListQuery, Sort, SortKey},
    },
    http::problem::Problem,
};

const CARDS: usize = 8;
const RANKS: usize = 6;
const POPULAR: Sort = Sort {
    key: SortKey::Popularity,
    descending: true,
};

/// `/`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let make = |asked| make(&front, asked);
    front.kept(&request, make).await
}

async fn make(front: &Storefront, asked: Asked) -> Result<Page, Problem> {
    let featured = Filters {
        is_featured: Some(true),
        ..Filters::default()
    };
    let any = Filters::default();
    let (featured, _) = front.some(featured, Sort::NEWEST, CARDS + 1).await?;
    let (popular, _) = front.some(any.clone(), POPULAR, RANKS).await?;
    let (newest, total) = front.some(any, Sort::NEWEST, 3 * CARDS).await?;
    let mut shown = HashSet::new();
    let mut fresh = |products: &[Json], most: usize| -> Vec<Json> {
        let unseen = products
            .iter()
            .filter(|one| shown.insert(one["id"].as_i64()));
        unseen.take(most).cloned().collect()
    };
    let mut candidates = featured.iter().chain(&newest);
    let lead = candidates
        .clone()
        .find(|product| product["image_url"].is_string())
        .or_else(|| candidates.next());
    let lead = lead.and_then(|lead| fresh(std::slice::from_ref(lead), 1).pop());
    let featured = fresh(&featured, CARDS);
    // A ranking of what nobody looked at yet says nothing.
    let looked_at = popular
        .iter()
        .filter(|one| one["view_count"].as_i64() > Some(0));
    let popular: Vec<Json> = looked_at.cloned().collect();
    let new = fresh(&newest, CARDS);
    let ids = lead.iter().chain(&featured).chain(&popular).chain(&new);
    let ids = ids.filter_map(|product| product["id"].as_i64()).collect();

    let tiles = front.0.shop.shelves().await?;
    let mut head = front.head(&asked.origin, "/", "").await?;
    let names: Vec<&str> = tiles.iter().map(|tile| tile.name.as_str()).collect();
    head.describe(&match names.as_slice() {
        [] => format!("{} is open.", head.shop_name),
        names => format!(
            "{}: {} in {}.",
            head.shop_name,
            products(total),
            names.join(", ")
        ),
    });
    head.og_image = lead
        .as_ref()
        .and_then(|lead| lead["image_url"].as_str())
        .map(|url| head.whole(url));
    head.structured.push(super::structured::website(&head));
    let values = context! {
        is_new => total == 0 && front.0.setup.is_untouched()?,
        total,
        tiles => tiles,
        lead => Value::from_serialize(&lead),
        featured => Value::from_serialize(&featured),
        popular => Value::from_serialize(&popular),
        new => Value::from_serialize(&new),
    };
    Ok(Page::html(
        front.render("home.html", &head, values)?,
        Sight::List(ids),
    ))
}

impl Storefront {
    /// The first products of a list, and how many there are.
    async fn some(
        &self,
        filters: Filters,
        sort: Sort,
        limit: usize,
    ) -> Result<(Vec<Json>, i64), Problem> {
        let query = ListQuery {
            filters,
            sort,
            limit,
            cursor: None,
        };
        let answer = self.0.shop.list(query, false).await?;
        let mut page: Json = read(&answer.body)?;
        let total = page["total"].as_i64().unwrap_or_default();
        let items = match page["items"].take() {
            Json::Array(items) => items,
            _ => Vec::new(),
        };
        Ok((items, total))
    }
}
