//! Textiles: folded, draped, stuffed, worn.

mod cloth;
mod sewn;

pub use cloth::{blanket, draped, embroidery, stack};
pub use sewn::{cushion, pattern_sheets, robe, yarn};

use crate::demo::draw::{
    colour::Colour,
    svg::{N, Svg},
};

/// Tassels along a line from `x` to `x + w`.
fn tassels(svg: &mut Svg, (x, y): (f64, f64), w: f64, length: f64, colour: Colour) {
    let strands = svg.pattern((x, y, 16.0, length), 0.0, |svg| {
        svg.path(format!("M2 0h12l-2 {l}h-8Z", l = N(length)), colour);
        svg.rect(0.0, length * 0.2, 16.0, 3.0, colour.darker(0.3));
    });
    svg.rect(x, y, w, length, strands);
}
