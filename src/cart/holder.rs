//! Whose cart: an account's, or that of whoever holds its token.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::pricing::Customer;

/// The longest token that is looked up, in bytes; ours have 43.
const TOKEN_MAX: usize = 128;

/// A guest's secret: 256 random bits, of which the shop keeps the SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct CartToken(String);

impl CartToken {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(secret)))
    }

    /// One that a request carries, issued or not; `None` where there is none.
    pub fn given(text: &str) -> Option<Self> {
        let text = text.trim();
        // What is too long to be ours stays a token that was never issued.
        let kept = text.get(..TOKEN_MAX).unwrap_or(text);
        (!kept.is_empty()).then(|| Self(kept.to_owned()))
    }

    /// What the shop keeps of it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }

    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CartToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CartToken")
    }
}

/// Whose cart a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// An account's.
    Account(Uuid),
    /// A guest's who has one.
    Guest(CartToken),
    /// A guest's who has none yet: one that is made gets this token.
    New(CartToken),
    /// A guest's who has none.
    Nobody,
}

impl Holder {
    /// As whom coupons know them: nobody knows a guest before the checkout.
    pub fn customer(&self) -> Customer<'static> {
        Customer {
            user_id: match self {
                Self::Account(user) => Some(*user),
                _ => None,
            },
            email: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_256_bits_and_tell_nothing() {
        let (one, other) = (CartToken::draw().unwrap(), CartToken::draw().unwrap());
        assert_eq!(URL_SAFE_NO_PAD.decode(one.reveal()).unwrap().len(), 32);
        assert_ne!(one, other);
        assert_ne!(one.hash(), other.hash());
        assert_eq!(format!("{one:?}"), "CartToken");
    }

    #[test]
    fn whatever_is_sent_is_a_token_or_none() {
        assert_eq!(CartToken::given("  "), None);
        assert_eq!(CartToken::given(" a ").unwrap().reveal(), "a");
        assert!(CartToken::given(&"ä".repeat(500)).is_some());
    }
}
