//! Instruments of the maqam.

mod beaten;
mod strings;

pub use beaten::{cymbals, darbuka, flutes, frame_drum, record, riq};
pub use strings::{fiddle, oud, qanun, saz};

use crate::demo::draw::colour::Colour;

const ROSEWOOD: Colour = Colour(0x5a_30_1e);

const BRASS: Colour = Colour(0xd9_a4_41);
