//! Jewellery: silver, brass, stones, glass.

mod limbs;
mod neck;

pub use limbs::{bracelets, cuff, earrings, ring};
pub use neck::{coins, fibula, hand, necklace, prayer_beads};

use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour},
        svg::{Paint, Svg, Symbol},
    },
};

const SILVER: Colour = Colour(0xc4c7ca);

const GOLD: Colour = Colour(0xdca94a);

fn metal(svg: &mut Svg, colour: Colour) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (1.0, 1.0),
        &[
            (0.0, colour.lighter(0.75), 1.0),
            (0.35, colour, 1.0),
            (0.55, colour.darker(0.35), 1.0),
            (0.75, colour.lighter(0.3), 1.0),
            (1.0, colour.darker(0.5), 1.0),
        ],
    )
}

fn choose(chance: &mut Chance) -> Colour {
    *chance.pick(&[SILVER, GOLD])
}

/// A polished stone.
fn stone(svg: &mut Svg, (x, y): (f64, f64), (rx, ry): (f64, f64), colour: Colour, setting: Colour) {
    svg.ellipse(x, y, rx * 1.2, ry * 1.2, setting.darker(0.3));
    svg.ellipse(x, y, rx * 1.12, ry * 1.12, setting.lighter(0.3));
    let gem = svg.radial(
        (0.36, 0.3),
        0.8,
        &[
            (0.0, colour.lighter(0.75), 1.0),
            (0.3, colour, 1.0),
            (1.0, colour.darker(0.6), 1.0),
        ],
    );
    svg.ellipse(x, y, rx, ry, gem);
}

/// A bead, to be stamped.
fn bead(svg: &mut Svg, r: f64, colour: Colour) -> Symbol {
    let ball = svg.radial(
        (0.34, 0.3),
        0.8,
        &[
            (0.0, colour.lighter(0.8), 1.0),
            (0.35, colour, 1.0),
            (1.0, colour.darker(0.6), 1.0),
        ],
    );
    svg.symbol(|svg| {
        svg.faint(0.2, |svg| svg.circle(r * 0.25, r * 0.4, r, BLACK));
        svg.circle(0.0, 0.0, r, ball);
    })
}
