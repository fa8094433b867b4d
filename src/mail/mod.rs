//! Mail: written to the outbox in the transaction of what it tells of, sent afterwards.
//!
//! Invariants: a letter is there exactly when what it tells of is; one sender at a time has it; it is
//! sent at least once or says why not; nothing in it becomes a header by itself.

pub mod api;
pub mod layout;
mod message;
mod model;
pub mod office;
pub mod outbox;
mod read;
pub mod smtp;

pub use smtp::Smtp;
