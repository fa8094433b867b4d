//! Facets: for each value of a filter, how many products there would be with it, every *other* filter
//! applied.
//!
//! Facets whose own filter is not in use count the same products, so that one walk of a covering
//! index counts several; a facet whose filter is in use has a walk of its own.

use std::collections::HashMap;

use rusqlite::{Connection, params_from_iter, types::ValueRef};

use super::{
    Condition,
    filter::{Facet, Fragment, Resolved},
    render::Json,
    tags,
};

const CATEGORIES_MAX: usize = 200;
pub(super) const VALUES_MAX: usize = 100;
/// Lower ends of the price ranges, in units of the currency: steps of 1, 2.5 and 5 in each decade,
/// about as wide as people think of prices.
const PRICE_STEPS: [i64; 11] = [0, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Writes the facets as a JSON object. `unit` is how many minor units one of the currency has,
/// `matching` how many products pass every filter.
pub fn write(
    db: &Connection,
    resolved: &Resolved,
    unit: i64,
    matching: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    // All active products are read from an index that has all the columns, even where another one
    // would find a range of prices.
    let source = if resolved.narrow {
        "products p"
    } else {
        "products p INDEXED BY products_in_category"
    };
    let mut tally = Tally::default();
    let every = [
        Facet::Category,
        Facet::Brand,
        Facet::Condition,
        Facet::Price,
        Facet::Rating,
    ];
    let (own, shared): (Vec<_>, Vec<_>) =
        every.into_iter().partition(|facet| resolved.uses(*facet));
    tally.count(db, source, &resolved.conditions(None), &shared, unit)?;
    for facet in own {
        tally.count(
            db,
            source,
            &resolved.conditions(Some(facet)),
            &[facet],
            unit,
        )?;
    }
    json.raw("{\"category\":");
    tally.write_categories(db, json)?;
    json.raw(",\"brand\":");
    tally.write_brands(db, json)?;
    json.raw(",\"condition\":");
    tally.write_conditions(json);
    json.raw(",\"tag\":");
    write_tags(db, resolved, matching, json)?;
    json.raw(",\"price\":");
    tally.write_prices(unit, json);
    json.raw(",\"rating\":");
    tally.write_ratings(json);
    json.raw("}");
    Ok(())
}

/// An array of `{value, name, count}`.
fn array<'a>(json: &mut Json, entries: impl Iterator<Item = (&'a str, &'a str, i64)>) {
    json.raw("[");
    for (index, (value, name, count)) in entries.enumerate() {
        json.raw(if index == 0 {
            "{\"value\":"
        } else {
            ",{\"value\":"
        })
        .text(value);
        json.raw(",\"name\":")
            .text(name)
            .raw(",\"count\":")
            .number(count)
            .raw("}");
    }
    json.raw("]");
}

fn write_tags(
    db: &Connection,
    resolved: &Resolved,
    matching: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    let found = if resolved.uses(Facet::Tag) {
        let conditions = resolved.conditions(Some(Facet::Tag));
        let matching = conditions.count(db)?;
        tags::count(db, &conditions, matching)?
    } else {
        tags::count(db, &resolved.conditions(None), matching)?
    };
    array(
        json,
        found
            .iter()
            .map(|(tag, count)| (tag.as_str(), tag.as_str(), *count)),
    );
    Ok(())
}

struct Category {
    parent: Option<i64>,
    slug: String,
    name: String,
}

/// Counts by id: ids are given out in turn, so that a list is smaller and faster than a map.
#[derive(Default)]
struct ById(Vec<i64>);

impl ById {
    fn add(&mut self, id: i64) {
        let place = usize::try_from(id).unwrap_or_default();
        if self.0.len() <= place {
            self.0.resize(place + place / 2 + 64, 0);
        }
        self.0[place] += 1;
    }

    /// Ids and their counts, without those of none.
    fn iter(&self) -> impl Iterator<Item = (i64, i64)> {
        let counted = self.0.iter().enumerate().filter(|(_, count)| **count > 0);
        counted.map(|(id, count)| (id as i64, *count))
    }
}

/// The column that a facet counts by.
fn column(facet: Facet) -> &'static str {
    match facet {
        Facet::Category => "p.category_id",
        Facet::Brand => "p.brand_id",
        Facet::Condition => "p.condition",
        Facet::Price => "p.price",
        Facet::Rating => "p.rating",
        // Tags stand in a table of their own.
        Facet::Tag => "p.id",
    }
}

/// What was counted, by facet.
#[derive(Default)]
struct Tally {
    categories: ById,
    brands: ById,
    /// In the order of [`Condition::ALL`].
    conditions: [i64; Condition::ALL.len()],
    /// By step.
    prices: [i64; PRICE_STEPS.len()],
    /// By whole stars, 0 being less than one or no review.
    ratings: [i64; 6],
}

impl Tally {
    /// Counts the products under some conditions for some facets, in one walk: the indexes by category
    /// and by brand hold every column that this and the filters read.
    fn count(
        &mut self,
        db: &Connection,
        source: &str,
        conditions: &Fragment,
        facets: &[Facet],
        unit: i64,
    ) -> rusqlite::Result<()> {
        if facets.is_empty() {
            return Ok(());
        }
        let mut sql = Fragment::default();
        let columns: Vec<&str> = facets.iter().map(|facet| column(*facet)).collect();
        sql.push_sql("SELECT ").push_sql(&columns.join(", "));
        sql.push_sql(" FROM ").push_sql(source);
        sql.push_sql(" WHERE p.is_active = 1").push(conditions);
        let mut select = db.prepare_cached(&sql.sql)?;
        let mut rows = select.query(params_from_iter(&sql.values))?;
        while let Some(row) = rows.next()? {
            for (place, facet) in facets.iter().enumerate() {
                self.add(*facet, row.get_ref(place)?, unit)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, facet: Facet, value: ValueRef<'_>, unit: i64) -> rusqlite::Result<()> {
        match facet {
            Facet::Category | Facet::Brand => {
                let Some(id) = value.as_i64_or_null()? else {
                    return Ok(());
                };
                match facet {
                    Facet::Category => self.categories.add(id),
                    _ => self.brands.add(id),
                }
            }
            Facet::Condition => {
                let name = value.as_str()?;
                let place = Condition::ALL.iter().position(|one| one.as_str() == name);
                if let Some(count) = place.and_then(|place| self.conditions.get_mut(place)) {
                    *count += 1;
                }
            }
            Facet::Price => {
                let price = value.as_i64()? / unit;
                let above = PRICE_STEPS.partition_point(|step| *step <= price);
                self.prices[above.saturating_sub(1)] += 1;
            }
            Facet::Rating => {
                let stars = (value.as_i64()? / 1000).clamp(0, 5);
                self.ratings[stars as usize] += 1;
            }
            Facet::Tag => {}
        }
        Ok(())
    }

    /// Each category counts with its descendants, as the filter has them.
    fn write_categories(&self, db: &Connection, json: &mut Json) -> rusqlite::Result<()> {
        let tree: HashMap<i64, Category> = db
            .prepare_cached("SELECT id, parent_id, slug, name FROM categories")?
            .query_map([], |row| {
                let category = Category {
                    parent: row.get(1)?,
                    slug: row.get(2)?,
                    name: row.get(3)?,
                };
                Ok((row.get(0)?, category))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut counts: HashMap<i64, i64> = HashMap::new();
        for (id, count) in self.categories.iter() {
            let mut above = Some(id);
            // The depth bound ends a cycle, should there ever be one.
            for _ in 0..=super::categories::DEPTH_MAX {
                let Some(id) = above else { break };
                *counts.entry(id).or_default() += count;
                above = tree.get(&id).and_then(|category| category.parent);
            }
        }
        let mut found: Vec<(&Category, i64)> = counts
            .iter()
            .filter_map(|(id, count)| Some((tree.get(id)?, *count)))
            .collect();
        found.sort_by(|(one, count), (other, larger)| {
            larger.cmp(count).then_with(|| one.slug.cmp(&other.slug))
        });
        found.truncate(CATEGORIES_MAX);
        array(
            json,
            found
                .iter()
                .map(|(category, count)| (category.slug.as_str(), category.name.as_str(), *count)),
        );
        Ok(())
    }

    fn write_brands(&self, db: &Connection, json: &mut Json) -> rusqlite::Result<()> {
        let mut select = db.prepare_cached("SELECT key, name FROM brands WHERE id = ?1")?;
        let mut found: Vec<(i64, String, String)> = self
            .brands
            .iter()
            .map(|(id, count)| select.query_row([id], |row| Ok((count, row.get(0)?, row.get(1)?))))
            .collect::<rusqlite::Result<_>>()?;
        found.sort_by(|(count, key, _), (larger, other, _)| {
            larger.cmp(count).then_with(|| key.cmp(other))
        });
        found.truncate(VALUES_MAX);
        array(
            json,
            found
                .iter()
                .map(|(count, _, name)| (name.as_str(), name.as_str(), *count)),
        );
        Ok(())
    }

    fn write_conditions(&self, json: &mut Json) {
        let counted = Condition::ALL.iter().zip(self.conditions);
        let entries = counted
            .filter(|(_, count)| *count > 0)
            .map(|(condition, count)| (condition.as_str(), condition.title(), count));
        array(json, entries);
    }

    fn write_prices(&self, unit: i64, json: &mut Json) {
        json.raw("[");
        let mut separator = "{\"min\":";
        for (step, count) in self.prices.iter().enumerate().filter(|(_, n)| **n > 0) {
            json.raw(separator)
                .number(PRICE_STEPS[step] * unit)
                .raw(",\"max\":");
            match PRICE_STEPS.get(step + 1) {
                Some(end) => json.number(end * unit - 1),
                None => json.raw("null"),
            };
            json.raw(",\"count\":").number(*count).raw("}");
            separator = ",{\"min\":";
        }
        json.raw("]");
    }

    /// `value` stars and more.
    fn write_ratings(&self, json: &mut Json) {
        json.raw("[");
        let mut separator = "{\"value\":";
        for stars in (1..=4_usize).rev() {
            let count: i64 = self.ratings[stars..].iter().sum();
            if count > 0 {
                json.raw(separator).number(stars as i64);
                json.raw(",\"count\":").number(count).raw("}");
                separator = ",{\"value\":";
            }
        }
        json.raw("]");
    }
}
