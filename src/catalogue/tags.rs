//! Counting tags: how many of some products bear each.

use rusqlite::{Connection, params_from_iter};

use super::{facets::VALUES_MAX, filter::Fragment};

/// Up to so many products it is cheaper to look up the tags of each than to walk all tags.
const FEW: i64 = 20_000;

/// The most frequent tags of the products under some conditions, `matching` of them.
pub(super) fn count(
    db: &Connection,
    conditions: &Fragment,
    matching: i64,
) -> rusqlite::Result<Vec<(String, i64)>> {
    if conditions.sql.is_empty() {
        return of_all(db);
    }
    if matching <= FEW {
        return of_few(db, conditions);
    }
    of_many(db, conditions)
}

/// product_tags holds active products only, in the order of the tags.
fn of_all(db: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
    let sql = "SELECT tag, count(*) AS n FROM product_tags \
               GROUP BY tag ORDER BY n DESC, tag LIMIT ?1";
    db.prepare_cached(sql)?
        .query_map([VALUES_MAX as i64], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn of_few(db: &Connection, conditions: &Fragment) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut sql = Fragment::default();
    sql.push_sql(
        "SELECT t.tag, count(*) AS n FROM products p \
         CROSS JOIN product_tags t ON t.product_id = p.id WHERE p.is_active = 1",
    );
    sql.push(conditions);
    sql.push_sql(" GROUP BY t.tag ORDER BY n DESC, t.tag LIMIT ?");
    sql.bind(VALUES_MAX as i64);
    db.prepare_cached(&sql.sql)?
        .query_map(params_from_iter(&sql.values), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect()
}

/// Marks the products first, then walks all tags once.
fn of_many(db: &Connection, conditions: &Fragment) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut marked = Marks::default();
    let mut sql = Fragment::default();
    sql.push_sql("SELECT p.id FROM products p WHERE p.is_active = 1");
    sql.push(conditions);
    let mut select = db.prepare_cached(&sql.sql)?;
    let mut rows = select.query(params_from_iter(&sql.values))?;
    while let Some(row) = rows.next()? {
        marked.add(row.get_ref(0)?.as_i64()?);
    }
    let mut select = db.prepare_cached("SELECT tag, product_id FROM product_tags ORDER BY tag")?;
    let mut rows = select.query([])?;
    let mut counts: Vec<(String, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        if !marked.has(row.get_ref(1)?.as_i64()?) {
            continue;
        }
        let tag = row.get_ref(0)?.as_str()?;
        match counts.last_mut() {
            Some((last, count)) if last == tag => *count += 1,
            _ => counts.push((tag.to_owned(), 1)),
        }
    }
    // In the order of the tags already, and the sort is stable.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(VALUES_MAX);
    Ok(counts)
}

/// A set of ids, one bit each: ids are dense, since products are numbered in turn.
#[derive(Default)]
struct Marks(Vec<u64>);

impl Marks {
    fn place(id: i64) -> (usize, u64) {
        let id = usize::try_from(id).unwrap_or_default();
        (id / 64, 1 << (id % 64))
    }

    fn add(&mut self, id: i64) {
        let (word, bit) = Self::place(id);
        if self.0.len() <= word {
            self.0.resize(word + word / 2 + 64, 0);
        }
        self.0[word] |= bit;
    }

    fn has(&self, id: i64) -> bool {
        let (word, bit) = Self::place(id);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Record, save::Saver},
        store,
    };

    #[test]
    fn few_and_many_are_counted_alike() {
        let db = store::in_memory();
        let mut saver = Saver::new(&db);
        for number in 0..200_i64 {
            let tags = ["a", "b", "c"].iter().take(number as usize % 4);
            let record = Record {
                name: format!("Lamp {number}"),
                tags: tags.map(|tag| (*tag).to_owned()).collect(),
                is_active: number % 10 != 0,
                ..Record::default()
            };
            saver.insert(&record).unwrap();
        }
        let mut conditions = Fragment::default();
        conditions.push_sql(" AND p.id > ?").bind(20);
        let few = of_few(&db, &conditions).unwrap();
        assert_eq!(few, of_many(&db, &conditions).unwrap());
        assert!(few.iter().map(|(tag, _)| tag.as_str()).eq(["a", "b", "c"]));
        let mut every = Fragment::default();
        every.push_sql(" AND 1");
        assert_eq!(of_all(&db).unwrap(), of_few(&db, &every).unwrap());
    }
}
