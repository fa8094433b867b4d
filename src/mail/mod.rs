//! Mail: written to the outbox in the transaction of what it tells of, sent afterwards.

pub mod outbox;
