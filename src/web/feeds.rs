//! What machines read beside the pages: the sitemap, what robots may do, the newest products by RSS.

use std::fmt::Write;

use poem::{Request, Response};
use serde_json::Value as Json;

use super::{
    Storefront,
    head::read,
    page::{Asked, Page, Sight},
    part, words,
};
use crate::{
    catalogue::{
        filter::Filters,
        list::{ListQuery, Sort},
        sitemap::PART,
    },
    http::problem::Problem,
};

const XML: &str = "application/xml; charset=utf-8";
const NEW: usize = 50;

/// `/sitemap.xml`: the pages, or where they are listed if one file cannot hold them.
pub async fn sitemap(front: Storefront, request: Request) -> Result<Response, Problem> {
    let make = async |asked: Asked| {
        let parts = front.0.shop.sitemap_parts().await?;
        let text = match parts.as_slice() {
            [] | [_] => {
                front
                    .urls(&asked.origin, parts.first().copied(), true)
                    .await?
            }
            parts => index(&asked.origin, parts.len()),
        };
        Ok(Page::of(XML, text, Sight::Nothing))
    };
    front.kept(&request, make).await
}

/// `/sitemap-{number}.xml`: one file of many.
pub async fn sitemap_part(front: Storefront, request: Request) -> Result<Response, Problem> {
    let name = part(&request, "part");
    let number = name
        .strip_prefix("sitemap-")
        .and_then(|rest| rest.strip_suffix(".xml"));
    let number = number
        .and_then(|digits| digits.parse::<usize>().ok())
        .unwrap_or(0);
    let make = async |asked: Asked| {
        let parts = front.0.shop.sitemap_parts().await?;
        let start = number.checked_sub(1).and_then(|place| parts.get(place));
        let start = *start.ok_or_else(|| Problem::not_found("sitemap"))?;
        let text = front.urls(&asked.origin, Some(start), number == 1).await?;
        Ok(Page::of(XML, text, Sight::Nothing))
    };
    front.kept(&request, make).await
}

fn index(origin: &str, parts: usize) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for number in 1..=parts {
        let _ = writeln!(
            xml,
            "<sitemap><loc>{}/sitemap-{number}.xml</loc></sitemap>",
            escape(origin)
        );
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

impl Storefront {
    /// The products from an id on; before the first also the other pages.
    async fn urls(
        &self,
        origin: &str,
        start: Option<i64>,
        with_pages: bool,
    ) -> Result<String, Problem> {
        let origin = escape(origin);
        let mut xml = String::with_capacity(64 * 1024);
        xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        if with_pages {
            let tree = self.tree().await?;
            let pages = ["/".to_owned(), "/products".to_owned()];
            let categories = tree.slugs().into_iter().map(super::list::category_url);
            for path in pages.into_iter().chain(categories) {
                let _ = writeln!(xml, "<url><loc>{origin}{path}</loc></url>");
            }
        }
        if let Some(start) = start {
            for place in self.0.shop.sitemap_part(start, PART).await? {
                let day = place.updated.get(..10).unwrap_or_default();
                let slug = words::url_part(&place.slug);
                let _ = writeln!(
                    xml,
                    "<url><loc>{origin}/p/{slug}</loc><lastmod>{day}</lastmod></url>"
                );
            }
        }
        xml.push_str("</urlset>\n");
        Ok(xml)
    }
}

/// `/robots.txt`.
pub async fn robots(front: Storefront, request: Request) -> Result<Response, Problem> {
    let make = async |asked: Asked| {
        let text = format!(
            "User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /account\nDisallow: /orders\nDisallow: /favorites\nDisallow: /search\nDisallow: /api/\n\nSitemap: {}/sitemap.xml\n",
            asked.origin
        );
        Ok(Page::of("text/plain; charset=utf-8", text, Sight::Nothing))
    };
    front.kept(&request, make).await
}

/// `/feed.xml`: the newest products.
pub async fn newest(front: Storefront, request: Request) -> Result<Response, Problem> {
    let make = async |asked: Asked| {
        let query = ListQuery {
            filters: Filters::default(),
            sort: Sort::NEWEST,
            limit: NEW,
            cursor: None,
        };
        let page: Json = read(&front.0.shop.list(query, false).await?.body)?;
        let name = escape(&front.shop_name());
        let origin = escape(&asked.origin);
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>New at {name}</title>\n<link>{origin}/</link>\n<description>What is new at {name}</description>\n<atom:link href=\"{origin}/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>\n"
        );
        for product in page["items"].as_array().into_iter().flatten() {
            item(&mut xml, &front, &origin, product);
        }
        xml.push_str("</channel>\n</rss>\n");
        Ok(Page::of(
            "application/rss+xml; charset=utf-8",
            xml,
            Sight::Nothing,
        ))
    };
    front.kept(&request, make).await
}

fn item(xml: &mut String, front: &Storefront, origin: &str, product: &Json) {
    let text = |name: &str| product[name].as_str().unwrap_or_default();
    let price = product["price"].as_i64().unwrap_or_default();
    let price = words::money(price, front.0.shop.currency.get());
    let said = match text("short_description") {
        "" => price,
        short => format!("{short} {price}"),
    };
    let address = format!("{origin}/p/{}", words::url_part(text("slug")));
    let _ = writeln!(
        xml,
        "<item><title>{}</title><link>{address}</link><guid>{address}</guid><description>{}</description><pubDate>{}</pubDate></item>",
        escape(text("name")),
        escape(&said),
        words::mail_date(text("created_at")),
    );
}

/// A text inside XML; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}
