//! Products without a SKU, recognised by their names.
//!
//! A name that comes once in the file means the shop's one product of that name. Where it comes
//! several times (colours and sizes that share a name), each row means the product with the same
//! facts, and each product is given to one row. So importing a file twice changes nothing, in
//! whatever order its rows stand.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row as Found};

use super::{
    cells::{self, Numbers, one_line},
    field::Field,
    fill::fact,
    format::Format,
    notes::{Notes, Pooled, Subject, hash},
    read::Reading,
    table::Row,
};
use crate::catalogue::{ATTRIBUTE_VALUE_MAX, Condition, text::fold};

const PRODUCTS_OF_NAME: &str = include_str!("../../sql/exchange/products_of_name.sql");
/// Keeps facts apart.
const APART: char = '\u{1f}';

/// Looks for products by name.
pub struct Namesakes<'a> {
    /// The import's transaction.
    pub tx: &'a Connection,
    /// The file's cells.
    pub reading: Reading<'a>,
    /// What its numbers look like.
    pub numbers: Numbers,
    /// The highest id before the import: products that it made itself are not looked for.
    pub newest: i64,
}

/// A product of the shop with the name that is looked for.
struct Namesake {
    id: i64,
    facts: String,
    attributes: BTreeMap<String, String>,
    has_sku: bool,
    price: i64,
}

/// What a search by name found.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Picked {
    /// No product.
    #[default]
    None,
    /// This product.
    One {
        /// Its id.
        id: i64,
        /// Where it was in the pool, if it was.
        pooled: Option<Pooled>,
    },
    /// So many, and nothing says which of them is meant.
    Several(usize),
}

impl Namesakes<'_> {
    fn notes(&self) -> Notes<'_> {
        Notes::of(self.tx)
    }

    /// The product that a row means by its name (folded). `no_sku` leaves out products with a SKU:
    /// the row has another one.
    ///
    /// # Errors
    /// The store's.
    pub fn pick(&self, name: &str, row: &Row, no_sku: bool) -> rusqlite::Result<Picked> {
        if self.newest == 0 || name.is_empty() {
            return Ok(Picked::None);
        }
        let (repeated, pooled) = self.notes().name(name)?;
        if !repeated {
            return self.only(name, row, no_sku);
        }
        if !pooled {
            self.pool(name)?;
        }
        let facts = self.facts(row);
        let price = self.price(row);
        let picked = self.notes().pick(name, &facts, price, no_sku)?;
        Ok(picked.map_or(Picked::None, |pooled| Picked::One {
            id: pooled.product,
            pooled: Some(pooled),
        }))
    }

    /// Puts all products of a name into the pool, one at a time: there may be many.
    fn pool(&self, name: &str) -> rusqlite::Result<()> {
        let mut select = self.tx.prepare_cached(PRODUCTS_OF_NAME)?;
        let mut rows = select.query((name, self.newest))?;
        while let Some(row) = rows.next()? {
            let namesake = self.namesake(row)?;
            let pooled = Pooled {
                product: namesake.id,
                facts: hash(&namesake.facts),
                has_sku: namesake.has_sku,
                price: namesake.price,
            };
            self.notes().pool(name, &pooled)?;
        }
        self.notes().pooled(name)
    }

    fn price(&self, row: &Row) -> Option<i64> {
        let price = self.numbers.amount(self.reading.text(row, &Field::Price));
        price.ok().map(|amount| amount.minor)
    }

    /// The one product that a row of a unique name means: the one with its facts, else the only one,
    /// unless that is a thing of another kind.
    fn only(&self, name: &str, row: &Row, no_sku: bool) -> rusqlite::Result<Picked> {
        let mut namesakes = self.all(name)?;
        namesakes.retain(|namesake| !(no_sku && namesake.has_sku));
        let mut free = Vec::with_capacity(namesakes.len());
        for namesake in namesakes {
            if self.notes().taken(Subject::Product(namesake.id))?.is_none() {
                free.push(namesake);
            }
        }
        let facts = self.facts(row);
        let price = self.price(row);
        let same = |namesake: &&Namesake| namesake.facts == facts;
        let of_price = |namesake: &&Namesake| Some(namesake.price) == price;
        let alike: Vec<&Namesake> = free.iter().filter(same).collect();
        let exact: Vec<&Namesake> = alike.iter().copied().filter(of_price).collect();
        let one = |id| Picked::One { id, pooled: None };
        Ok(
            match (exact.as_slice(), alike.as_slice(), free.as_slice()) {
                ([only], ..) | (_, [only], _) => one(only.id),
                (_, [_, ..], _) => Picked::Several(alike.len()),
                (_, _, [only]) if !self.is_other_kind(only, row) => one(only.id),
                _ => Picked::None,
            },
        )
    }

    fn all(&self, name: &str) -> rusqlite::Result<Vec<Namesake>> {
        self.tx
            .prepare_cached(PRODUCTS_OF_NAME)?
            .query_map((name, self.newest), |found| self.namesake(found))?
            .collect()
    }

    fn namesake(&self, found: &Found<'_>) -> rusqlite::Result<Namesake> {
        let attributes = found.get_ref(1)?.as_str()?;
        let attributes: BTreeMap<String, String> =
            serde_json::from_str(attributes).unwrap_or_default();
        let brand: Option<String> = found.get(2)?;
        let model: Option<String> = found.get(3)?;
        let condition: String = found.get(4)?;
        let facts = self.joined(|field| match field {
            Field::Attribute(name) => attributes.get(name.as_str()).cloned(),
            Field::Brand => brand.clone(),
            Field::Model => model.clone(),
            Field::Condition => Some(condition.clone()),
            _ => None,
        });
        Ok(Namesake {
            id: found.get(0)?,
            facts,
            attributes,
            price: found.get(5)?,
            has_sku: found.get(6)?,
        })
    }

    /// A row's facts, as the product has them that was made of it.
    fn facts(&self, row: &Row) -> String {
        self.joined(|field| {
            let text = self.reading.text(row, field);
            match field {
                Field::Attribute(_) => {
                    fact(text).filter(|value| value.chars().count() <= ATTRIBUTE_VALUE_MAX)
                }
                Field::Brand => fact(text).map(|brand| fold(&one_line(&brand))),
                Field::Model => fact(text).map(|model| one_line(&model)),
                Field::Condition => {
                    let condition = cells::condition(text).unwrap_or_default();
                    Some(Condition::as_str(condition).to_owned())
                }
                _ => None,
            }
        })
    }

    fn joined(&self, value: impl Fn(&Field) -> Option<String>) -> String {
        let mut facts = String::new();
        if self.reading.columns.format != Format::Generic {
            return facts;
        }
        for field in self.reading.columns.fields.iter().flatten() {
            if matches!(
                field,
                Field::Attribute(_) | Field::Brand | Field::Model | Field::Condition
            ) {
                facts.push_str(&value(field).unwrap_or_default());
                facts.push(APART);
            }
        }
        facts
    }

    /// Whether a product has facts for which the file has no column, while the row has facts that
    /// the product does not have: a mouse and a keyboard of one name.
    fn is_other_kind(&self, namesake: &Namesake, row: &Row) -> bool {
        let columns = self.reading.columns;
        let columns: Vec<(&String, usize)> = columns
            .fields
            .iter()
            .enumerate()
            .filter_map(|(place, field)| match field {
                Some(Field::Attribute(name)) => Some((name, place)),
                _ => None,
            })
            .collect();
        let foreign = |name: &String| !columns.iter().any(|(other, _)| *other == name);
        let lacks = |(name, place): &(&String, usize)| {
            fact(self.reading.cell(row, *place)).is_some()
                && !namesake.attributes.contains_key(name.as_str())
        };
        namesake.attributes.keys().any(foreign) && columns.iter().any(lacks)
    }
}
