//! Spices: in heaps, seeds, jars, tins and boxes.

mod loose;
mod packed;

pub use loose::{chillies, herbs, quills, seeds, star_pods, threads};
pub use packed::{bowl, jar, sack, tin, wheel};
