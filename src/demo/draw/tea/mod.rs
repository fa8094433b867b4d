//! Tea and coffee: pots, glasses, packets, mills.

mod pots;
mod served;

pub use pots::{cezve, mill, samovar, teapot};
pub use served::{beans, glasses, packet, tray, tulip_glass};

use crate::demo::draw::{
    colour::{Colour, WHITE},
    svg::{N, Paint, Svg},
};

const STEEL: Colour = Colour(0xc7c9cb);

fn sheen(svg: &mut Svg, colour: Colour) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[
            (0.0, colour.darker(0.45), 1.0),
            (0.2, colour.lighter(0.1), 1.0),
            (0.32, colour.lighter(0.8), 1.0),
            (0.46, colour, 1.0),
            (0.8, colour.darker(0.4), 1.0),
            (1.0, colour.darker(0.15), 1.0),
        ],
    )
}

/// Steam, rising.
fn steam(svg: &mut Svg, x: f64, y: f64) {
    svg.faint(0.5, |svg| {
        for dx in [-26.0, 6.0, 36.0] {
            svg.line(
                format!("M{} {}c-26-34 26-50 0-92c-14-26 8-40 6-58", N(x + dx), N(y)),
                WHITE,
                7.0,
            );
        }
    });
}
