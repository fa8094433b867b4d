//! What is known of credentials that were looked at a moment ago, so that a busy caller costs no read.
//!
//! Invariants: what is remembered is bounded and seconds old at most; once a change of credentials was
//! answered, nothing that was read before it is believed. Each entry carries the state that it was read
//! from: the number of changes that [`Standings::forget`] counts, and the store's version, which moves with
//! what sellers may do and with what other processes write.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use quick_cache::sync::Cache;

use super::secret::Hash;
use crate::http::caller::Caller;

/// How long an entry is believed, in milliseconds.
const BELIEVED: i64 = 5_000;
/// How many are kept: some two megabytes.
const ENTRIES_MAX: usize = 10_000;

/// Who shows some credentials, and how long they hold. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who it is.
    pub caller: Caller,
    /// When they end; `None` is never.
    pub expires_at: Option<i64>,
    /// When a login was last used, as it is written down.
    pub last_seen_at: Option<i64>,
}

/// A state of all credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    changes: u64,
    version: u64,
}

#[derive(Clone)]
struct Entry {
    standing: Standing,
    state: State,
    read_at: i64,
}

/// The credentials of the moment, by the hash of their token. Cheap to clone.
#[derive(Clone)]
pub struct Standings(Arc<Inner>);

struct Inner {
    entries: Cache<Hash, Entry>,
    changes: AtomicU64,
}

impl Default for Standings {
    fn default() -> Self {
        Self(Arc::new(Inner {
            entries: Cache::new(ENTRIES_MAX),
            changes: AtomicU64::new(0),
        }))
    }
}

impl Standings {
    /// The state now, to be taken before what is kept is read; `version` is the store's.
    pub fn state(&self, version: u64) -> State {
        State {
            changes: self.0.changes.load(Ordering::Acquire),
            version,
        }
    }

    /// What is believed in this state of credentials with this hash.
    pub fn get(&self, hash: &Hash, state: State, now: i64) -> Option<Caller> {
        let entry = self.0.entries.get(hash)?;
        let holds = entry.standing.expires_at.is_none_or(|end| end > now);
        let fresh = (entry.read_at..entry.read_at + BELIEVED).contains(&now);
        (entry.state == state && holds && fresh).then_some(entry.standing.caller)
    }

    /// Keeps what was read in a state.
    pub fn keep(&self, hash: Hash, standing: Standing, state: State, now: i64) {
        let entry = Entry {
            standing,
            state,
            read_at: now,
        };
        self.0.entries.insert(hash, entry);
    }

    /// Forgets everything: credentials ended or mean something else. To be called after the commit that
    /// did it and before its answer.
    pub fn forget(&self) {
        self.0.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// Forgets everything when what is returned is dropped: also where the caller who asked for the change
    /// went away before its answer.
    #[must_use]
    pub fn forgetting(&self) -> Forgetting {
        Forgetting(self.clone())
    }
}

/// Forgets everything when it is dropped.
pub struct Forgetting(Standings);

impl Drop for Forgetting {
    fn drop(&mut self) {
        self.0.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::caller::{Credential, Role};

    const HASH: Hash = [7; 32];

    fn standing(expires_at: Option<i64>) -> Standing {
        Standing {
            caller: Caller {
                role: Role::Customer,
                seller_id: None,
                user_id: None,
                credential: Credential::Session(1),
            },
            expires_at,
            last_seen_at: None,
        }
    }

    #[test]
    fn an_entry_is_believed_for_seconds_and_until_it_ends() {
        let standings = Standings::default();
        let state = standings.state(1);
        standings.keep(HASH, standing(Some(3_000)), state, 1_000);
        assert!(standings.get(&HASH, state, 2_999).is_some());
        assert!(standings.get(&HASH, state, 3_000).is_none(), "it ended");
        assert!(standings.get(&[8; 32], state, 1_000).is_none());
        standings.keep(HASH, standing(None), state, 1_000);
        assert!(standings.get(&HASH, state, 1_000 + BELIEVED - 1).is_some());
        assert!(standings.get(&HASH, state, 1_000 + BELIEVED).is_none());
        assert!(
            standings.get(&HASH, state, 999).is_none(),
            "the clock was set back"
        );
    }

    #[test]
    fn what_was_read_before_a_change_is_never_believed_after_it() {
        let standings = Standings::default();
        let before = standings.state(1);
        standings.keep(HASH, standing(None), before, 1_000);
        assert!(standings.get(&HASH, standings.state(1), 1_000).is_some());
        assert!(standings.get(&HASH, standings.state(2), 1_000).is_none());
        drop(standings.forgetting());
        assert!(standings.get(&HASH, standings.state(1), 1_000).is_none());
        // A slow reader keeps what it read before the change.
        standings.keep(HASH, standing(None), before, 1_001);
        assert!(standings.get(&HASH, standings.state(1), 1_001).is_none());
    }
}
