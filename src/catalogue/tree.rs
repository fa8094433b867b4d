//! The category tree as the API shows it, and its changes.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::{
    CatalogueError, FieldError,
    categories::{self, DEPTH_MAX, slug_error},
    render::Json,
    shop::{Answer, Catalogue, answer},
    text::fold,
};

struct Node {
    id: i64,
    parent: Option<i64>,
    slug: String,
    name: String,
    position: i64,
    own: i64,
}

/// The tree in memory, to be written from its roots.
struct Tree {
    nodes: Vec<Node>,
    /// Places in `nodes` by parent, in their order.
    children: HashMap<Option<i64>, Vec<usize>>,
}

impl Tree {
    fn read(db: &Connection) -> rusqlite::Result<Self> {
        let mut nodes: Vec<Node> = db
            .prepare_cached(include_str!("../../sql/catalogue/category_counts.sql"))?
            .query_map([], |row| {
                Ok(Node {
                    id: row.get(0)?,
                    parent: row.get(1)?,
                    slug: row.get(2)?,
                    name: row.get(3)?,
                    position: row.get(4)?,
                    own: row.get(5)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        nodes.sort_by_cached_key(|node| (node.position, fold(&node.name), node.id));
        let mut children: HashMap<_, Vec<usize>> = HashMap::new();
        for (place, node) in nodes.iter().enumerate() {
            children.entry(node.parent).or_default().push(place);
        }
        Ok(Self { nodes, children })
    }

    fn below(&self, parent: Option<i64>) -> &[usize] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// Products in a category and below it.
    fn total(&self, place: usize, depth: usize) -> i64 {
        let node = &self.nodes[place];
        let deeper = if depth > DEPTH_MAX {
            &[]
        } else {
            self.below(Some(node.id))
        };
        node.own
            + deeper
                .iter()
                .map(|child| self.total(*child, depth + 1))
                .sum::<i64>()
    }

    fn write(&self, json: &mut Json, parent: Option<i64>, depth: usize) {
        json.raw("[");
        for (index, place) in self.below(parent).iter().enumerate() {
            json.raw(if index == 0 { "" } else { "," });
            self.write_node(json, *place, depth);
        }
        json.raw("]");
    }

    fn write_node(&self, json: &mut Json, place: usize, depth: usize) {
        let node = &self.nodes[place];
        json.raw("{\"id\":").number(node.id);
        json.raw(",\"slug\":").text(&node.slug);
        json.raw(",\"name\":").text(&node.name);
        json.raw(",\"parent_id\":");
        match node.parent {
            Some(parent) => json.number(parent),
            None => json.raw("null"),
        };
        json.raw(",\"position\":").number(node.position);
        json.raw(",\"product_count\":")
            .number(self.total(place, depth));
        json.raw(",\"children\":");
        if depth > DEPTH_MAX {
            json.raw("[]");
        } else {
            self.write(json, Some(node.id), depth + 1);
        }
        json.raw("}");
    }
}

/// A category as a change leaves it.
#[derive(Debug, Clone)]
pub struct CategoryRecord {
    /// The category above.
    pub parent_id: Option<i64>,
    /// Unique in the shop; `None` makes one from the name.
    pub slug: Option<String>,
    /// 1 to 200 characters.
    pub name: String,
    /// Its place among its siblings.
    pub position: i64,
}

impl Catalogue {
    /// The whole tree with counts, if it was read since the catalogue last changed.
    pub fn known_tree(&self) -> Option<bytes::Bytes> {
        self.counts.tree.get("", self.store.version())
    }

    /// The whole tree with counts.
    ///
    /// # Errors
    /// The store's.
    pub async fn category_tree(&self) -> Result<Answer, CatalogueError> {
        let version = self.store.version();
        if let Some(tree) = self.counts.tree.get("", version) {
            return Ok(Answer::of(tree));
        }
        let shop = self.clone();
        self.store
            .read_slow(move |db| {
                let tree = Tree::read(db)?;
                let mut json = Json::with_capacity(tree.nodes.len() * 120 + 64);
                json.raw("{\"items\":");
                tree.write(&mut json, None, 0);
                json.raw(",\"total\":").number(tree.nodes.len() as i64);
                json.raw(",\"next_cursor\":null}");
                let tree = bytes::Bytes::from(json.0);
                shop.counts.tree.put("", version, tree.clone());
                Ok(Answer::of(tree))
            })
            .await
    }
}

/// One category as the tree shows it.
pub fn render(db: &Connection, id: i64) -> Result<Answer, CatalogueError> {
    let tree = Tree::read(db)?;
    let place = tree.nodes.iter().position(|node| node.id == id);
    let place = place.ok_or(CatalogueError::NotFound("category"))?;
    let mut json = Json::with_capacity(512);
    tree.write_node(&mut json, place, 0);
    Ok(answer(json))
}

/// The category that a path names by id or slug.
pub fn find(db: &Connection, reference: &str) -> Result<i64, CatalogueError> {
    categories::id_of(db, reference)?.ok_or(CatalogueError::NotFound("category"))
}

/// The record of a category.
pub fn load(db: &Connection, id: i64) -> rusqlite::Result<CategoryRecord> {
    db.prepare_cached("SELECT parent_id, slug, name, position FROM categories WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(CategoryRecord {
                parent_id: row.get(0)?,
                slug: row.get(1)?,
                name: row.get(2)?,
                position: row.get(3)?,
            })
        })
}

/// Checks a record against the tree; `id` is the category itself when it exists already.
pub fn validate(
    db: &Connection,
    record: &CategoryRecord,
    id: Option<i64>,
) -> Result<(), CatalogueError> {
    let mut errors = Vec::new();
    let mut fail = |pointer: &str, detail: &str| {
        errors.push(FieldError {
            pointer: pointer.to_owned(),
            detail: detail.to_owned(),
        });
    };
    let length = record.name.trim().chars().count();
    if length == 0 {
        fail("/name", "must not be blank");
    } else if length > 200 {
        fail("/name", "must be at most 200 characters long");
    } else if record.name.chars().any(char::is_control) {
        fail("/name", "must not hold control characters");
    }
    if record
        .slug
        .as_deref()
        .is_some_and(|slug| !super::text::is_slug(slug))
    {
        fail(
            "/slug",
            "must be 1 to 200 of a-z, 0-9 and -, with no dash at an end, and not only digits",
        );
    }
    if let Some(parent) = record.parent_id {
        let path = categories::path_of(db, parent)?;
        let below = id.map_or(Ok(Vec::new()), |id| categories::with_descendants(db, id))?;
        let height = id.map_or(Ok(1), |id| categories::height_of(db, id))?;
        if path.is_empty() {
            fail("/parent_id", "is no category");
        } else if below.contains(&parent) {
            fail(
                "/parent_id",
                "must not be the category itself or one below it",
            );
        } else if path.len() + height > DEPTH_MAX {
            fail("/parent_id", "stands too deep: the tree may have 10 levels");
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(CatalogueError::Invalid(errors))
    }
}

/// Changes a category to a validated record.
pub fn update(tx: &Connection, id: i64, record: &CategoryRecord) -> Result<(), CatalogueError> {
    let slug = record.slug.as_deref().unwrap_or_default();
    tx.prepare_cached(
        "UPDATE categories SET parent_id = ?2, slug = ?3, name = ?4, position = ?5 WHERE id = ?1",
    )?
    .execute(params![
        id,
        record.parent_id,
        slug,
        record.name,
        record.position
    ])
    .map_err(|error| slug_error(error, slug))?;
    super::texts::learn(tx, &mut std::collections::HashSet::new(), &record.name)?;
    Ok(())
}

/// Deletes an empty category.
///
/// # Errors
/// `CategoryNotEmpty` while products or categories stand in it.
pub fn delete(tx: &Connection, id: i64) -> Result<(), CatalogueError> {
    let used = "SELECT 1 FROM products WHERE category_id = ?1 \
                UNION ALL SELECT 1 FROM categories WHERE parent_id = ?1 LIMIT 1";
    if tx.prepare_cached(used)?.exists([id])? {
        return Err(CatalogueError::CategoryNotEmpty);
    }
    tx.prepare_cached("DELETE FROM categories WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
