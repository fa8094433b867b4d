//! Ceramics: thrown, glazed, painted.

mod table;
mod vases;

pub use table::{bowl, bowls, cups, plate, tagine, tiles};
pub use vases::{amphora, bottle, jug, lidded_jar, vase};
