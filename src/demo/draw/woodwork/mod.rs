//! Wood: inlaid, turned, carved, and played with.

mod games;
mod household;

pub use games::{backgammon, chess, mancala};
pub use household::{board, book_stand, casket, mirror, spoons, table};

use crate::demo::draw::{
    colour::Colour,
    svg::{Paint, Svg},
};

const WALNUT: Colour = Colour(0x6b4026);

const PEAR: Colour = Colour(0xd9a96a);

const EBONY: Colour = Colour(0x2c1c16);

const PEARL: Colour = Colour(0xf1eada);

fn boards(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 260.0, 90.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 260.0, 90.0, colour);
        svg.line(
            "M0 20C80 10 170 34 260 20M0 64C90 76 180 52 260 64",
            colour.darker(0.2),
            3.0,
        );
        svg.line("M0 42C90 36 160 50 260 42", colour.lighter(0.14), 2.4);
    })
}
