//! Pages of lists in any order: where they begin, what is read for them, where the next one begins.

use rusqlite::{
    Connection, Row, params_from_iter,
    types::{Type, Value, ValueRef},
};

use super::Sorting;
use crate::catalogue::cursor::{Cursor, Key};

/// What a statement has in the place of the columns that its rows are sorted by.
pub const KEYS: &str = "{keys}";

/// A page as it is asked for: of which list, in which order, behind which row, how many rows.
#[derive(Debug, Clone)]
pub struct Window {
    sorting: Sorting,
    binding: String,
    behind: Option<Vec<Key>>,
    limit: usize,
}

impl Window {
    /// The first page. `list` names the list and what it is narrowed to: cursors hold for that and for
    /// this order alone.
    pub fn first(list: &str, sorting: Sorting, limit: usize) -> Self {
        Self {
            binding: format!("{list} by {}", sorting.name()),
            sorting,
            behind: None,
            limit,
        }
    }

    /// The page that a cursor leads to; `None` when it is not one of this list in this order.
    pub fn after(self, token: &str) -> Option<Self> {
        let cursor = Cursor::decode(token, &self.binding)?;
        let fits = cursor.keys.len() == self.sorting.columns().count();
        fits.then_some(Self {
            behind: Some(cursor.keys),
            ..self
        })
    }

    /// Its rows, and the cursor of the page behind it where there is one. `select` has `{keys}` behind
    /// the columns that `read` knows, and ends with a condition; `values` stand for its question marks.
    ///
    /// # Errors
    /// The database's, or those of `read`.
    pub fn rows<T, E: From<rusqlite::Error>>(
        &self,
        db: &Connection,
        select: &str,
        mut values: Vec<Value>,
        mut read: impl FnMut(&Row<'_>) -> Result<T, E>,
    ) -> Result<(Vec<T>, Option<String>), E> {
        let mut sql = select.replace(KEYS, &self.sorting.place());
        if let Some(keys) = &self.behind {
            sql.push_str(&format!(" AND {}", self.sorting.behind()));
            values.extend(keys.iter().cloned().map(Value::from));
        }
        sql.push_str(&format!(" ORDER BY {} LIMIT ?", self.sorting.clause()));
        values.push(Value::Integer(self.limit as i64 + 1));
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let (mut items, mut last) = (Vec::with_capacity(self.limit), None);
        while let Some(row) = rows.next()? {
            if items.len() == self.limit {
                return Ok((items, last));
            }
            items.push(read(row)?);
            if items.len() == self.limit {
                last = Some(self.cursor(row)?);
            }
        }
        Ok((items, None))
    }

    /// Its rows of all that a list has, where they stand in no database, and the cursor of the page behind it
    /// where there is one. `place` says what a row has in a column.
    pub fn among<T>(
        &self,
        rows: Vec<T>,
        place: impl Fn(&T, &str) -> Key,
    ) -> (Vec<T>, Option<String>) {
        let keys = |row: &T| -> Vec<Key> {
            let columns = self.sorting.columns();
            columns.map(|column| place(row, column)).collect()
        };
        let mut placed: Vec<_> = rows.into_iter().map(|row| (keys(&row), row)).collect();
        placed.sort_by(|(one, _), (other, _)| self.sorting.directed(one.cmp(other)));
        if let Some(behind) = &self.behind {
            placed.retain(|(keys, _)| self.sorting.directed(keys.cmp(behind)).is_gt());
        }
        let has_more = placed.len() > self.limit;
        placed.truncate(self.limit);
        let last = placed.last().filter(|_| has_more);
        let next = last.map(|(keys, _)| self.token(keys.clone()));
        (placed.into_iter().map(|(_, row)| row).collect(), next)
    }

    /// The cursor of a row.
    fn cursor(&self, row: &Row<'_>) -> rusqlite::Result<String> {
        let (all, keys) = (row.as_ref().column_count(), self.sorting.columns().count());
        let keys: rusqlite::Result<_> = (all.saturating_sub(keys)..all)
            .map(|column| key(row, column))
            .collect();
        Ok(self.token(keys?))
    }

    fn token(&self, keys: Vec<Key>) -> String {
        Cursor { keys, id: 0 }.encode(&self.binding)
    }
}

/// What a row is sorted by.
fn key(row: &Row<'_>, column: usize) -> rusqlite::Result<Key> {
    let wrong =
        |kind: Type| rusqlite::Error::InvalidColumnType(column, "a key of a list".to_owned(), kind);
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => Key::Number(number),
        ValueRef::Text(text) => {
            Key::Text(String::from_utf8(text.to_vec()).map_err(|_| wrong(Type::Text))?)
        }
        ValueRef::Blob(bytes) => Key::Bytes(bytes.to_vec()),
        other => return Err(wrong(other.data_type())),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::sorting::{self, MADE, Sorts};

    struct Things;

    impl Sorts for Things {
        const DEFAULT: sorting::Key = MADE;
        const DESCENDS: bool = true;
        const OTHERS: &'static [sorting::Key] = &[
            sorting::Key {
                name: "price",
                columns: &["price"],
            },
            sorting::Key {
                name: "name",
                columns: &["name COLLATE NOCASE", "price"],
            },
        ];
        const TIE: &'static str = "id";
    }

    /// The same things, told apart by the bytes of an id.
    struct ByBytes;

    impl Sorts for ByBytes {
        const TIE: &'static str = "uuid";
        const DEFAULT: sorting::Key = MADE;
        const DESCENDS: bool = true;
        const OTHERS: &'static [sorting::Key] = Things::OTHERS;
    }

    fn file() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE TABLE things (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, \
             name TEXT NOT NULL, price INTEGER NOT NULL) STRICT",
        )
        .unwrap();
        db
    }

    fn add(db: &Connection, name: &str, price: i64) -> i64 {
        let insert = "INSERT INTO things (uuid, name, price) VALUES (randomblob(16), ?1, ?2)";
        db.execute(insert, (name, price)).unwrap();
        db.last_insert_rowid()
    }

    const SELECT: &str = "SELECT id, {keys} FROM things WHERE price >= ?1";

    /// Walks the things; `between` is called after each page.
    fn walk(
        db: &Connection,
        sorting: Sorting,
        limit: usize,
        mut between: impl FnMut(usize),
    ) -> Vec<i64> {
        let mut window = Window::first("things", sorting, limit);
        let mut seen = Vec::new();
        for page in 0.. {
            let values = vec![Value::Integer(0)];
            let (items, next) = window
                .rows(db, SELECT, values, |row| row.get::<_, i64>(0))
                .unwrap();
            seen.extend(items);
            between(page);
            let Some(token) = next else { break };
            window = Window::first("things", sorting, limit)
                .after(&token)
                .unwrap();
        }
        seen
    }

    fn every_sorting() -> impl Iterator<Item = Sorting> {
        let names = Things::names().flat_map(|name| [name.to_owned(), format!("-{name}")]);
        names.flat_map(|name| {
            [
                Sorting::named::<Things>(&name).unwrap(),
                Sorting::named::<ByBytes>(&name).unwrap(),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Every row that was there is walked once, in every order and both ways, while others come.
        #[test]
        fn every_row_is_walked_once(
            rows in proptest::collection::vec(("[a-cA-Cé]{0,2}", 0i64..4), 0..24),
            more in proptest::collection::vec(("[a-cA-Cé]{0,2}", 0i64..4), 1..8),
            limit in 1usize..6,
        ) {
            for sorting in every_sorting() {
                let db = file();
                let kept: Vec<i64> = rows.iter().map(|(name, price)| add(&db, name, *price)).collect();
                let seen = walk(&db, sorting, limit, |page| {
                    // No more than the walk takes: one that grows as fast as it is walked has no end.
                    if let Some((name, price)) = more.get(page) {
                        add(&db, name, *price);
                    }
                });
                let mut times: HashMap<i64, usize> = HashMap::new();
                seen.iter().for_each(|id| *times.entry(*id).or_default() += 1);
                prop_assert!(times.values().all(|times| *times == 1), "{sorting:?}: {seen:?}");
                prop_assert!(kept.iter().all(|id| times.contains_key(id)), "{sorting:?}: {seen:?}");
            }
        }

        /// Pages put together are the rows in order, and upwards is downwards turned around.
        #[test]
        fn upwards_is_downwards_turned_around(
            rows in proptest::collection::vec(("[a-cA-C]{0,2}", 0i64..4), 0..24),
            limit in 1usize..30,
        ) {
            let db = file();
            for (name, price) in &rows {
                add(&db, name, *price);
            }
            for name in Things::names() {
                let up = walk(&db, Sorting::named::<Things>(name).unwrap(), limit, |_| {});
                let down = Sorting::named::<Things>(&format!("-{name}")).unwrap();
                let mut down = walk(&db, down, limit, |_| {});
                down.reverse();
                prop_assert_eq!(up, down);
            }
        }
    }

    fn key_of(things: &(i64, String), column: &str) -> Key {
        match column {
            "id" => Key::Number(things.0),
            _ => Key::Text(things.1.clone()),
        }
    }

    #[test]
    fn what_stands_in_no_database_is_walked_once() {
        let things = |ids: &[i64]| -> Vec<_> {
            let name = |id: &i64| (*id, ["b", "a", "c"][*id as usize % 3].to_owned());
            ids.iter().map(name).collect()
        };
        for (name, first, then) in [
            ("created_at", vec![2, 3], vec![4, 5, 7]),
            ("-created_at", vec![7, 5], vec![4, 3, 2]),
            ("price", vec![4, 7], vec![3, 2, 5]),
        ] {
            let window =
                |limit| Window::first("things", Sorting::named::<Things>(name).unwrap(), limit);
            let ids = |(page, _): &(Vec<(i64, String)>, _)| -> Vec<i64> {
                page.iter().map(|thing| thing.0).collect()
            };
            let page = window(2).among(things(&[5, 2, 7, 3, 4]), key_of);
            assert_eq!(ids(&page), first, "{name}");
            // The row that the cursor names went away meanwhile, and the page ends with the list.
            let left: Vec<_> = [4, 2, 5, 3, 7]
                .into_iter()
                .filter(|id| *id != first[1])
                .collect();
            let behind = window(3).after(&page.1.unwrap()).unwrap();
            let page = behind.among(things(&left), key_of);
            assert_eq!((ids(&page), page.1), (then, None), "{name}");
        }
    }

    #[test]
    fn a_cursor_is_of_its_list_and_order() {
        let db = file();
        for price in 0..3 {
            add(&db, "a", price);
        }
        let usual = Sorting::usual::<Things>();
        let page = |sorting| Window::first("things", sorting, 1);
        let (_, next) = page(usual)
            .rows(
                &db,
                SELECT,
                vec![0.into()],
                |_| Ok::<_, rusqlite::Error>(()),
            )
            .unwrap();
        let token = next.unwrap();
        assert_eq!(Some(usual), Sorting::named::<Things>("-created_at"));
        assert!(page(usual).after(&token).is_some());
        for other in ["created_at", "price", "-price", "name"] {
            let other = Sorting::named::<Things>(other).unwrap();
            assert!(page(other).after(&token).is_none(), "{other:?}");
        }
        assert!(Window::first("others", usual, 1).after(&token).is_none());
        for none in ["", "-", "--price", "Price", "price ", "id", "-nothing"] {
            assert_eq!(Sorting::named::<Things>(none), None, "{none:?}");
        }
    }
}
