//! How many products pass a set of filters, remembered while the catalogue stays as it is.
//!
//! A page shows the total of its list. Counting costs the more the more there is to count, so a
//! million products would make every page slow; a count is taken once for each state of the
//! catalogue instead.

use quick_cache::sync::Cache;

/// How many different sets of filters are remembered.
const CAPACITY: usize = 4_096;

/// A count and the version of the catalogue that it was taken of.
#[derive(Clone, Copy)]
struct Counted {
    version: u64,
    total: i64,
}

/// The remembered counts, by the canonical form of the filters.
pub struct Counts(Cache<String, Counted>);

impl Default for Counts {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Counts {
    /// The count of these filters at this version, if it was taken.
    pub fn get(&self, filters: &str, version: u64) -> Option<i64> {
        let counted = self.0.get(filters)?;
        (counted.version == version).then_some(counted.total)
    }

    /// Remembers a count. `version` must have been read before the rows were.
    pub fn put(&self, filters: &str, version: u64, total: i64) {
        self.0
            .insert(filters.to_owned(), Counted { version, total });
    }
}
