//! Pages for people.

mod front;
mod pictures;

pub use front::front_page;
pub use pictures::demo_pictures;
