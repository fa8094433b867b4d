//! Pages for people.

mod front;
mod pictures;

pub use front::{front_page, icon};
pub use pictures::demo_pictures;
