//! Free text: what somebody typed as an FTS5 query, with misspelt words put right.
//!
//! The order of results is by where the words were found (the tier), then by the length of the name
//! where it is the name or the brand that fits: it does not depend on the rest of the catalogue, as
//! bm25 does, so a cursor stays true while products are added.

use std::collections::HashSet;

use rusqlite::{Connection, types::Value};

use super::{
    filter::Fragment,
    text::{fold, words},
};

/// The longest `q`, in characters.
pub const QUERY_MAX: usize = 200;
/// More words than this narrow nothing further.
const WORDS_MAX: usize = 12;
/// How many spellings stand in for a word that is not in the catalogue.
const SPELLINGS_MAX: usize = 3;
/// How many words of the dictionary are compared with a misspelt one.
const CANDIDATES_MAX: i64 = 400;

/// Where all the words of a search were found; the better tiers first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Whole words of the name.
    WholeName,
    /// Beginnings of words of the name.
    Name,
    /// Beginnings of words of the brand.
    Brand,
    /// Some in the name, some in the brand.
    NameAndBrand,
    /// Descriptions, tags, models and SKUs.
    Elsewhere,
}

impl Tier {
    /// From the best to the worst.
    pub const ALL: [Self; 5] = [
        Self::WholeName,
        Self::Name,
        Self::Brand,
        Self::NameAndBrand,
        Self::Elsewhere,
    ];
}

/// A search that can find something.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// One alternative set of words for each word typed.
    terms: Vec<Vec<String>>,
}

impl Search {
    /// Reads what was typed. `None` when it holds no word, or one that is nowhere in the catalogue
    /// and has no neighbour that is.
    pub fn of(db: &Connection, typed: &str) -> rusqlite::Result<Option<Self>> {
        let folded = fold(typed);
        let mut terms = Vec::new();
        for word in words(&folded).take(WORDS_MAX) {
            let found = if is_known(db, word)? {
                vec![word.to_owned()]
            } else {
                spellings(db, word)?
            };
            if found.is_empty() {
                return Ok(None);
            }
            terms.push(found);
        }
        Ok((!terms.is_empty()).then_some(Self { terms }))
    }

    /// Products in which every word stands somewhere.
    pub fn condition(&self) -> Fragment {
        let sql = "p.id IN (SELECT rowid FROM product_search WHERE product_search MATCH ?)";
        Fragment {
            sql: sql.to_owned(),
            values: vec![Value::Text(self.query("", true))],
        }
    }

    /// How many products that is. The search holds active ones only.
    pub fn count(&self, db: &Connection) -> rusqlite::Result<i64> {
        db.prepare_cached("SELECT count(*) FROM product_search WHERE product_search MATCH ?1")?
            .query_row([self.query("", true)], |row| row.get(0))
    }

    /// Whether it finds one of these products, among the first rows that it finds; `rows` is how many of
    /// them are looked at, and becomes what is left.
    ///
    /// # Errors
    /// The database's.
    pub fn finds(
        &self,
        db: &Connection,
        products: &HashSet<i64>,
        rows: &mut u64,
    ) -> rusqlite::Result<bool> {
        let select = "SELECT rowid FROM product_search WHERE product_search MATCH ?1";
        let mut select = db.prepare_cached(select)?;
        let mut found = select.query([self.query("", true)])?;
        while let Some(row) = found.next()? {
            if products.contains(&row.get(0)?) {
                return Ok(true);
            }
            *rows = rows.saturating_sub(1);
            if *rows == 0 {
                break;
            }
        }
        Ok(false)
    }

    /// The FTS5 query of the products that belong into a tier and into none before it. A tier is read
    /// only when those before it do not fill the page.
    pub fn tier(&self, tier: Tier) -> String {
        let whole = self.query("{name} : ", false);
        let name = self.query("{name} : ", true);
        let brand = self.query("{brand} : ", true);
        let both = self.query("{name brand} : ", true);
        match tier {
            Tier::WholeName => whole,
            Tier::Name => format!("({name}) NOT ({whole})"),
            Tier::Brand => format!("({brand}) NOT ({name})"),
            Tier::NameAndBrand => format!("({both}) NOT (({name}) OR ({brand}))"),
            Tier::Elsewhere => format!("({}) NOT ({both})", self.query("", true)),
        }
    }

    /// The words as FTS5 reads them: quoted, so that nothing typed is an operator.
    fn query(&self, columns: &str, prefix: bool) -> String {
        let quoted = |word: &String| format!("\"{word}\"{}", if prefix { "*" } else { "" });
        let alternatives = |words: &Vec<String>| {
            let list: Vec<String> = words.iter().map(quoted).collect();
            format!("({})", list.join(" OR "))
        };
        let all: Vec<String> = self.terms.iter().map(alternatives).collect();
        format!("{columns}({})", all.join(" AND "))
    }
}

/// Words shorter than this are looked for as they are: nothing says what a letter or two should have
/// been, and asking whether they begin a word costs as much as the search.
const CORRECTED_MIN: usize = 3;

/// Whether any product has a word that begins so.
fn is_known(db: &Connection, word: &str) -> rusqlite::Result<bool> {
    if word.chars().nth(CORRECTED_MIN - 1).is_none() {
        return Ok(true);
    }
    db.prepare_cached("SELECT 1 FROM product_search WHERE product_search MATCH ?1 LIMIT 1")?
        .exists([format!("\"{word}\"*")])
}

/// The words of the dictionary that a misspelt word most likely means, the closest first.
///
/// Distance is Damerau–Levenshtein's (optimal string alignment): a letter added, dropped, changed or
/// two swapped count one. Short words may be one off, longer ones two. The typed word may also be the
/// misspelt beginning of a longer one.
pub fn spellings(db: &Connection, word: &str) -> rusqlite::Result<Vec<String>> {
    let length = word.chars().count();
    let allowed = match length {
        0..CORRECTED_MIN => return Ok(Vec::new()),
        CORRECTED_MIN..=5 => 1,
        _ => 2,
    };
    let mut ranked: Vec<(usize, usize, String)> = Vec::new();
    for candidate in candidates(db, word, length)? {
        let whole = strsim::osa_distance(word, &candidate);
        let beginning: String = candidate.chars().take(length).collect();
        let start = strsim::osa_distance(word, &beginning);
        let distance = whole.min(start + 1);
        if distance <= allowed {
            ranked.push((
                distance,
                candidate.chars().count().abs_diff(length),
                candidate,
            ));
        }
    }
    ranked.sort();
    let best = ranked.first().map_or(0, |(distance, ..)| *distance);
    ranked.retain(|(distance, ..)| *distance == best);
    ranked.truncate(SPELLINGS_MAX);
    Ok(ranked.into_iter().map(|(_, _, word)| word).collect())
}

/// Words that share most three-letter runs with this one, and words of about its length that begin
/// like it: a swap in a short word leaves no run whole.
fn candidates(db: &Connection, word: &str, length: usize) -> rusqlite::Result<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    let runs: Vec<String> = letters
        .windows(3)
        .map(|run| format!("\"{}\"", run.iter().collect::<String>()))
        .collect();
    let first = letters.first().map(char::to_string).unwrap_or_default();
    let after = format!("{first}\u{10ffff}");
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    db.prepare_cached(include_str!("../../sql/catalogue/spelling_candidates.sql"))?
        .query_map(
            (runs.join(" OR "), first, after, length, CANDIDATES_MAX),
            |row| row.get(0),
        )?
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalogue::{Record, save::Saver},
        store,
    };

    fn shop(names: &[&str]) -> Connection {
        let db = store::in_memory();
        let mut saver = Saver::new(&db);
        for name in names {
            let record = Record {
                name: (*name).to_owned(),
                ..Record::default()
            };
            saver.insert(&record).unwrap();
        }
        db
    }

    #[test]
    fn misspelt_words_find_their_neighbours() {
        let db = shop(&["Headphones", "Lamp", "Kilim", "Keyboard"]);
        for (typed, meant) in [
            ("headphnes", "headphones"),
            ("haedphones", "headphones"),
            ("headpohn", "headphones"),
            ("lmap", "lamp"),
            ("kilm", "kilim"),
            ("keybord", "keyboard"),
        ] {
            assert_eq!(spellings(&db, typed).unwrap(), [meant], "{typed}");
        }
        assert_eq!(spellings(&db, "zzzzzz").unwrap(), Vec::<String>::new());
        assert_eq!(Search::of(&db, "xylophone").unwrap(), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        /// Whatever is typed makes a query that FTS5 takes.
        #[test]
        fn nothing_typed_is_an_operator(typed in "(\\PC|[\"*():^{}+-]| AND | OR | NEAR|\0|lamp){0,20}") {
            let db = shop(&["Lamp near and or not"]);
            if let Some(search) = Search::of(&db, &typed).unwrap() {
                let condition = search.condition();
                let sql = format!("SELECT count(*) FROM products p WHERE {}", condition.sql);
                let count = db.query_row(&sql, rusqlite::params_from_iter(condition.values), |row| row.get::<_, i64>(0));
                prop_assert!(count.is_ok(), "{typed:?}: {count:?}");
            }
        }
    }
}
