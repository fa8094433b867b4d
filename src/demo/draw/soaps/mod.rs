//! Soaps and oils.

mod bottled;
mod solid;

pub use bottled::{bottle, dropper, pot};
pub use solid::{bars, bath, petals, slab, wrapped};

use crate::demo::draw::{
    colour::Colour,
    ornament::leaf,
    svg::{N, Svg},
};

const CORK: Colour = Colour(0xc49966);

/// A sprig pressed into soap or printed on paper.
fn sprig(svg: &mut Svg, (x, y): (f64, f64), size: f64, colour: Colour) {
    svg.line(
        format!("M{x} {}V{}", N(y + size), N(y - size * 0.6), x = N(x)),
        colour,
        size * 0.07,
    );
    let leaf = svg.shape(leaf(size * 0.56));
    for step in 0..4 {
        let at = y + size * (0.62 - f64::from(step) * 0.4);
        for side in [-54.0, 54.0] {
            svg.placed((x, at), side, (1.0, 1.0), |svg| {
                svg.stamp_in(&leaf, (0.0, 0.0), 1.0 - f64::from(step) * 0.12, colour)
            });
        }
    }
    svg.placed((x, y - size * 0.55), 0.0, (1.0, 1.0), |svg| {
        svg.stamp_in(&leaf, (0.0, 0.0), 0.8, colour)
    });
}
