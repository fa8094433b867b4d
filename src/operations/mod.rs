//! Running the shop: is it alive, is it ready, is there a copy of it.

mod backups;
mod health;
pub mod whole;

pub use backups::Backups;
pub use health::Health;
