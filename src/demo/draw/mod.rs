//! Pictures of the demo's goods, drawn in SVG: one file a kind of thing.
//!
//! Holds: a picture depends on its colours and its seed alone; it is well-formed, has no script and
//! no text, and stays small.

pub mod baskets;
pub mod books;
pub mod ceramics;
mod colour;
pub mod instruments;
pub mod jewellery;
pub mod lamps;
pub mod leather;
mod ornament;
mod profile;
pub mod rugs;
pub mod soaps;
pub mod spices;
mod stage;
mod svg;
pub mod tea;
pub mod textiles;
pub mod woodwork;

pub use colour::*;
pub use svg::Svg;

use super::chance::{self, Chance};

/// Draws a thing into a picture.
pub type Draw = fn(&mut Svg, &Palette, &mut Chance);
