//! What was searched for.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use rusqlite::Connection;

use super::{model::SearchedWords, span::Span};
use crate::catalogue::search::Search;

/// How many of the words that lead a list are tried against a seller's products: each is a search.
pub const CONSIDERED: usize = 500;
/// How many rows of searches are looked at for a list: what half a second or so is enough for.
const ROWS: u64 = 1_000_000;
/// And how long: what was found by then is the list.
const LOOKING: Duration = Duration::from_millis(500);

/// The most used words, and those that found nothing most often.
///
/// # Errors
/// The database's.
pub fn searches(
    db: &Connection,
    span: Span,
    limit: usize,
) -> rusqlite::Result<(Vec<SearchedWords>, Vec<SearchedWords>)> {
    let (from, to) = span.days();
    let sql = "SELECT query, searches, missed FROM search_days WHERE day >= ?1 AND day < ?2";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([from, to])?;
    let mut sums: HashMap<Box<str>, (i64, i64)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let query = row.get_ref(0)?.as_str()?;
        let (searches, missed): (i64, i64) = (row.get(1)?, row.get(2)?);
        match sums.get_mut(query) {
            Some(sum) => *sum = (sum.0 + searches, sum.1 + missed),
            None => {
                sums.insert(query.into(), (searches, missed));
            }
        }
    }
    let ranked = |key: fn(&(i64, i64)) -> i64| {
        let mut ranked: Vec<(&str, &(i64, i64))> = sums
            .iter()
            .filter(|(_, sum)| key(sum) > 0)
            .map(|(query, sum)| (&**query, sum))
            .collect();
        ranked.sort_unstable_by_key(|(query, sum)| (-key(sum), *query));
        let words = |(query, sum): (&str, &(i64, i64))| SearchedWords {
            query: query.to_owned(),
            searches: sum.0,
            without_result: sum.1,
        };
        ranked
            .into_iter()
            .take(limit)
            .map(words)
            .collect::<Vec<_>>()
    };
    Ok((ranked(|sum| sum.0), ranked(|sum| sum.1)))
}

/// The first words that find one of these products, in the catalogue as it is now. The rollup knows words
/// and no products: a row for each product of each page found would be larger than all the others.
///
/// # Errors
/// The database's.
pub fn finding(
    catalogue: &Connection,
    words: Vec<SearchedWords>,
    own: &HashSet<i64>,
    limit: usize,
) -> rusqlite::Result<Vec<SearchedWords>> {
    let (mut found, mut rows) = (Vec::new(), ROWS);
    let since = Instant::now();
    for words in words {
        // Words that are misspelt, which most without a result are, take the longest.
        let is_over = rows == 0 || since.elapsed() > LOOKING;
        if found.len() == limit || own.is_empty() || is_over {
            break;
        }
        if let Some(search) = Search::of(catalogue, &words.query)?
            && search.finds(catalogue, own, &mut rows)?
        {
            found.push(words);
        }
    }
    Ok(found)
}
