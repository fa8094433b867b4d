//! People: API tokens, and the one table of who may do what.

pub mod rights;
pub mod tokens;
