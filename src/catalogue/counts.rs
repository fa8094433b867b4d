//! What was counted under a set of filters, remembered while the catalogue stays as it is: totals,
//! facets, the categories' own counts.
//!
//! A page shows the total of its list. Counting costs the more the more there is to count, so a
//! million products would make every page slow; a count is taken once for each state of the
//! catalogue instead.

use bytes::Bytes;
use quick_cache::sync::Cache;
use tokio::sync::{Mutex, MutexGuard};
use xxhash_rust::xxh3::xxh3_64;

/// How many totals are remembered.
const TOTALS: usize = 4_096;
/// There is one tree; a cache of one place would forget it at the next state's.
const TREES: usize = 4;
/// How many sets of facets are remembered: some 25 kB each.
const FACETS: usize = 256;

/// Something counted, and the version of the catalogue that it was counted in.
#[derive(Clone)]
struct Counted<T> {
    version: u64,
    what: T,
}

/// What was counted, by the canonical form of the filters.
pub struct Remembered<T>(Cache<String, Counted<T>>);

impl<T: Clone> Remembered<T> {
    /// Room for so many.
    pub fn new(places: usize) -> Self {
        Self(Cache::new(places))
    }

    /// What was counted under these filters at this version.
    pub fn get(&self, filters: &str, version: u64) -> Option<T> {
        let counted = self.0.get(filters)?;
        (counted.version == version).then_some(counted.what)
    }

    /// Remembers what was counted. `version` must have been read before the rows were.
    pub fn put(&self, filters: &str, version: u64, what: T) {
        self.0.insert(filters.to_owned(), Counted { version, what });
    }
}

/// Lists that may be counted at once; lists that share a place take turns.
const PLACES: usize = 256;

/// Totals of lists and their facets.
pub struct Counts {
    /// How many products pass.
    pub totals: Remembered<i64>,
    /// The facets as JSON.
    pub facets: Remembered<Bytes>,
    /// The category tree as JSON, under no filters.
    pub tree: Remembered<Bytes>,
    counting: [Mutex<()>; PLACES],
}

impl Counts {
    /// A place to count under these filters in: who comes second waits, and finds what the first counted.
    pub async fn turn(&self, filters: &str) -> MutexGuard<'_, ()> {
        let place = xxh3_64(filters.as_bytes()) as usize % PLACES;
        self.counting[place].lock().await
    }
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            totals: Remembered::new(TOTALS),
            facets: Remembered::new(FACETS),
            tree: Remembered::new(TREES),
            counting: [const { Mutex::const_new(()) }; PLACES],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_another_state_is_forgotten() {
        let counts = Counts::default();
        counts.totals.put("brand=x", 7, 12);
        assert_eq!(counts.totals.get("brand=x", 7), Some(12));
        assert_eq!(counts.totals.get("brand=x", 8), None);
        assert_eq!(counts.totals.get("", 7), None);
    }
}
