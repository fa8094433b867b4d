//! Oils, waters and soft soap.

use super::{CORK, sprig};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{Colour, Palette, WHITE},
        ornament::{Band, star},
        profile::{Profile, outline, rim, stripe},
        stage,
        svg::Svg,
    },
};

fn label(svg: &mut Svg, p: &Palette, (x, y): (f64, f64), (w, h): (f64, f64), chance: &mut Chance) {
    svg.round(x - w / 2.0, y - h / 2.0, w, h, 8.0, p.light);
    svg.round(x - w / 2.0, y - h / 2.0, w, h * 0.14, 8.0, p.main);
    svg.round(x - w / 2.0, y + h * 0.4, w, h * 0.1, 4.0, p.main);
    if chance.once_in(2) {
        sprig(svg, (x, y - h * 0.06), h * 0.2, p.main);
    } else {
        svg.path(star(x, y - h * 0.06, h * 0.22, 12, 0.7), p.accent);
        svg.path(star(x, y - h * 0.06, h * 0.15, 12, 0.5), p.light);
    }
    svg.round(x - w * 0.3, y + h * 0.24, w * 0.6, 8.0, 4.0, p.ink);
    svg.round(x - w * 0.2, y + h * 0.32, w * 0.4, 5.0, 2.5, p.accent);
}

/// A bottle of oil or flower water with a cork.
pub fn bottle(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 140.0);
    let light = stage::round_light(svg);
    svg.form("M366 104H434L428 176H372Z", CORK, &light, |_| {});
    let slim: Profile<'_> = &[
        (44.0, 160.0),
        (44.0, 174.0),
        (36.0, 190.0),
        (38.0, 280.0),
        (100.0, 350.0),
        (128.0, 410.0),
        (130.0, 640.0),
        (120.0, 692.0),
        (116.0, 698.0),
    ];
    let wide: Profile<'_> = &[
        (48.0, 160.0),
        (48.0, 176.0),
        (40.0, 192.0),
        (42.0, 250.0),
        (70.0, 300.0),
        (156.0, 400.0),
        (176.0, 520.0),
        (146.0, 640.0),
        (110.0, 694.0),
        (106.0, 698.0),
    ];
    let shape = if chance.once_in(2) { slim } else { wide };
    svg.form(outline(400.0, shape), p.main.lighter(0.42), &light, |svg| {
        stripe(svg, 318.0, 400.0, p.main);
        stripe(svg, 312.0, 8.0, p.main.lighter(0.2));
    });
    svg.ellipse(400.0, 160.0, 46.0, 10.0, p.main.lighter(0.6));
    label(svg, p, (400.0, 530.0), (186.0, 200.0), chance);
    svg.faint(0.5, |svg| svg.line("M306 440V610", WHITE, 11.0));
    svg.line("M362 236H438", p.accent, 7.0);
    svg.line(
        "M430 240c20 30 10 60 30 84M430 240c0 34-16 60-2 92",
        p.accent,
        4.0,
    );
}

/// A small bottle of dark glass with a dropper.
pub fn dropper(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 150.0);
    let light = stage::round_light(svg);
    let bulb: Profile<'_> = &[
        (24.0, 96.0),
        (40.0, 116.0),
        (38.0, 190.0),
        (34.0, 240.0),
        (34.0, 240.0),
    ];
    svg.form(outline(400.0, bulb), p.ink, &light, |_| {});
    svg.form("M332 236H468V318H332Z", Colour(0xd9b05a), &light, |svg| {
        svg.dashes(
            "M336 240V316M352 240V316M368 240V316M384 240V316M400 240V316\
        M416 240V316M432 240V316M448 240V316M464 240V316",
            Colour(0x8b6224),
            4.0,
            (70.0, 20.0),
        );
    });
    let glass: Profile<'_> = &[
        (58.0, 318.0),
        (58.0, 338.0),
        (140.0, 384.0),
        (152.0, 430.0),
        (152.0, 650.0),
        (138.0, 692.0),
        (132.0, 698.0),
    ];
    let amber = Colour(0x7a3a14).mix(p.deep, 0.3);
    svg.form(outline(400.0, glass), amber, &light, |svg| {
        stripe(svg, 470.0, 240.0, amber.darker(0.3))
    });
    label(svg, p, (400.0, 548.0), (230.0, 196.0), chance);
    let drop = svg.radial(
        (0.4, 0.6),
        0.7,
        &[
            (0.0, WHITE, 1.0),
            (0.4, p.second, 1.0),
            (1.0, p.second.darker(0.4), 1.0),
        ],
    );
    svg.path("M626 566c-40 56-48 96 0 104c48-8 40-48 0-104Z", drop);
}

/// A pot of soft soap or balm, its lid beside it.
pub fn pot(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 360.0, 690.0, 190.0);
    let light = stage::round_light(svg);
    let jar: Profile<'_> = &[
        (186.0, 420.0),
        (186.0, 420.0),
        (192.0, 470.0),
        (192.0, 640.0),
        (176.0, 684.0),
        (170.0, 690.0),
    ];
    svg.form(outline(360.0, jar), p.light, &light, |svg| {
        stripe(svg, 440.0, 8.0, p.main);
        let band = *chance.pick(&Band::PAINTED);
        band.draw(
            svg,
            (160.0, 460.0, 400.0, 40.0),
            [p.light, p.main, p.accent],
        );
        stripe(svg, 650.0, 60.0, p.main);
    });
    label(svg, p, (360.0, 574.0), (200.0, 140.0), chance);
    rim(svg, (360.0, 420.0), 186.0, p.light.lighter(0.5), p.main);
    svg.path(
        "M230 424C260 380 320 410 350 392C390 370 440 392 486 420C440 \
        446 280 446 230 424Z",
        p.main.lighter(0.2),
    );
    svg.path("M300 412C330 392 370 402 396 396", p.main.lighter(0.5));
    stage::shadow(svg, 610.0, 700.0, 100.0);
    svg.placed((612.0, 560.0), 64.0, (1.0, 1.0), |svg| {
        svg.ellipse(0.0, 26.0, 136.0, 64.0, CORK.darker(0.3));
        svg.ellipse(0.0, 0.0, 136.0, 64.0, CORK);
        for (x, y) in [
            (-60.0, -10.0),
            (10.0, 24.0),
            (50.0, -18.0),
            (-10.0, -34.0),
            (84.0, 8.0),
        ] {
            svg.ellipse(x, y, 11.0, 5.0, CORK.darker(0.25));
        }
    });
}
