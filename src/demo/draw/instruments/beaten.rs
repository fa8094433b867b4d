//! Drums, cymbals, flutes; and what is recorded of them.

use super::{BRASS, ROSEWOOD};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, Tiles, leaf, star},
        profile::{Profile, outline, stripe},
        stage,
        svg::{N, Svg, polar},
    },
};

/// A goblet drum.
pub fn darbuka(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 130.0);
    let drum: Profile<'_> = &[
        (192.0, 214.0),
        (192.0, 214.0),
        (196.0, 250.0),
        (186.0, 320.0),
        (120.0, 400.0),
        (78.0, 470.0),
        (76.0, 540.0),
        (104.0, 630.0),
        (128.0, 690.0),
        (128.0, 696.0),
    ];
    let light = stage::round_light(svg);
    let paint = Tiles::any(chance).paint(
        svg,
        (400.0, 300.0),
        64.0,
        [p.main, p.light, p.second, p.accent],
    );
    svg.form(outline(400.0, drum), p.main, &light, |svg| {
        svg.rect(200.0, 284.0, 400.0, 150.0, paint.clone());
        stripe(svg, 272.0, 12.0, p.second);
        stripe(svg, 434.0, 10.0, p.second);
        Band::Zigzag.draw(
            svg,
            (250.0, 452.0, 300.0, 46.0),
            [p.deep, p.light, p.second],
        );
        stripe(svg, 506.0, 8.0, p.second);
        svg.rect(200.0, 560.0, 400.0, 84.0, paint.clone());
        stripe(svg, 552.0, 8.0, p.second);
        stripe(svg, 644.0, 8.0, p.second);
        stripe(svg, 200.0, 58.0, BRASS);
        svg.dashes("M200 238H600", BRASS.darker(0.5), 12.0, (0.0, 44.0));
    });
    svg.ellipse(400.0, 212.0, 194.0, 42.0, BRASS.darker(0.2));
    svg.ellipse(400.0, 210.0, 182.0, 37.0, Colour(0xf3e9d6));
    let skin = svg.radial((0.4, 0.4), 0.6, &[(0.0, WHITE, 0.6), (1.0, BLACK, 0.16)]);
    svg.ellipse(400.0, 210.0, 182.0, 37.0, skin);
}

/// A frame drum, with a painted star.
pub fn frame_drum(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    round_drum(svg, p, chance, false);
}

/// A frame drum with pairs of cymbals in its rim.
pub fn riq(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    round_drum(svg, p, chance, true);
}

fn round_drum(svg: &mut Svg, p: &Palette, chance: &mut Chance, jingles: bool) {
    stage::plain(svg, p);
    let r = if jingles { 280.0 } else { 306.0 };
    svg.faint(0.25, |svg| svg.circle(418.0, 426.0, r, BLACK));
    svg.circle(400.0, 400.0, r, ROSEWOOD);
    let inlay = svg.pattern((0.0, 0.0, 30.0, 30.0), 45.0, |svg| {
        svg.rect(0.0, 0.0, 30.0, 30.0, ROSEWOOD);
        svg.rect(0.0, 0.0, 15.0, 15.0, p.light);
        svg.rect(15.0, 15.0, 15.0, 15.0, p.main);
    });
    svg.circle(400.0, 400.0, r - 8.0, inlay);
    svg.circle(400.0, 400.0, r - 42.0, ROSEWOOD);
    if jingles {
        for number in 0..5 {
            let turn = f64::from(number) * 72.0 + 18.0;
            svg.turned(turn, 400.0, 400.0, |svg| {
                svg.round(
                    352.0,
                    400.0 - r - 6.0,
                    96.0,
                    50.0,
                    10.0,
                    ROSEWOOD.darker(0.5),
                );
                for (dx, tone) in [(-20.0, BRASS.darker(0.15)), (20.0, BRASS)] {
                    svg.ellipse(400.0 + dx, 400.0 - r + 17.0, 15.0, 40.0, tone);
                    svg.ellipse(
                        400.0 + dx - 3.0,
                        400.0 - r + 17.0,
                        6.0,
                        28.0,
                        tone.lighter(0.4),
                    );
                }
            });
        }
    }
    let skin = svg.radial(
        (0.42, 0.36),
        0.7,
        &[
            (0.0, Colour(0xfbf2de), 1.0),
            (0.6, Colour(0xeedcb8), 1.0),
            (1.0, Colour(0xc9a876), 1.0),
        ],
    );
    svg.circle(400.0, 400.0, r - 48.0, skin);
    if chance.once_in(2) {
        let points = *chance.pick(&[8, 12, 16]);
        svg.path(star(400.0, 400.0, r * 0.5, points, 0.62), p.main);
        svg.path(star(400.0, 400.0, r * 0.4, points, 0.62), Colour(0xf6ead0));
        svg.path(star(400.0, 400.0, r * 0.3, points, 0.5), p.accent);
        svg.circle(400.0, 400.0, r * 0.08, p.main);
    } else {
        svg.ring(400.0, 400.0, r * 0.74, p.main, 5.0);
        svg.ring(400.0, 400.0, r * 0.52, p.main, 5.0);
        let drop = svg.shape(leaf(r * 0.18));
        for number in 0..24 {
            let turn = f64::from(number) * 15.0;
            let (x, y) = polar((400.0, 400.0), turn, r * 0.54);
            svg.placed((x, y), turn, (1.0, 1.0), |svg| {
                svg.stamp_in(
                    &drop,
                    (0.0, 0.0),
                    1.0,
                    if number % 2 == 0 { p.main } else { p.accent },
                );
            });
        }
        svg.path(star(400.0, 400.0, r * 0.34, 8, 0.765), p.main);
        svg.path(star(400.0, 400.0, r * 0.24, 8, 0.765), Colour(0xf6ead0));
        svg.path(star(400.0, 400.0, r * 0.14, 8, 0.5), p.accent);
    }
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, r, light);
}

/// Three flutes of reed.
pub fn flutes(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    for (number, (y, length)) in [(250.0, 560.0), (400.0, 640.0), (550.0, 500.0)]
        .into_iter()
        .enumerate()
    {
        svg.placed(
            (400.0, y),
            -24.0 + chance.between(-2.0, 2.0),
            (1.0, 1.0),
            |svg| {
                let x = -length / 2.0;
                let reed = Colour(0xd6a955).mix(p.main, 0.1 + number as f64 * 0.06);
                svg.faint(0.22, |svg| {
                    svg.round(x + 10.0, -8.0, length, 44.0, 16.0, BLACK)
                });
                let light = svg.linear(
                    (0.0, 0.0),
                    (0.0, 1.0),
                    &[
                        (0.0, WHITE, 0.1),
                        (0.28, WHITE, 0.5),
                        (0.5, WHITE, 0.0),
                        (1.0, BLACK, 0.5),
                    ],
                );
                svg.round(x, -20.0, length, 40.0, 10.0, reed);
                for joint in 1..9 {
                    let jx = x + length * f64::from(joint) / 9.0;
                    svg.rect(jx - 3.0, -21.0, 6.0, 42.0, reed.darker(0.4));
                    svg.rect(jx + 3.0, -20.0, 3.0, 40.0, reed.lighter(0.3));
                }
                svg.round(x, -20.0, length, 40.0, 10.0, light);
                svg.path(
                    format!("M{} -28h44l16 10v36l-16 10h-44q-12-28 0-56Z", N(x - 30.0)),
                    p.ink,
                );
                svg.line(
                    format!("M{} -18h34", N(x - 22.0)),
                    p.light.mix(p.ink, 0.5),
                    3.0,
                );
                for hole in 0..6 {
                    svg.ellipse(
                        x + length * (0.4 + f64::from(hole) * 0.085),
                        -4.0,
                        8.0,
                        7.0,
                        Colour(0x2a170c),
                    );
                }
                for end in [x + 60.0, x + length - 18.0] {
                    svg.rect(end, -21.0, 10.0, 42.0, p.accent);
                }
            },
        );
    }
}

/// Two pairs of finger cymbals.
pub fn cymbals(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let turn = chance.between(-10.0, 10.0);
    for (x, y, r) in [
        (290.0, 300.0, 142.0),
        (500.0, 286.0, 142.0),
        (300.0, 530.0, 142.0),
        (520.0, 520.0, 142.0),
    ] {
        svg.faint(0.24, |svg| svg.circle(x + 12.0, y + 18.0, r, BLACK));
        let shine = svg.radial(
            (0.36, 0.3),
            0.8,
            &[
                (0.0, BRASS.lighter(0.7), 1.0),
                (0.4, BRASS, 1.0),
                (1.0, BRASS.darker(0.55), 1.0),
            ],
        );
        svg.circle(x, y, r, &shine);
        for ring in [0.94, 0.78, 0.62] {
            svg.ring(x, y, r * ring, BRASS.darker(0.4), 2.0);
        }
        let dot = svg.shape("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0");
        for number in 0..18 {
            let (dx, dy) = polar((x, y), f64::from(number) * 20.0 + turn, r * 0.86);
            svg.stamp_in(&dot, (dx, dy), 1.0, BRASS.darker(0.5));
        }
        svg.circle(x, y, r * 0.4, shine);
        svg.ring(x, y, r * 0.4, BRASS.darker(0.35), 3.0);
        svg.line(
            format!(
                "M{} {y}C{} {} {} {} {} {y}",
                N(x - 12.0),
                N(x - 46.0),
                N(y - 66.0),
                N(x + 46.0),
                N(y - 66.0),
                N(x + 12.0),
                y = N(y)
            ),
            p.main,
            11.0,
        );
    }
}

/// A record half out of its sleeve: something to download.
pub fn record(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.26, |svg| svg.circle(524.0, 416.0, 252.0, BLACK));
    svg.circle(510.0, 400.0, 252.0, Colour(0x1b191c));
    for ring in 0..8 {
        svg.ring(
            510.0,
            400.0,
            240.0 - f64::from(ring) * 17.0,
            Colour(0x333034),
            2.0,
        );
    }
    svg.circle(510.0, 400.0, 86.0, p.accent);
    svg.circle(510.0, 400.0, 9.0, p.light);
    svg.faint(0.28, |svg| svg.rect(92.0, 152.0, 520.0, 520.0, BLACK));
    svg.rect(78.0, 134.0, 520.0, 520.0, p.main);
    let design = chance.below(3);
    let sleeve = "M78 134h520v520H78Z";
    svg.within(sleeve, |svg| match design {
        0 => {
            for (r, colour) in [
                (330.0, p.deep),
                (260.0, p.accent),
                (200.0, p.second),
                (140.0, p.light),
                (84.0, p.main),
            ] {
                svg.path(star(338.0, 394.0, r, 16, 0.82), colour);
            }
        }
        1 => {
            let paint = Tiles::any(chance).paint(
                svg,
                (78.0, 134.0),
                104.0,
                [p.main, p.light, p.second, p.accent],
            );
            svg.rect(78.0, 134.0, 520.0, 520.0, paint);
            svg.rect(78.0, 470.0, 520.0, 100.0, p.deep);
            svg.round(120.0, 500.0, 240.0, 14.0, 7.0, p.light);
            svg.round(120.0, 530.0, 150.0, 9.0, 4.5, p.second);
        }
        _ => {
            svg.rect(78.0, 134.0, 520.0, 520.0, p.deep);
            svg.circle(440.0, 300.0, 96.0, p.second);
            svg.path(
                "M78 654V500C150 430 240 470 300 520C380 450 470 440 598 540V654Z",
                p.main,
            );
            svg.path(
                "M78 654V580C190 520 300 600 380 580S540 560 598 600V654Z",
                p.accent,
            );
            svg.path("M170 520V390q30-44 60 0V520ZM150 520H250", p.light);
            svg.circle(200.0, 360.0, 7.0, p.light);
        }
    });
    let light = stage::flat_light(svg);
    svg.rect(78.0, 134.0, 520.0, 520.0, light);
}
