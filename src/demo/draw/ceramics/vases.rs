//! Vases, jars, jugs.

use crate::demo::{
    chance::Chance,
    draw::{
        colour::{Colour, Palette},
        ornament::{Band, leaf},
        profile::{Profile, outline, rim, stripe},
        stage,
        svg::{N, Svg},
    },
};

const AMPHORA: Profile<'_> = &[
    (64.0, 190.0),
    (58.0, 206.0),
    (46.0, 250.0),
    (60.0, 292.0),
    (150.0, 380.0),
    (168.0, 470.0),
    (128.0, 590.0),
    (76.0, 660.0),
    (82.0, 694.0),
    (82.0, 694.0),
];

const BOTTLE: Profile<'_> = &[
    (46.0, 150.0),
    (34.0, 166.0),
    (30.0, 290.0),
    (38.0, 360.0),
    (116.0, 430.0),
    (158.0, 520.0),
    (142.0, 620.0),
    (98.0, 690.0),
    (96.0, 694.0),
];

const BELLY: Profile<'_> = &[
    (92.0, 270.0),
    (84.0, 290.0),
    (104.0, 330.0),
    (186.0, 420.0),
    (194.0, 510.0),
    (150.0, 620.0),
    (102.0, 690.0),
    (100.0, 694.0),
];

const CYLINDER: Profile<'_> = &[
    (112.0, 240.0),
    (106.0, 256.0),
    (128.0, 320.0),
    (132.0, 420.0),
    (118.0, 560.0),
    (122.0, 650.0),
    (106.0, 690.0),
    (104.0, 694.0),
];

/// Bands of brushwork from one height down to another.
fn painted(svg: &mut Svg, p: &Palette, (mut y, end): (f64, f64), chance: &mut Chance) {
    let blue = [p.light, p.main, p.accent];
    let dark = [p.main, p.light, p.second];
    let mut last = None;
    let mut turn = chance.below(2);
    while y < end - 24.0 {
        let band = loop {
            let band = *chance.pick(&Band::PAINTED);
            if Some(band) != last {
                break band;
            }
        };
        last = Some(band);
        let height = f64::min(*chance.pick(&[40.0, 58.0, 84.0]), end - y);
        band.draw(
            svg,
            (150.0, y, 500.0, height),
            if turn == 0 { blue } else { dark },
        );
        turn = 1 - turn;
        stripe(svg, y + height + 2.0, 5.0, p.main);
        y += height + 9.0;
    }
}

fn vessel(svg: &mut Svg, p: &Palette, chance: &mut Chance, profile: Profile<'_>, from: f64) {
    let light = stage::round_light(svg);
    let end = from + 310.0;
    svg.form(outline(400.0, profile), p.light, &light, |svg| {
        stripe(svg, 0.0, from - 10.0, p.main);
        stripe(svg, from - 14.0, 5.0, p.second);
        painted(svg, p, (from, f64::min(end, 640.0)), chance);
        stripe(svg, 640.0, 80.0, p.main);
        stripe(svg, 644.0, 5.0, p.second);
    });
    let (r, y) = profile[0];
    rim(svg, (400.0, y), r, p.main.lighter(0.2), p.ink);
}

/// A jar with two handles.
pub fn amphora(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 130.0);
    svg.mirrored(|svg| {
        svg.line("M350 236C250 220 226 330 264 384", p.deep, 22.0);
        svg.line("M350 232C256 218 234 326 266 378", p.main, 12.0);
    });
    vessel(svg, p, chance, AMPHORA, 340.0);
}

/// A bottle with a long neck.
pub fn bottle(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 130.0);
    vessel(svg, p, chance, BOTTLE, 400.0);
}

/// A wide vase, with branches in it.
pub fn vase(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 150.0);
    branches(svg, p, 276.0, chance);
    vessel(svg, p, chance, BELLY, 350.0);
}

/// A tall straight jar with a lid.
pub fn lidded_jar(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 130.0);
    vessel(svg, p, chance, CYLINDER, 310.0);
    let lid: Profile<'_> = &[
        (10.0, 132.0),
        (22.0, 152.0),
        (12.0, 172.0),
        (70.0, 196.0),
        (118.0, 232.0),
        (122.0, 246.0),
    ];
    let light = stage::round_light(svg);
    svg.form(outline(400.0, lid), p.main, &light, |svg| {
        Band::Dots.draw(
            svg,
            (270.0, 204.0, 260.0, 24.0),
            [p.main, p.light, p.second],
        );
        stripe(svg, 236.0, 6.0, p.second);
    });
}

fn branches(svg: &mut Svg, p: &Palette, y: f64, chance: &mut Chance) {
    let green = Colour(0x5c7a4f).mix(p.second, 0.2);
    let leaf = svg.shape(leaf(54.0));
    for (bend, height) in [
        (-150.0, 190.0),
        (-60.0, 232.0),
        (40.0, 246.0),
        (140.0, 196.0),
    ] {
        let height = height + chance.between(-16.0, 16.0);
        let (tip_x, tip_y) = (400.0 + bend, y - height);
        svg.line(
            format!(
                "M{} {}Q{} {} {} {}",
                N(400.0 + bend * 0.15),
                N(y + 20.0),
                N(400.0 + bend * 0.3),
                N(y - height * 0.6),
                N(tip_x),
                N(tip_y)
            ),
            green.darker(0.3),
            5.0,
        );
        for step in 0..5 {
            let share = 0.25 + f64::from(step) * 0.17;
            let x = 400.0 + bend * (0.15 + 0.85 * share * share);
            let at = y + 10.0 - (height + 6.0) * share;
            for side in [-1.0, 1.0] {
                let turn = bend * 0.2 + side * 56.0;
                svg.placed((x, at), turn, (1.0, 1.0), |svg| {
                    svg.stamp_in(
                        &leaf,
                        (0.0, 0.0),
                        1.0,
                        if side < 0.0 {
                            green
                        } else {
                            green.lighter(0.16)
                        },
                    );
                });
            }
        }
    }
}

/// A jug with a handle and a lip.
pub fn jug(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 140.0);
    svg.line("M470 262C640 200 660 470 538 540", p.deep, 34.0);
    svg.line(
        "M472 256C630 206 648 464 536 534",
        p.main.lighter(0.1),
        18.0,
    );
    let jug: Profile<'_> = &[
        (72.0, 212.0),
        (70.0, 236.0),
        (66.0, 300.0),
        (104.0, 372.0),
        (160.0, 470.0),
        (162.0, 560.0),
        (124.0, 650.0),
        (104.0, 692.0),
        (104.0, 694.0),
    ];
    let light = stage::round_light(svg);
    svg.form(outline(400.0, jug), p.light, &light, |svg| {
        stripe(svg, 0.0, 300.0, p.main);
        stripe(svg, 290.0, 5.0, p.second);
        painted(svg, p, (330.0, 630.0), chance);
        stripe(svg, 636.0, 80.0, p.main);
    });
    svg.path(
        "M330 210C300 190 284 176 270 178C268 206 296 250 334 268Z",
        p.main.darker(0.12),
    );
    svg.path(
        "M268 177C330 186 420 190 472 210C470 226 410 232 376 228C330 \
        222 290 204 268 177Z",
        p.main.lighter(0.22),
    );
    svg.path(
        "M292 190C344 196 420 200 460 211C440 222 410 224 380 221C340 \
        214 310 204 292 190Z",
        p.ink,
    );
}
