//! Who counts as one visitor, without knowing who it is.
//!
//! A visitor is recognised by the token that a request carries (a login, an API token, a cart), else by
//! the peer's address together with its `User-Agent`; without either nobody is told apart, and
//! nobody is merged with anybody. What recognises them is hashed with a salt that is drawn anew each
//! UTC day, kept in memory alone and then forgotten: neither an address nor a token reaches a file, and
//! nobody can be followed from one day to the next. `DNT: 1` or `Sec-GPC: 1` count without a visitor.

use std::{
    net::IpAddr,
    num::NonZeroI64,
    sync::{PoisonError, RwLock},
};

use sha2::{Digest, Sha256};

use super::{event::VisitorId, sums::DAY};

/// What a request says about who sent it.
#[derive(Debug, Clone, Copy)]
pub enum Identity<'a> {
    /// A secret of theirs.
    Token(&'a str),
    /// Where they are and what they use.
    Peer {
        /// The address of the connection.
        address: IpAddr,
        /// `User-Agent`, not empty.
        agent: &'a str,
    },
}

/// A day and its salt.
type Salt = (i64, [u8; 32]);

/// Hashes visitors.
#[derive(Debug, Default)]
pub struct Visitors {
    today: RwLock<Option<Salt>>,
}

impl Visitors {
    /// The visitor's number on the day of `now`; `None` without randomness to hide them behind.
    pub fn id(&self, identity: &Identity<'_>, now: i64) -> Option<VisitorId> {
        let salt = self.salt(now.div_euclid(DAY))?;
        let mut hasher = Sha256::new_with_prefix(salt);
        match identity {
            Identity::Token(token) => {
                hasher.update(b"t");
                hasher.update(token);
            }
            Identity::Peer { address, agent } => {
                hasher.update(b"p");
                match address {
                    IpAddr::V4(address) => hasher.update(address.octets()),
                    IpAddr::V6(address) => hasher.update(address.octets()),
                }
                hasher.update(b"\n");
                hasher.update(agent);
            }
        }
        let hash = hasher.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        NonZeroI64::new(i64::from_le_bytes(first) & i64::MAX).map(VisitorId)
    }

    fn salt(&self, day: i64) -> Option<[u8; 32]> {
        let known = *self.today.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, salt)) = known
            && of == day
        {
            return Some(salt);
        }
        let mut today = self.today.write().unwrap_or_else(PoisonError::into_inner);
        match *today {
            Some((of, salt)) if of == day => Some(salt),
            _ => {
                let mut salt = [0; 32];
                getrandom::fill(&mut salt).ok()?;
                *today = Some((day, salt));
                Some(salt)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8, agent: &str) -> Identity<'_> {
        Identity::Peer {
            address: IpAddr::from([127, 0, 0, last]),
            agent,
        }
    }

    #[test]
    fn visitors_are_told_apart_by_token_or_by_address_and_agent() {
        let visitors = Visitors::default();
        let id = |identity: &Identity<'_>| visitors.id(identity, 0).unwrap();
        assert_eq!(id(&peer(1, "curl")), id(&peer(1, "curl")));
        assert_ne!(id(&peer(1, "curl")), id(&peer(2, "curl")));
        assert_ne!(id(&peer(1, "curl")), id(&peer(1, "wget")));
        assert_ne!(id(&Identity::Token("curl")), id(&peer(1, "curl")));
        assert_eq!(id(&Identity::Token("a")), id(&Identity::Token("a")));
    }

    #[test]
    fn nobody_is_followed_from_one_day_to_the_next() {
        let visitors = Visitors::default();
        let monday = visitors.id(&peer(1, "curl"), DAY - 1);
        assert_ne!(monday, visitors.id(&peer(1, "curl"), DAY));
        assert_ne!(
            monday,
            visitors.id(&peer(1, "curl"), DAY - 1),
            "Monday's salt is gone"
        );
        assert_ne!(monday, Visitors::default().id(&peer(1, "curl"), DAY - 1));
    }
}
