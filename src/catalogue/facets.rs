//! Facets: for each value of a filter, how many products there would be with it, every *other* filter
//! applied. One statement a facet, over the covering indexes.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params_from_iter};

use super::{
    Condition,
    filter::{Facet, Fragment, Resolved},
    render::Json,
};

const CATEGORIES_MAX: usize = 200;
const VALUES_MAX: usize = 100;
/// Lower ends of the price ranges, in units of the currency: steps of 1, 2.5 and 5 in each decade,
/// about as wide as people think of prices.
const PRICE_STEPS: [i64; 11] = [0, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Writes the facets as a JSON object. `unit` is how many minor units one of the currency has.
pub fn write(
    db: &Connection,
    resolved: &Resolved,
    unit: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    json.raw("{\"category\":");
    categories(db, resolved, json)?;
    json.raw(",\"brand\":");
    let brands = "SELECT b.name, count(*) AS n FROM products p JOIN brands b ON b.id = p.brand_id";
    let order = format!(" GROUP BY p.brand_id ORDER BY n DESC, b.key LIMIT {VALUES_MAX}");
    values(db, &grouped(resolved, Facet::Brand, brands, &order), json)?;
    json.raw(",\"condition\":");
    conditions(db, resolved, json)?;
    json.raw(",\"tag\":");
    let tags =
        "SELECT t.tag, count(*) AS n FROM products p JOIN product_tags t ON t.product_id = p.id";
    let order = format!(" GROUP BY t.tag ORDER BY n DESC, t.tag LIMIT {VALUES_MAX}");
    values(db, &grouped(resolved, Facet::Tag, tags, &order), json)?;
    json.raw(",\"price\":");
    prices(db, resolved, unit, json)?;
    json.raw(",\"rating\":");
    ratings(db, resolved, json)?;
    json.raw("}");
    Ok(())
}

/// `select` over the products that pass every filter but the facet's.
fn grouped(resolved: &Resolved, facet: Facet, select: &str, order: &str) -> Fragment {
    let mut sql = Fragment::default();
    sql.push_sql(select).push_sql(" WHERE p.is_active = 1");
    sql.push(&resolved.conditions(Some(facet)));
    sql.push_sql(order);
    sql
}

fn rows<T>(
    db: &Connection,
    sql: &Fragment,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut select = db.prepare_cached(&sql.sql)?;
    select
        .query_map(params_from_iter(sql.values.iter()), read)?
        .collect()
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

fn values(db: &Connection, sql: &Fragment, json: &mut Json) -> rusqlite::Result<()> {
    let found: Vec<(String, i64)> = rows(db, sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
    array(
        json,
        found
            .iter()
            .map(|(value, count)| (value.as_str(), value.as_str(), *count)),
    );
    Ok(())
}

struct Category {
    parent: Option<i64>,
    slug: String,
    name: String,
}

/// Each category counts with its descendants, as the filter has them.
fn categories(db: &Connection, resolved: &Resolved, json: &mut Json) -> rusqlite::Result<()> {
    let select = "SELECT p.category_id, count(*) FROM products p";
    let order = " AND p.category_id IS NOT NULL GROUP BY p.category_id";
    let own: Vec<(i64, i64)> = rows(
        db,
        &grouped(resolved, Facet::Category, select, order),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let tree: HashMap<i64, Category> = db
        .prepare_cached("SELECT id, parent_id, slug, name FROM categories")?
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                Category {
                    parent: row.get(1)?,
                    slug: row.get(2)?,
                    name: row.get(3)?,
                },
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut counts: HashMap<i64, i64> = HashMap::new();
    for (id, count) in own {
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

fn conditions(db: &Connection, resolved: &Resolved, json: &mut Json) -> rusqlite::Result<()> {
    let select = "SELECT p.condition, count(*) FROM products p";
    let sql = grouped(resolved, Facet::Condition, select, " GROUP BY p.condition");
    let found: HashMap<String, i64> = rows(db, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?
        .into_iter()
        .collect();
    let entries = Condition::ALL.iter().filter_map(|condition| {
        let count = *found.get(condition.as_str())?;
        Some((condition.as_str(), condition.title(), count))
    });
    array(json, entries);
    Ok(())
}

fn prices(
    db: &Connection,
    resolved: &Resolved,
    unit: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    let mut case = String::from("SELECT CASE");
    for (index, step) in PRICE_STEPS.iter().enumerate().skip(1) {
        case.push_str(&format!(
            " WHEN p.price < {} THEN {}",
            step * unit,
            index - 1
        ));
    }
    case.push_str(&format!(
        " ELSE {} END AS step, count(*) FROM products p",
        PRICE_STEPS.len() - 1
    ));
    let sql = grouped(
        resolved,
        Facet::Price,
        &case,
        " GROUP BY step ORDER BY step",
    );
    let found: Vec<(usize, i64)> = rows(db, &sql, |row| {
        Ok((row.get::<_, i64>(0)? as usize, row.get(1)?))
    })?;
    json.raw("[");
    for (index, (step, count)) in found.into_iter().enumerate() {
        let start = PRICE_STEPS.get(step).copied().unwrap_or_default() * unit;
        json.raw(if index == 0 {
            "{\"min\":"
        } else {
            ",{\"min\":"
        })
        .number(start)
        .raw(",\"max\":");
        match PRICE_STEPS.get(step + 1) {
            Some(end) => json.number(end * unit - 1),
            None => json.raw("null"),
        };
        json.raw(",\"count\":").number(count).raw("}");
    }
    json.raw("]");
    Ok(())
}

fn ratings(db: &Connection, resolved: &Resolved, json: &mut Json) -> rusqlite::Result<()> {
    let select = "SELECT p.rating / 1000, count(*) FROM products p";
    let sql = grouped(
        resolved,
        Facet::Rating,
        select,
        " AND p.rating > 0 GROUP BY 1",
    );
    let found: Vec<(i64, i64)> = rows(db, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
    json.raw("[");
    let mut first = true;
    for stars in (1..=4).rev() {
        let count: i64 = found
            .iter()
            .filter(|(floor, _)| *floor >= stars)
            .map(|(_, count)| count)
            .sum();
        if count > 0 {
            json.raw(if first { "{\"value\":" } else { ",{\"value\":" })
                .number(stars);
            json.raw(",\"count\":").number(count).raw("}");
            first = false;
        }
    }
    json.raw("]");
    Ok(())
}
