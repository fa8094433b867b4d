//! Instruments of the maqam.

mod beaten;
mod strings;

pub use beaten::{cymbals, darbuka, flutes, frame_drum, record, riq};
pub use strings::{fiddle, oud, qanun, saz};

use crate::demo::draw::colour::Colour;

const ROSEWOOD: Colour = Colour(0x5a301e);

const BRASS: Colour = Colour(0xd9a441);
