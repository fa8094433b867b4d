//! The links that narrow a list further, widen it again or put it in another order.

use minijinja::{Value, context};
use serde::Serialize;
use serde_json::Value as Json;

use super::{links::Link, list::category_url, narrow::Narrowing, tree::Node, words};
use crate::money::Currency;

/// How many values of a facet a page shows beside those that are chosen.
const VALUES_MAX: usize = 40;
/// How many facets are open at first.
const OPEN: usize = 4;
const SORTS: [(&str, &str); 6] = [
    ("-created_at", "Newest"),
    ("-popularity", "Most popular"),
    ("price", "Price, low to high"),
    ("-price", "Price, high to low"),
    ("-rating", "Best rated"),
    ("name", "A to Z"),
];
const FLAGS: [(&str, &str); 4] = [
    ("in_stock", "In stock"),
    ("on_sale", "Reduced"),
    ("is_featured", "Chosen by us"),
    ("is_digital", "Downloads"),
];

/// What a page shows, for its links.
pub struct Shown<'a> {
    /// The facets of the list.
    pub facets: &'a Json,
    /// How many products it has.
    pub total: i64,
    /// Its address.
    pub link: &'a Link,
    /// The category that it is of.
    pub below: Option<&'a Node>,
    /// Whether it is a search, which narrows by category instead of going to one.
    pub in_search: bool,
}

#[derive(Serialize)]
struct Group {
    name: &'static str,
    title: &'static str,
    is_open: bool,
    is_single: bool,
    values: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    name: String,
    count: Option<i64>,
    url: String,
    is_chosen: bool,
    halves: Option<i64>,
}

impl Narrowing {
    /// Everything that the template needs to narrow the list.
    pub fn values(&self, shown: &Shown<'_>) -> Value {
        let groups = self.groups(shown);
        let chosen = self.chosen(shown, &groups);
        let (sorts, sort_name) = self.sorts(shown.link);
        let names = ["price_from", "price_to"];
        let kept = shown.link.clone().without(&names);
        let bare: Vec<(String, String)> = self
            .words()
            .map(|words| vec![("q".to_owned(), words.to_owned())])
            .unwrap_or_default();
        let price = |amount: Option<i64>| amount.map(|amount| plain(amount, self.currency));
        context! {
            groups => groups,
            chosen => chosen,
            sorts => sorts,
            sort_name,
            below => self.below(shown),
            bare => Link::new(shown.link.path(), &bare).url(),
            price_form => context! {
                action => shown.link.path(),
                kept => kept.pairs(),
                from => price(self.filters.min_price),
                to => price(self.filters.max_price),
            },
        }
    }

    fn sorts(&self, link: &Link) -> (Vec<Choice>, &'static str) {
        let searched = self.words().is_some();
        let (default, first) = match searched {
            true => ("relevance", Some(("relevance", "Best match"))),
            false => ("-created_at", None),
        };
        let current = self.sort.as_deref().unwrap_or(default);
        let all = first.into_iter().chain(SORTS);
        let mut name = "as asked";
        let choices = all.map(|(sort, title)| {
            if sort == current {
                name = title;
            }
            let link = link.clone().without(&["sort"]);
            let link = if sort == default {
                link
            } else {
                link.and("sort", sort)
            };
            Choice::plain(title, link.url(), sort == current)
        });
        (choices.collect(), name)
    }

    /// The categories below the one that the page is of, with what is left of them.
    fn below(&self, shown: &Shown<'_>) -> Vec<Choice> {
        let children = shown.below.map_or(&[][..], |node| &node.children);
        let counted = |node: &Node| {
            let count =
                count_of(&shown.facets["category"], &node.slug).unwrap_or(node.product_count);
            let url = shown.link.clone().at(category_url(&node.slug)).url();
            Choice {
                count: Some(count),
                ..Choice::plain(&node.name, url, false)
            }
        };
        let filled = children.iter().filter(|node| node.product_count > 0);
        filled.map(counted).collect()
    }

    fn groups(&self, shown: &Shown<'_>) -> Vec<Group> {
        let facets = shown.facets;
        let mut groups = Vec::new();
        if self.within != Some("category") {
            groups.push(Group {
                name: "category",
                title: "Category",
                is_open: false,
                is_single: true,
                values: self.categories(shown),
            });
        }
        let set = |name, title, facet: &Json, chosen: &dyn Fn(&str) -> bool| Group {
            name,
            title,
            is_open: false,
            is_single: false,
            values: several(name, facet, shown.link, chosen),
        };
        let filters = &self.filters;
        groups.push(self.prices(shown));
        groups.push(set("brand", "Maker", &facets["brand"], &|value| {
            filters.brand.iter().any(|brand| brand == value)
        }));
        groups.push(self.flags(shown));
        groups.push(set(
            "condition",
            "Condition",
            &facets["condition"],
            &|value| filters.condition.iter().any(|one| one.as_str() == value),
        ));
        groups.push(self.ratings(shown));
        groups.push(set("tag", "Tag", &facets["tag"], &|value| {
            filters.tag.iter().any(|tag| tag == value)
        }));
        // What all products have in common narrows nothing.
        groups.retain(|group| {
            let divides = |one: &Choice| one.is_chosen || one.count != Some(shown.total);
            group.values.len() > 1 || group.values.iter().any(divides)
        });
        for (place, group) in groups.iter_mut().enumerate() {
            group.is_open = place < OPEN || group.values.iter().any(|value| value.is_chosen);
        }
        groups
    }

    fn categories(&self, shown: &Shown<'_>) -> Vec<Choice> {
        let chosen = self.filters.category.as_deref();
        let link = shown.link.clone().without(&["category"]);
        let values = entries(&shown.facets["category"]).map(|(slug, name, count)| {
            let is_chosen = chosen == Some(slug);
            let url = match (is_chosen, shown.in_search || self.within.is_some()) {
                (true, _) => link.url(),
                (false, true) => link.clone().and("category", slug).url(),
                (false, false) => link.clone().at(category_url(slug)).url(),
            };
            Choice {
                count: Some(count),
                ..Choice::plain(name, url, is_chosen)
            }
        });
        values.take(VALUES_MAX).collect()
    }

    fn prices(&self, shown: &Shown<'_>) -> Group {
        let link = shown.link.clone().without(&["price_from", "price_to"]);
        let chosen = (self.filters.min_price, self.filters.max_price);
        let ranges = shown.facets["price"].as_array().into_iter().flatten();
        let values = ranges.filter_map(|range| {
            let (min, max) = (range["min"].as_i64()?, range["max"].as_i64());
            let low = (min > 0).then_some(min);
            let is_chosen = chosen == (low, max);
            let mut link = link.clone();
            if !is_chosen {
                for (name, bound) in [("price_from", low), ("price_to", max)] {
                    if let Some(bound) = bound {
                        link = link.and(name, &plain(bound, self.currency));
                    }
                }
            }
            Some(Choice {
                count: range["count"].as_i64(),
                ..Choice::plain(&self.range_name(low, max), link.url(), is_chosen)
            })
        });
        Group {
            name: "price",
            title: "Price",
            is_open: false,
            is_single: true,
            values: values.collect(),
        }
    }

    fn range_name(&self, low: Option<i64>, high: Option<i64>) -> String {
        let short = |amount: i64| {
            let text = words::money(amount, self.currency);
            match text.split_once('.') {
                Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => whole.to_owned(),
                _ => text,
            }
        };
        // A range of the facets ends one minor unit before the next begins.
        let end = |high: i64| match (high + 1) % self.currency.minor_units() {
            0 => short(high + 1),
            _ => short(high),
        };
        match (low, high) {
            (Some(low), Some(high)) => format!("{} to {}", short(low), end(high)),
            (None, Some(high)) => format!("Up to {}", end(high)),
            (Some(low), None) => format!("{} and more", short(low)),
            (None, None) => "Any price".to_owned(),
        }
    }

    fn ratings(&self, shown: &Shown<'_>) -> Group {
        let steps = shown.facets["rating"].as_array().into_iter().flatten();
        let values = steps.filter_map(|step| {
            let stars = step["value"].as_i64()?;
            let is_chosen = self.filters.min_rating == Some(stars as f64);
            let link = shown.link.clone().without(&["min_rating"]);
            let link = match is_chosen {
                true => link,
                false => link.and("min_rating", &stars.to_string()),
            };
            Some(Choice {
                count: step["count"].as_i64(),
                halves: Some(stars * 2),
                ..Choice::plain(&stars.to_string(), link.url(), is_chosen)
            })
        });
        Group {
            name: "min_rating",
            title: "Rating",
            is_open: false,
            is_single: true,
            values: values.collect(),
        }
    }

    fn flags(&self, shown: &Shown<'_>) -> Group {
        let filters = &self.filters;
        let states = [
            filters.in_stock,
            filters.on_sale,
            filters.is_featured,
            filters.is_digital,
        ];
        let values = FLAGS.iter().zip(states).map(|((name, title), state)| {
            let is_chosen = state == Some(true);
            let link = shown.link.clone().without(&[name]);
            let link = if is_chosen {
                link
            } else {
                link.and(name, "true")
            };
            Choice::plain(title, link.url(), is_chosen)
        });
        Group {
            name: "only",
            title: "Show only",
            is_open: false,
            is_single: false,
            values: values.collect(),
        }
    }

    /// What was chosen, each with the address without it.
    fn chosen(&self, shown: &Shown<'_>, groups: &[Group]) -> Vec<Choice> {
        let mut chosen = Vec::new();
        let filters = &self.filters;
        let link = shown.link;
        for group in groups.iter().filter(|group| group.name != "price") {
            for value in group.values.iter().filter(|value| value.is_chosen) {
                let name = match group.name {
                    "min_rating" => format!("{} stars and up", value.name),
                    _ => value.name.clone(),
                };
                chosen.push(Choice::plain(&name, value.url.clone(), true));
            }
        }
        if filters.min_price.is_some() || filters.max_price.is_some() {
            let name = self.range_name(filters.min_price, filters.max_price);
            let url = link.clone().without(&["price_from", "price_to"]).url();
            chosen.push(Choice::plain(&name, url, true));
        }
        if let (Some(seller), true) = (&filters.seller, self.within != Some("seller")) {
            let url = link.clone().without(&["seller"]).url();
            chosen.push(Choice::plain(&format!("Sold by {seller}"), url, true));
        }
        // A flag that says no has no place among the filters.
        for (name, title) in FLAGS {
            if link
                .pairs()
                .iter()
                .any(|(one, value)| one == name && value == "false")
            {
                let url = link.clone().without(&[name]).url();
                chosen.push(Choice::plain(&format!("Not: {title}"), url, true));
            }
        }
        chosen
    }
}

impl Choice {
    fn plain(name: &str, url: String, is_chosen: bool) -> Self {
        Self {
            name: name.to_owned(),
            count: None,
            url,
            is_chosen,
            halves: None,
        }
    }
}

/// An amount as a query has it: `25`, `49.99`.
fn plain(minor: i64, currency: Currency) -> String {
    let text = currency.format(minor);
    match text.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text,
    }
}

/// The values of a facet: what the filter takes, its name, its count.
fn entries(facet: &Json) -> impl Iterator<Item = (&str, &str, i64)> {
    facet.as_array().into_iter().flatten().filter_map(|entry| {
        let text = |name: &str| entry[name].as_str();
        Some((text("value")?, text("name")?, entry["count"].as_i64()?))
    })
}

fn count_of(facet: &Json, wanted: &str) -> Option<i64> {
    let mut found = entries(facet).filter(|(value, _, _)| *value == wanted);
    found.next().map(|(_, _, count)| count)
}

/// The values of a filter that may have several.
fn several(name: &str, facet: &Json, link: &Link, chosen: &dyn Fn(&str) -> bool) -> Vec<Choice> {
    let values = entries(facet)
        .enumerate()
        .filter_map(|(place, (value, title, count))| {
            let is_chosen = chosen(value);
            let url = match is_chosen {
                true => link.clone().minus(name, value).url(),
                false => link.clone().and(name, value).url(),
            };
            let shown = place < VALUES_MAX || is_chosen;
            shown.then(|| Choice {
                count: Some(count),
                ..Choice::plain(title, url, is_chosen)
            })
        });
    values.collect()
}
