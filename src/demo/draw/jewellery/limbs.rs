//! Worn on ears, fingers and wrists.

use super::{bead, choose, metal, stone};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, rosette, star},
        stage,
        svg::{N, Svg, polar},
    },
};

/// A pair of drop earrings.
pub fn earrings(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let metal_of = choose(chance);
    let crescent = chance.once_in(2);
    let shine = metal(svg, metal_of);
    let earring = svg.symbol(|svg| {
        svg.line("M0-210C-4-290 60-290 56-232", metal_of.darker(0.25), 7.0);
        svg.circle(0.0, -196.0, 16.0, &shine);
        svg.circle(0.0, -196.0, 7.0, p.accent);
        if crescent {
            svg.path("M-110-60C-120 60 120 60 110-60C80 0-80 0-110-60Z", &shine);
            svg.line("M0-180L-104-62M0-180L104-62", metal_of.darker(0.2), 6.0);
            svg.dashes(
                "M-84-14C-40 26 40 26 84-14",
                metal_of.darker(0.45),
                7.0,
                (0.0, 17.0),
            );
            stone(svg, (0.0, -80.0), (26.0, 34.0), p.main, metal_of);
        } else {
            svg.circle(0.0, -80.0, 96.0, &shine);
            rosette(
                svg,
                (0.0, -80.0),
                82.0,
                [
                    metal_of.lighter(0.25),
                    metal_of.darker(0.45),
                    p.main,
                    p.accent,
                ],
                &mut Chance::new(3),
            );
        }
        for (number, x) in [-72.0, -36.0, 0.0, 36.0, 72.0].into_iter().enumerate() {
            let top = 40.0 - f64::abs(x) * 0.55;
            let length = 70.0 - f64::abs(x) * 0.4;
            svg.line(
                format!("M{x} {}v{}", N(top - 18.0), N(length)),
                metal_of.darker(0.2),
                4.0,
            );
            let dye = if number % 2 == 0 { p.main } else { p.accent };
            svg.path(
                format!(
                    "M{x} {t}c-18 24-16 50 0 58c16-8 18-34 0-58Z",
                    t = N(top - 18.0 + length)
                ),
                dye,
            );
            svg.circle(x - 4.0, top + 14.0 + length, 4.0, WHITE);
        }
    });
    for (x, y) in [(268.0, 410.0), (532.0, 440.0)] {
        let shade = svg.symbol(|svg| svg.ellipse(14.0, 0.0, 104.0, 120.0, BLACK));
        svg.faint(0.1, |svg| svg.stamp(&shade, x, y));
        svg.stamp_turned(&earring, x, y, 0.0, 1.2);
    }
}

/// A ring with a stone, upright.
pub fn ring(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 690.0, 120.0);
    let metal_of = choose(chance);
    let shine = metal(svg, metal_of);
    svg.path(
        "M400 330a180 180 0 1 0 .1 0ZM400 366a144 144 0 1 1-.1 0Z",
        &shine,
    );
    svg.ring(400.0, 510.0, 162.0, metal_of.darker(0.35), 3.0);
    svg.dashes(
        "M272 408A162 162 0 0 0 400 672A162 162 0 0 0 528 408",
        metal_of.darker(0.4),
        8.0,
        (0.0, 22.0),
    );
    svg.path(
        "M262 404C280 330 340 290 400 290S520 330 538 404C500 372 450 \
        356 400 356S300 372 262 404Z",
        &shine,
    );
    let shape = chance.below(3);
    match shape {
        0 => stone(svg, (400.0, 280.0), (108.0, 82.0), p.main, metal_of),
        1 => {
            svg.path(star(400.0, 274.0, 128.0, 8, 0.8), &shine);
            stone(svg, (400.0, 274.0), (72.0, 72.0), p.main, metal_of);
        }
        _ => {
            stone(svg, (400.0, 268.0), (66.0, 88.0), p.main, metal_of);
            stone(svg, (292.0, 318.0), (30.0, 30.0), p.accent, metal_of);
            stone(svg, (508.0, 318.0), (30.0, 30.0), p.accent, metal_of);
        }
    }
    if shape == 0 {
        for number in 0..16 {
            let (dx, dy) = polar((0.0, 0.0), f64::from(number) * 22.5, 1.0);
            svg.circle(
                400.0 + dx * 132.0,
                280.0 + dy * 106.0,
                8.0,
                metal_of.lighter(0.4),
            );
        }
    }
}

/// A wide cuff, engraved.
pub fn cuff(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 686.0, 220.0);
    let metal_of = choose(chance);
    let inner = svg.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[
            (0.0, metal_of.darker(0.2), 1.0),
            (0.5, metal_of.darker(0.6), 1.0),
            (1.0, metal_of.darker(0.3), 1.0),
        ],
    );
    svg.ellipse(400.0, 400.0, 240.0, 96.0, inner);
    svg.path(
        "M160 400A240 96 0 0 0 640 400V580A240 100 0 0 1 160 580Z",
        metal_of,
    );
    let body = "M160 400A240 96 0 0 0 640 400V580A240 100 0 0 1 160 580Z";
    let light = stage::round_light(svg);
    let band = *chance.pick(&Band::PAINTED);
    svg.form(body, metal_of.lighter(0.15), &light, |svg| {
        let arc = |y: f64| format!("M160 {y}A240 97 0 0 0 640 {y}", y = N(y));
        svg.line(arc(418.0), metal_of.darker(0.45), 6.0);
        svg.dashes(arc(436.0), metal_of.darker(0.45), 9.0, (0.0, 18.0));
        svg.line(arc(454.0), metal_of.darker(0.45), 6.0);
        svg.line(arc(566.0), metal_of.darker(0.45), 6.0);
        svg.dashes(arc(548.0), metal_of.darker(0.45), 9.0, (0.0, 18.0));
        svg.line(arc(530.0), metal_of.darker(0.45), 6.0);
        for number in 0..7 {
            let x = 184.0 + f64::from(number) * 72.0;
            let dip = (1.0 - ((x - 400.0) / 240.0).powi(2)).max(0.0).sqrt() * 96.0;
            let squeeze = (1.0 - ((x - 400.0) / 262.0).powi(2)).max(0.05).sqrt();
            svg.placed((x, 492.0 + dip), 0.0, (squeeze, 1.0), |svg| {
                if band == Band::Stars || number % 2 == 1 {
                    svg.path(star(0.0, 0.0, 27.0, 8, 0.6), metal_of.darker(0.5));
                    svg.circle(0.0, 0.0, 9.0, p.accent);
                } else {
                    stone(svg, (0.0, 0.0), (19.0, 24.0), p.main, metal_of);
                }
            });
        }
    });
    svg.line("M160 400A240 96 0 0 0 640 400", metal_of.lighter(0.6), 7.0);
}

/// Bracelets of beads, one in the other.
pub fn bracelets(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let metal_of = choose(chance);
    let dyes = [p.main, p.accent, p.second];
    for (number, (x, y, r)) in [
        (330.0, 320.0, 190.0),
        (480.0, 400.0, 200.0),
        (340.0, 500.0, 180.0),
    ]
    .into_iter()
    .enumerate()
    {
        let main = bead(svg, 23.0, dyes[number]);
        let other = bead(svg, 23.0, if number == 1 { p.light } else { metal_of });
        let eye = svg.symbol(|svg| {
            for (r, colour) in [
                (26.0, Colour(0x1f468f)),
                (17.0, WHITE),
                (11.0, Colour(0x5fa8d8)),
                (6.0, Colour(0x141a2a)),
            ] {
                svg.circle(0.0, 0.0, r, colour);
            }
        });
        let count = (r * std::f64::consts::TAU / 45.0).round() as usize;
        for place in 0..count {
            let (bx, by) = polar((x, y), place as f64 * 360.0 / count as f64, r);
            let which = match place % 8 {
                0 if number == 1 => &eye,
                3 | 5 => &other,
                _ => &main,
            };
            svg.stamp(which, bx, by);
        }
    }
}
