//! The link that opens the set-up: a secret of 256 bits, of which only the hash is kept, in memory.

use std::time::{Duration, Instant};

use subtle::ConstantTimeEq;

use crate::people::secret::{self, Hash};

/// How long a link opens the set-up.
pub const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// What is kept of a link.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    hash: Hash,
    until: Instant,
}

impl Link {
    /// A new link that holds from `now` on, and its secret: the only moment at which it can be read.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn make(now: Instant) -> Result<(Self, String), getrandom::Error> {
        let secret = secret::make("")?;
        let link = Self {
            hash: secret::hash(&secret),
            until: now + LIFETIME,
        };
        Ok((link, secret))
    }

    /// Whether this key opens the set-up now. How long the look takes says nothing of the key.
    pub fn opens(&self, key: &str, now: Instant) -> bool {
        let same = self.hash.ct_eq(&secret::hash(key));
        bool::from(same) && now < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_by_its_key_for_half_an_hour() {
        let now = Instant::now();
        let (link, key) = Link::make(now).unwrap();
        assert!(key.len() >= 43, "256 bits");
        assert!(link.opens(&key, now));
        assert!(link.opens(&key, now + LIFETIME - Duration::from_secs(1)));
        assert!(!link.opens(&key, now + LIFETIME));
        let (other, _) = Link::make(now).unwrap();
        for wrong in ["", "a", &key[1..], &format!("{key}a")] {
            assert!(!link.opens(wrong, now), "{wrong}");
        }
        assert!(!other.opens(&key, now));
    }
}
