//! Baskets: palm, reed, grass and willow, coiled and plaited.

mod carried;
mod kept;

pub use carried::{hat, tote, tray};
pub use kept::{cone, hamper, planter, plate, round};

use crate::demo::draw::{
    colour::Colour,
    svg::{N, Paint, Svg},
};

const STRAW: Colour = Colour(0xd8b06a);

const LEATHER: Colour = Colour(0x7a482a);

/// Plaited rods.
fn wicker(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 40.0, 24.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 40.0, 24.0, colour.darker(0.42));
        for (x, y) in [(1.0, 1.0), (-19.0, 13.0), (21.0, 13.0)] {
            svg.round(x, y, 38.0, 10.0, 5.0, colour);
            svg.round(x + 4.0, y + 1.5, 28.0, 3.0, 1.5, colour.lighter(0.35));
        }
    })
}

/// Coils sewn onto each other.
fn coils(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 12.0, 18.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 12.0, 18.0, colour);
        svg.rect(0.0, 14.0, 12.0, 4.0, colour.darker(0.34));
        svg.rect(0.0, 2.0, 12.0, 4.0, colour.lighter(0.28));
        svg.line("M4 1L8 15", colour.darker(0.2), 2.2);
    })
}

/// The opening of a basket.
fn mouth(svg: &mut Svg, y: f64, r: f64, colour: Colour) {
    svg.ellipse(400.0, y, r, r * 0.2, colour.lighter(0.2));
    svg.ellipse(400.0, y + 5.0, r * 0.92, r * 0.155, colour.darker(0.62));
    svg.dashes(
        format!(
            "M{} {y}A{r} {b} 0 0 0 {} {y}",
            N(400.0 - r),
            N(400.0 + r),
            y = N(y),
            r = N(r),
            b = N(r * 0.2)
        ),
        colour.darker(0.3),
        7.0,
        (5.0, 12.0),
    );
}
