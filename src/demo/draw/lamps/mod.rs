//! Lamps, lit, in a dark room.

mod hanging;
mod standing;

pub use hanging::{dome, hanging_star, trio};
pub use standing::{candle_glasses, globe, henna, lantern, oil_lamp};

use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, star},
        svg::{N, Paint, Svg, polar},
    },
};

/// Glass with a light behind it.
fn lit(svg: &mut Svg) -> Paint {
    svg.radial(
        (0.5, 0.5),
        0.6,
        &[(0.0, WHITE, 0.72), (0.45, WHITE, 0.14), (1.0, BLACK, 0.5)],
    )
}

/// Brass or copper, polished.
fn metal(svg: &mut Svg, colour: Colour) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[
            (0.0, colour.darker(0.55), 1.0),
            (0.3, colour.lighter(0.45), 1.0),
            (0.5, colour, 1.0),
            (1.0, colour.darker(0.65), 1.0),
        ],
    )
}

/// Spots of light thrown on the wall.
fn sparks(svg: &mut Svg, p: &Palette, (x, y): (f64, f64), chance: &mut Chance) {
    let spark = svg.shape(star(0.0, 0.0, 12.0, 4, 0.5));
    svg.faint(0.3, |svg| {
        for ring in 0..3 {
            let count = 11 + ring * 4;
            let offset = chance.between(0.0, 30.0);
            for number in 0..count {
                let turn = f64::from(number) * 360.0 / f64::from(count) + offset;
                let r = 290.0 + f64::from(ring) * 75.0 + chance.between(-14.0, 14.0);
                let (px, py) = polar((x, y), turn, r);
                svg.stamp_in(
                    &spark,
                    (px, py),
                    0.6 + f64::from(ring) * 0.3,
                    p.main.lighter(0.4),
                );
            }
        }
    });
}

/// A globe of glass mosaic: bands of tesserae that grow narrow towards the poles.
fn mosaic(svg: &mut Svg, p: &Palette, (x, y): (f64, f64), r: f64, chance: &mut Chance) {
    let circle = format!(
        "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z",
        N(x - r),
        N(y),
        r = N(r),
        d = N(2.0 * r)
    );
    let light = lit(svg);
    let dyes = [p.accent, p.second, p.main, p.deep, p.accent.lighter(0.3)];
    let first = chance.below(dyes.len());
    svg.form(circle, p.ink, &light, |svg| {
        let heights = [-0.98, -0.84, -0.62, -0.3, 0.3, 0.62, 0.84, 0.98];
        let mut bands = [
            Band::Dots,
            Band::Checks,
            Band::Lozenges,
            Band::Stars,
            Band::Lozenges,
            Band::Checks,
            Band::Dots,
        ];
        if chance.once_in(2) {
            bands[2] = Band::Scallops;
            bands[4] = Band::Scallops;
        }
        for (index, band) in bands.into_iter().enumerate() {
            let (top, bottom) = (y + heights[index] * r, y + heights[index + 1] * r);
            let colour = dyes[(first + index.min(6 - index)) % dyes.len()];
            let ground = colour.darker(0.35);
            band.draw(
                svg,
                (x - r, top, 2.0 * r, bottom - top - 3.0),
                [ground, colour.lighter(0.25), p.light],
            );
        }
    });
}
