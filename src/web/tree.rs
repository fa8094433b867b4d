//! The category tree as pages walk it.

use serde::{Deserialize, Serialize};

use super::{Storefront, head::read};
use crate::http::problem::Problem;

/// How many categories the menu shows.
const MENU_MAX: usize = 16;

/// The tree.
#[derive(Debug, Clone, Deserialize)]
pub struct Tree {
    items: Vec<Node>,
}

/// A category and what is below it.
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Active products in it and below it.
    pub product_count: i64,
    /// The categories below.
    pub children: Vec<Self>,
}

/// A category as the menu shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Shelf {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

impl Storefront {
    /// The whole tree.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn tree(&self) -> Result<Tree, Problem> {
        let answer = self.0.shop.category_tree().await?;
        read(&answer.body)
    }
}

impl Tree {
    /// The menu: the roots that have something in them, in their order.
    pub fn shelves(&self) -> Vec<Shelf> {
        let filled = self.items.iter().filter(|node| node.product_count > 0);
        let shelf = |node: &Node| Shelf {
            slug: node.slug.clone(),
            name: node.name.clone(),
        };
        filled.take(MENU_MAX).map(shelf).collect()
    }

    /// The slugs of all categories that have something in them.
    pub fn slugs(&self) -> Vec<&str> {
        let mut slugs = Vec::new();
        gather(&self.items, &mut slugs);
        slugs
    }

    /// From a root down to the category of a slug; empty when there is none.
    pub fn path(&self, slug: &str) -> Vec<&Node> {
        let mut path = Vec::new();
        descend(&self.items, slug, &mut path);
        path.reverse();
        path
    }
}

/// Fills `path` from the category up to the root, if it is among or below these.
fn descend<'t>(nodes: &'t [Node], slug: &str, path: &mut Vec<&'t Node>) -> bool {
    for node in nodes {
        if node.slug == slug || descend(&node.children, slug, path) {
            path.push(node);
            return true;
        }
    }
    false
}

fn gather<'t>(nodes: &'t [Node], slugs: &mut Vec<&'t str>) {
    for node in nodes.iter().filter(|node| node.product_count > 0) {
        slugs.push(&node.slug);
        gather(&node.children, slugs);
    }
}
