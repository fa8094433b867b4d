//! Wrong tries at passwords and links: so many in a while for an account and for a peer, and no more.
//!
//! Invariants: after [`TRIES`] wrong tries nothing is tried any more until the first of them is [`WINDOW`]
//! old, and a password that turns out right while that holds opens nothing, so that trying many at once
//! gains nothing. What is remembered is bounded; where there would be more, strangers share their counts.
//! It is kept in memory: a restart forgives.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use quick_cache::sync::Cache;

use super::PeopleError;
use crate::http::peer;

/// How many wrong tries there may be.
pub const TRIES: usize = 10;
/// In what time.
pub const WINDOW: Duration = Duration::from_secs(15 * 60);
/// How many letters with a link an account is sent.
pub const LETTERS: usize = 5;
/// In what time.
pub const LETTERS_WINDOW: Duration = Duration::from_secs(60 * 60);
/// How many accounts, and how many peers, are counted one by one. Two cores hash some hundred passwords a
/// second, which makes as many wrong tries in the window.
const KEYS_MAX: usize = 100_000;
/// How many counts the rest shares.
const SHARED: u64 = 64;
/// How many pairs of a peer and an account that it got into are known.
const KNOWN_MAX: usize = 50_000;

/// Counts by key, each within a window.
struct Counts {
    most: usize,
    window: Duration,
    table: Mutex<Table>,
}

struct Table {
    /// When things happened, the oldest first; at most `most` of them.
    times: HashMap<u64, Vec<Instant>>,
    tidied: Instant,
}

impl Counts {
    fn new(most: usize, window: Duration) -> Self {
        Self {
            most,
            window,
            table: Mutex::new(Table {
                times: HashMap::new(),
                tidied: Instant::now(),
            }),
        }
    }

    /// How long it is too much for; `None` when it is not.
    fn wait(&self, key: u64, now: Instant) -> Option<Duration> {
        self.with(key, now, |_| ())
    }

    /// Counts one more, unless it is too much already: then for how long.
    fn add(&self, key: u64, now: Instant) -> Option<Duration> {
        self.with(key, now, |times| times.push(now))
    }

    fn with(
        &self,
        key: u64,
        now: Instant,
        then: impl FnOnce(&mut Vec<Instant>),
    ) -> Option<Duration> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        let key = table.place(key, self.window, now);
        let times = table.times.entry(key).or_default();
        times.retain(|at| now.saturating_duration_since(*at) < self.window);
        let wait = match times.len() < self.most {
            true => {
                then(times);
                None
            }
            false => {
                let since = times.first().map(|at| now.saturating_duration_since(*at));
                Some(self.window.saturating_sub(since.unwrap_or_default()))
            }
        };
        if times.is_empty() {
            table.times.remove(&key);
        }
        wait
    }

    fn forget(&self, key: u64) {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        table.times.remove(&key);
    }
}

impl Table {
    /// The key itself, or one that it shares with others when there are too many.
    fn place(&mut self, key: u64, window: Duration, now: Instant) -> u64 {
        if self.times.len() < KEYS_MAX || self.times.contains_key(&key) {
            return key;
        }
        if now.saturating_duration_since(self.tidied) >= Duration::from_secs(1) {
            self.tidied = now;
            let live = |at: &Instant| now.saturating_duration_since(*at) < window;
            self.times.retain(|_, times| times.iter().any(live));
            if self.times.len() < KEYS_MAX {
                return key;
            }
        }
        key % SHARED
    }
}

/// The wrong tries of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Attempts(Arc<Inner>);

struct Inner {
    accounts: Counts,
    peers: Counts,
    letters: Counts,
    /// Peers from which somebody got into an account, with the account: they are not kept from it by what
    /// others try from there.
    known: Cache<u64, ()>,
    hasher: RandomState,
}

impl Default for Attempts {
    fn default() -> Self {
        Self(Arc::new(Inner {
            accounts: Counts::new(TRIES, WINDOW),
            peers: Counts::new(TRIES, WINDOW),
            letters: Counts::new(LETTERS, LETTERS_WINDOW),
            known: Cache::new(KNOWN_MAX),
            hasher: RandomState::new(),
        }))
    }
}

impl Attempts {
    /// A try at the account of an e-mail, whether anybody has it or not; by somebody at `peer`, where that
    /// is known.
    pub fn at(&self, email: &str, peer: Option<IpAddr>) -> Try {
        let peer = peer.map(peer::key);
        Try {
            account: Some(self.key(email)),
            known: peer.map(|peer| self.key((peer, email))),
            peer: peer.map(|peer| self.key(peer)),
            attempts: self.clone(),
        }
    }

    /// A try of somebody who is logged in at the own password: it counts for the account alone, since the
    /// login tells who it is.
    pub fn at_own(&self, email: &str) -> Try {
        self.at(email, None)
    }

    /// A try at a link, which names no account until it is right. Links are counted apart from passwords:
    /// whoever opens an old letter some times can still log in.
    pub fn at_a_link(&self, peer: Option<IpAddr>) -> Try {
        Try {
            account: None,
            known: None,
            peer: peer.map(|peer| self.key(("link", peer::key(peer)))),
            attempts: self.clone(),
        }
    }

    /// Remembers that somebody at `peer` is whoever has this e-mail.
    pub fn know(&self, email: &str, peer: Option<IpAddr>) {
        if let Some(peer) = peer.map(peer::key) {
            self.0.known.insert(self.key((peer, email)), ());
        }
    }

    /// Whether one more letter with a link may go to an e-mail.
    pub fn may_write(&self, email: &str) -> bool {
        let now = Instant::now();
        self.0.letters.add(self.key(email), now).is_none()
    }

    /// Forgives what was tried at an account: its owner has proved to be that in another way.
    pub fn forgive(&self, email: &str) {
        self.0.accounts.forget(self.key(email));
    }

    fn key(&self, of: impl Hash) -> u64 {
        self.0.hasher.hash_one(of)
    }
}

/// One try.
pub struct Try {
    attempts: Attempts,
    account: Option<u64>,
    peer: Option<u64>,
    known: Option<u64>,
}

impl Try {
    /// Whether it may be made; to be asked before anything is looked at.
    ///
    /// # Errors
    /// `TooManyAttempts`.
    pub fn begin(&self) -> Result<(), PeopleError> {
        let (inner, now) = (&self.attempts.0, Instant::now());
        let mut wait = self.account.and_then(|key| inner.accounts.wait(key, now));
        let is_known = self
            .known
            .is_some_and(|key| inner.known.get(&key).is_some());
        if !is_known {
            wait = wait.max(self.peer.and_then(|key| inner.peers.wait(key, now)));
        }
        wait.map_or(Ok(()), |wait| Err(too_many(wait)))
    }

    /// It was wrong: it is counted, and `error` is the answer, or `TooManyAttempts` where others were wrong
    /// meanwhile.
    pub fn wrong(&self, error: PeopleError) -> PeopleError {
        let (inner, now) = (&self.attempts.0, Instant::now());
        let account = self.account.and_then(|key| inner.accounts.add(key, now));
        let peer = self.peer.and_then(|key| inner.peers.add(key, now));
        account.max(peer).map_or(error, too_many)
    }

    /// It was right, which counts for nothing where others were wrong meanwhile.
    ///
    /// # Errors
    /// `TooManyAttempts`.
    pub fn right(&self) -> Result<(), PeopleError> {
        self.begin()?;
        if let Some(known) = self.known {
            self.attempts.0.known.insert(known, ());
        }
        Ok(())
    }
}

fn too_many(wait: Duration) -> PeopleError {
    let seconds = wait.as_millis().div_ceil(1_000).max(1);
    PeopleError::TooManyAttempts(u32::try_from(seconds).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));

    fn is_wrong(error: &PeopleError) -> bool {
        matches!(error, PeopleError::WrongCredentials)
    }

    fn fail(tried: &Try) -> PeopleError {
        match tried.begin() {
            Ok(()) => tried.wrong(PeopleError::WrongCredentials),
            Err(error) => error,
        }
    }

    #[test]
    fn the_eleventh_wrong_try_at_an_account_is_one_too_many() {
        let attempts = Attempts::default();
        let from = |last| Some(IpAddr::from([198, 51, 100, last]));
        for number in 0..10 {
            assert!(is_wrong(&fail(
                &attempts.at("ada@example.org", from(number))
            )));
        }
        let eleventh = fail(&attempts.at("ada@example.org", from(99)));
        let PeopleError::TooManyAttempts(wait) = eleventh else {
            panic!("{eleventh}");
        };
        assert!((1..=900).contains(&wait));
        assert!(is_wrong(&fail(&attempts.at("bob@example.org", from(99)))));
        attempts.forgive("ada@example.org");
        assert!(attempts.at("ada@example.org", from(99)).begin().is_ok());
    }

    #[test]
    fn a_peer_is_kept_from_accounts_but_those_it_got_into() {
        let attempts = Attempts::default();
        attempts.at("mine@example.org", PEER).right().unwrap();
        for number in 0..10 {
            let email = format!("{number}@example.org");
            assert!(is_wrong(&fail(&attempts.at(&email, PEER))));
        }
        assert!(attempts.at("other@example.org", PEER).begin().is_err());
        assert!(attempts.at_a_link(PEER).begin().is_ok());
        assert!(attempts.at("mine@example.org", PEER).begin().is_ok());
        assert!(attempts.at("other@example.org", None).begin().is_ok());
        // Who got in before is still counted where wrong.
        let wrong = attempts
            .at("mine@example.org", PEER)
            .wrong(PeopleError::WrongCredentials);
        assert!(!is_wrong(&wrong));
    }

    #[test]
    fn links_and_own_passwords_are_counted_apart() {
        let attempts = Attempts::default();
        for _ in 0..TRIES {
            assert!(is_wrong(&fail(&attempts.at_a_link(PEER))));
            assert!(is_wrong(&fail(&attempts.at_own("mine@example.org"))));
        }
        assert!(attempts.at_a_link(PEER).begin().is_err());
        assert!(attempts.at_own("mine@example.org").begin().is_err());
        assert!(attempts.at("mine@example.org", PEER).begin().is_err());
        assert!(attempts.at("other@example.org", PEER).begin().is_ok());
    }

    #[test]
    fn trying_many_at_once_gains_nothing() {
        let attempts = Attempts::default();
        let tries: Vec<Try> = (0..50)
            .map(|_| attempts.at("ada@example.org", None))
            .collect();
        assert!(tries.iter().all(|one| one.begin().is_ok()));
        let judged: Vec<_> = tries
            .iter()
            .map(|one| one.wrong(PeopleError::WrongCredentials))
            .collect();
        assert_eq!(judged.iter().filter(|error| is_wrong(error)).count(), TRIES);
        assert!(tries[49].right().is_err(), "the right one among them");
    }

    #[test]
    fn tries_grow_old() {
        let counts = Counts::new(2, Duration::from_secs(900));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(counts.add(1, at(0)), None);
        assert_eq!(counts.add(1, at(600)), None);
        assert_eq!(counts.add(1, at(700)), Some(Duration::from_secs(200)));
        assert_eq!(counts.wait(1, at(900)), None);
        assert_eq!(counts.add(1, at(900)), None);
        assert_eq!(counts.wait(1, at(901)), Some(Duration::from_secs(599)));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let counts = Counts::new(1, WINDOW);
        let now = Instant::now();
        for key in 0..KEYS_MAX as u64 + 10_000 {
            counts.add(key.wrapping_mul(0x9e37_79b9_7f4a_7c15), now);
        }
        let kept = counts.table.lock().unwrap().times.len();
        assert!(kept <= KEYS_MAX + SHARED as usize, "{kept}");
        // A window later, strangers are counted one by one again.
        let later = now + WINDOW;
        assert_eq!(counts.add(u64::MAX, later), None);
        assert!(counts.table.lock().unwrap().times.len() <= 2);
    }

    #[test]
    fn an_account_is_sent_so_many_letters() {
        let attempts = Attempts::default();
        let sent = (0..20).filter(|_| attempts.may_write("ada@example.org"));
        assert_eq!(sent.count(), LETTERS);
        assert!(attempts.may_write("bob@example.org"));
    }
}
