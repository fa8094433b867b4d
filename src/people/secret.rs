//! Secrets that a caller shows to be known: 256 random bits, of which only the SHA-256 is kept.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The SHA-256 of a secret: what is kept of it.
pub type Hash = [u8; 32];

/// A new secret behind a prefix that says what it is.
///
/// # Errors
/// When the system has no randomness.
pub fn make(prefix: &str) -> Result<String, getrandom::Error> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)?;
    Ok(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(secret)))
}

/// What is kept of a secret.
pub fn hash(secret: &str) -> Hash {
    Sha256::digest(secret).into()
}
