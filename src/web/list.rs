//! Lists of products: everything, a category, a search, a seller. Filters, sort and pages are plain
//! links.

use minijinja::{Value, context};
use poem::{Request, Response};
use serde_json::{Value as Json, json};

use super::{
    Storefront,
    facets::Shown,
    head::{Head, products, read},
    links::Link,
    narrow::Narrowing,
    page::{Asked, Page, Sight},
    part, structured,
    tree::Node,
};
use crate::http::problem::Problem;

/// How many products a page has.
pub const PAGE: i64 = 24;

/// What a list is a list of.
enum Shelf {
    Everything,
    Search,
    Category(String),
    Seller(String),
}

/// `/products`.
pub async fn everything(front: Storefront, request: Request) -> Result<Response, Problem> {
    let make = |asked| make(&front, asked, Shelf::Everything);
    front.kept(&request, make).await
}

/// `/search`.
pub async fn search(front: Storefront, request: Request) -> Result<Response, Problem> {
    let make = |asked| make(&front, asked, Shelf::Search);
    front.kept(&request, make).await
}

/// `/c/{slug}`.
pub async fn category(front: Storefront, request: Request) -> Result<Response, Problem> {
    let shelf = Shelf::Category(part(&request, "slug"));
    front
        .kept(&request, |asked| make(&front, asked, shelf))
        .await
}

/// `/s/{slug}`.
pub async fn seller(front: Storefront, request: Request) -> Result<Response, Problem> {
    let shelf = Shelf::Seller(part(&request, "slug"));
    front
        .kept(&request, |asked| make(&front, asked, shelf))
        .await
}

async fn make(front: &Storefront, asked: Asked, shelf: Shelf) -> Result<Page, Problem> {
    let tree = front.tree().await?;
    let mut narrowing = Narrowing::read(&asked, front.0.shop.currency.get())?;
    let nodes = match &shelf {
        Shelf::Category(slug) => tree.path(slug),
        _ => Vec::new(),
    };
    match &shelf {
        Shelf::Category(slug) if nodes.is_empty() => {
            tracing::debug!(slug, "no such category");
            return Err(Problem::not_found("category"));
        }
        Shelf::Category(slug) => narrowing.within("category", slug),
        Shelf::Seller(slug) => narrowing.within("seller", slug),
        Shelf::Everything | Shelf::Search => {}
    }
    let query = narrowing.query(PAGE)?;
    let (filters, first) = (query.filters.clone(), query.cursor.is_none());
    let answer = front.0.shop.list(query, true).await?;
    let page: Json = read(&answer.body)?;
    let total = page["total"].as_i64().unwrap_or_default();
    let seller = match &shelf {
        Shelf::Seller(slug) => front.seller(slug, &page).await?,
        _ => Json::Null,
    };
    let heading = heading(&shelf, &nodes, &seller, &narrowing);
    let mut head = front.head_with(&asked.origin, &asked.path, &heading, tree.shelves());
    describe(&mut head, &shelf, &nodes, &narrowing, total);
    let link = Link::new(&asked.path, &asked.pairs);
    let trail = trail(&nodes);
    if !trail.is_empty() {
        head.structured.push(structured::trail(&head, &trail));
    }
    if let Some(url) = page["items"][0]["image_url"].as_str() {
        head.og_image = Some(head.whole(url));
    }
    let number = narrowing.page_number();
    let next = page["next_cursor"].as_str().map(|cursor| {
        let next = link.clone().and("cursor", cursor);
        next.and("page", &(number + 1).to_string()).url()
    });
    let shown = Shown {
        facets: &page["facets"],
        total,
        link: &link,
        below: nodes.last().copied(),
        in_search: matches!(shelf, Shelf::Search),
    };
    let values = context! {
        total,
        seller => Value::from_serialize(&seller),
        trail,
        products => Value::from_serialize(&page["items"]),
        first => link.url(),
        next,
        page => number,
        pages => (total + PAGE - 1) / PAGE,
        ..narrowing.values(&shown),
    };
    let sight = match (&filters.q, &filters.category) {
        (Some(words), _) => Sight::Search(answer.ids, words.clone(), first),
        (None, Some(slug)) => Sight::Category(answer.ids, slug.clone()),
        (None, None) => Sight::List(answer.ids),
    };
    Ok(Page::html(front.render("list.html", &head, values)?, sight))
}

impl Storefront {
    /// What everybody may know of a seller: the profile, or at least the name that products give.
    async fn seller(&self, slug: &str, page: &Json) -> Result<Json, Problem> {
        let path = format!("/api/sellers/{}", super::words::url_part(slug));
        let profile = self.public(path).await?;
        let known = match profile.is_null() {
            true => page["items"][0]["seller"].clone(),
            false => profile,
        };
        match known.is_null() {
            true => Err(Problem::not_found("seller")),
            false => Ok(known),
        }
    }
}

fn heading(shelf: &Shelf, nodes: &[&Node], seller: &Json, narrowing: &Narrowing) -> String {
    match (shelf, narrowing.words()) {
        (_, Some(words)) => format!("“{words}”"),
        (Shelf::Category(_), None) => nodes
            .last()
            .map_or_else(String::new, |node| node.name.clone()),
        (Shelf::Seller(_), None) => seller["name"].as_str().unwrap_or_default().to_owned(),
        (Shelf::Search, None) => "Search".to_owned(),
        (Shelf::Everything, None) => "Everything".to_owned(),
    }
}

fn describe(head: &mut Head, shelf: &Shelf, nodes: &[&Node], narrowing: &Narrowing, total: i64) {
    let count = products(total);
    let shop = head.shop_name.clone();
    let heading = head.heading.clone();
    head.q = narrowing.words().map(str::to_owned);
    head.root = nodes.first().map(|node| node.slug.clone());
    head.here = match shelf {
        Shelf::Everything => "products",
        Shelf::Search => "search",
        Shelf::Category(_) | Shelf::Seller(_) => "",
    };
    // One list in another order or narrowed is no other page to a search engine.
    head.hidden = matches!(shelf, Shelf::Search) || narrowing.is_narrowed();
    head.describe(&match shelf {
        Shelf::Everything => format!("All that {shop} has: {count}, to filter and sort."),
        Shelf::Search => format!("{count} found at {shop}."),
        Shelf::Category(_) => format!("{heading} at {shop}: {count}."),
        Shelf::Seller(_) => format!("{count} by {heading} at {shop}."),
    });
}

/// The steps above the last one, with their addresses.
fn trail(nodes: &[&Node]) -> Vec<Json> {
    let above = &nodes[..nodes.len().saturating_sub(1)];
    let step = |node: &&Node| json!({"name": node.name, "url": category_url(&node.slug)});
    above.iter().map(step).collect()
}

/// Where a category is.
pub fn category_url(slug: &str) -> String {
    format!("/c/{}", super::words::url_part(slug))
}
