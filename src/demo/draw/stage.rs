//! Where things are shown: a plastered wall with a niche or a low sun, a floor, a soft shadow.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    svg::{Paint, SIDE, Svg},
};

/// Where the floor meets the wall.
pub const HORIZON: f64 = 610.0;

const HORSESHOE: &str = "M226 620V430C190 400 172 352 172 306C172 180 274 84 400 84\
    S628 180 628 306C628 352 610 400 574 430V620Z";
const POINTED: &str = "M190 620V330C190 230 300 160 400 76C500 160 610 230 610 330V620Z";
const ROUND: &str = "M186 620V300C186 182 282 86 400 86S614 182 614 300V620Z";
const LOBED: &str = "M196 620V352C160 330 162 268 206 254C190 206 232 164 280 176\
    C288 126 352 96 400 112C448 96 512 126 520 176C568 164 610 206 594 254\
    C638 268 640 330 604 352V620Z";
const NICHES: [&str; 4] = [HORSESHOE, POINTED, ROUND, LOBED];

fn wall(svg: &mut Svg, ground: Colour) {
    let light = svg.radial(
        (0.42, 0.34),
        0.8,
        &[
            (0.0, ground.lighter(0.34), 1.0),
            (0.55, ground, 1.0),
            (1.0, ground.darker(0.12), 1.0),
        ],
    );
    svg.rect(0.0, 0.0, SIDE, SIDE, light);
}

fn floor(svg: &mut Svg, ground: Colour) {
    let boards = ground.mix(Colour(0xb98a5e), 0.3).darker(0.1);
    let light = svg.linear(
        (0.0, 0.0),
        (0.0, 1.0),
        &[
            (0.0, boards.darker(0.06), 1.0),
            (1.0, boards.lighter(0.16), 1.0),
        ],
    );
    svg.rect(0.0, HORIZON, SIDE, SIDE - HORIZON, light);
    svg.rect(0.0, HORIZON, SIDE, 5.0, ground.lighter(0.35));
}

/// A wall, what is painted on it, and a floor. Chance and the colours choose the niche together, so
/// that neighbours in a list differ.
pub fn room(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    wall(svg, p.ground);
    let colours = u64::from(p.ground.0) << 24 | u64::from(p.main.0);
    let choice = chance.below(NICHES.len()) + Chance::new(colours).below(NICHES.len() + 1);
    let x = chance.between(300.0, 500.0);
    match NICHES.get(choice % (NICHES.len() + 1)) {
        None => svg.circle(x, 330.0, 236.0, p.ground.lighter(0.3)),
        Some(niche) => {
            let inside = svg.linear(
                (0.0, 0.0),
                (1.0, 0.0),
                &[
                    (0.0, p.ground.darker(0.22), 1.0),
                    (0.35, p.ground.darker(0.1), 1.0),
                    (1.0, p.ground.darker(0.05), 1.0),
                ],
            );
            svg.path(niche, inside);
            svg.line(niche, p.ground.lighter(0.45), 5.0);
        }
    }
    floor(svg, p.ground);
}

/// A wall and nothing else: for what hangs on it, or is seen from above.
pub fn plain(svg: &mut Svg, p: &Palette) {
    wall(svg, p.ground);
}

/// A wall with a wide disc behind what hangs in front of it.
pub fn disc(svg: &mut Svg, p: &Palette) {
    wall(svg, p.ground);
    svg.circle(400.0, 400.0, 330.0, p.ground.lighter(0.22));
}

/// A dark room with the glow of a lamp at a point.
pub fn glow(svg: &mut Svg, p: &Palette, (x, y): (f64, f64)) {
    svg.rect(0.0, 0.0, SIDE, SIDE, p.ground);
    let halo = svg.radial(
        (x / SIDE, y / SIDE),
        0.62,
        &[
            (0.0, p.main.lighter(0.4), 0.75),
            (0.35, p.main, 0.34),
            (1.0, p.ground, 0.0),
        ],
    );
    svg.rect(0.0, 0.0, SIDE, SIDE, halo);
}

/// The floor of a dark room, lit from above.
pub fn lit_floor(svg: &mut Svg, p: &Palette) {
    let light = svg.radial((0.5, 0.2), 0.6, &[(0.0, p.main, 0.5), (1.0, p.ink, 0.55)]);
    svg.rect(0.0, HORIZON, SIDE, SIDE - HORIZON, p.ground.darker(0.25));
    svg.rect(0.0, HORIZON, SIDE, SIDE - HORIZON, light);
}

/// The shadow of something as wide as `2 × rx` that stands at a point.
pub fn shadow(svg: &mut Svg, x: f64, y: f64, rx: f64) {
    let soft = svg.radial(
        (0.5, 0.5),
        0.5,
        &[(0.0, BLACK, 0.5), (0.6, BLACK, 0.26), (1.0, BLACK, 0.0)],
    );
    svg.ellipse(x + rx * 0.1, y, rx * 1.2, rx * 0.17 + 6.0, soft);
}

/// The shadow beside something flat that is seen from above.
pub fn flat_shadow(svg: &mut Svg, d: &str) {
    svg.faint(0.16, |svg| {
        svg.at(10.0, 14.0, |svg| svg.path(d, BLACK));
    });
}

/// Light from the left on something round.
pub fn round_light(svg: &mut Svg) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[
            (0.0, BLACK, 0.26),
            (0.14, BLACK, 0.02),
            (0.28, WHITE, 0.34),
            (0.42, WHITE, 0.06),
            (0.62, BLACK, 0.06),
            (1.0, BLACK, 0.42),
        ],
    )
}

/// Light from above left on something flat.
pub fn flat_light(svg: &mut Svg) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (1.0, 1.0),
        &[(0.0, WHITE, 0.2), (0.5, WHITE, 0.0), (1.0, BLACK, 0.2)],
    )
}

/// Light from above on cloth and leather.
pub fn soft_light(svg: &mut Svg) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (0.25, 1.0),
        &[(0.0, WHITE, 0.22), (0.45, BLACK, 0.0), (1.0, BLACK, 0.32)],
    )
}
