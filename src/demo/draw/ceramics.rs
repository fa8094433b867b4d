//! Ceramics: thrown, glazed, painted.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    ornament::{Band, Tiles, leaf, rosette},
    profile::{Profile, outline, rim, stripe},
    stage,
    svg::{N, Svg},
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
    let green = Colour(0x5c_7a_4f).mix(p.second, 0.2);
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

/// A plate from above: a rosette in rings.
pub fn plate(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let round = |r: f64| {
        format!(
            "M{} 400a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0Z",
            N(400.0 - r),
            r = N(r),
            d = N(2.0 * r)
        )
    };
    svg.faint(0.26, |svg| {
        svg.at(14.0, 22.0, |svg| svg.path(round(318.0), BLACK))
    });
    svg.circle(400.0, 400.0, 318.0, p.light);
    let glaze = if chance.once_in(2) {
        [p.light, p.main, p.accent, p.second]
    } else {
        [p.main, p.light, p.second, p.accent]
    };
    rosette(svg, (400.0, 400.0), 306.0, glaze, chance);
    let well = svg.radial(
        (0.5, 0.5),
        0.5,
        &[
            (0.66, BLACK, 0.0),
            (0.7, BLACK, 0.22),
            (0.74, WHITE, 0.25),
            (0.8, WHITE, 0.0),
            (0.97, BLACK, 0.0),
            (1.0, BLACK, 0.3),
        ],
    );
    svg.circle(400.0, 400.0, 318.0, well);
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, 318.0, light);
}

/// A bowl, its painted inside just to be seen.
pub fn bowl(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 150.0);
    let bowl: Profile<'_> = &[
        (252.0, 430.0),
        (248.0, 450.0),
        (214.0, 560.0),
        (128.0, 652.0),
        (90.0, 668.0),
        (94.0, 692.0),
        (94.0, 692.0),
    ];
    let light = stage::round_light(svg);
    let band = *chance.pick(&[Band::Scallops, Band::Lozenges, Band::Leaves, Band::Stars]);
    svg.form(outline(400.0, bowl), p.main, &light, |svg| {
        stripe(svg, 462.0, 5.0, p.light);
        band.draw(
            svg,
            (140.0, 474.0, 520.0, 66.0),
            [p.light, p.main, p.accent],
        );
        stripe(svg, 546.0, 5.0, p.light);
        Band::Dots.draw(
            svg,
            (140.0, 560.0, 520.0, 26.0),
            [p.main, p.light, p.second],
        );
        stripe(svg, 660.0, 50.0, p.deep);
    });
    svg.ellipse(400.0, 430.0, 252.0, 72.0, p.light);
    svg.placed((400.0, 432.0), 0.0, (1.0, 0.27), |svg| {
        rosette(
            svg,
            (0.0, 0.0),
            238.0,
            [p.light, p.main, p.accent, p.second],
            chance,
        );
    });
    let inside = svg.linear(
        (0.0, 0.0),
        (0.3, 1.0),
        &[(0.0, BLACK, 0.62), (0.5, BLACK, 0.2), (1.0, WHITE, 0.12)],
    );
    svg.ellipse(400.0, 432.0, 240.0, 65.0, inside);
}

/// A stack of small bowls and one beside it.
pub fn bowls(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 330.0, 694.0, 150.0);
    stage::shadow(svg, 606.0, 694.0, 80.0);
    let glazes = [p.main, p.accent, p.second, p.deep];
    let bands = [Band::Dots, Band::Zigzag, Band::Scallops, Band::Lozenges];
    let light = stage::round_light(svg);
    let first = chance.below(4);
    for number in 0..5_usize {
        let (x, y) = if number == 4 {
            (604.0, 580.0)
        } else {
            (330.0, 580.0 - 76.0 * number as f64)
        };
        let r = if number == 4 {
            118.0
        } else {
            176.0 - 8.0 * number as f64
        };
        let bowl: Profile<'_> = &[
            (r, y),
            (r * 0.96, y + 24.0),
            (r * 0.72, y + 78.0),
            (r * 0.4, y + 104.0),
            (r * 0.42, y + 112.0),
        ];
        let glaze = glazes[(first + number) % 4];
        svg.form(outline(x, bowl), glaze, &light, |svg| {
            bands[(first + number) % 4].draw(
                svg,
                (x - r, y + 22.0, 2.0 * r, 30.0),
                [glaze, p.light, p.light],
            );
        });
        if number >= 3 {
            rim(svg, (x, y), r, glaze.lighter(0.4), glaze.darker(0.35));
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
        "M268 177C330 186 420 190 472 210C470 226 410 232 376 228C330 222 290 204 268 177Z",
        p.main.lighter(0.22),
    );
    svg.path(
        "M292 190C344 196 420 200 460 211C440 222 410 224 380 221C340 214 310 204 292 190Z",
        p.ink,
    );
}

/// A cooking pot with a lid like a tent.
pub fn tagine(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 220.0);
    let lid: Profile<'_> = &[
        (30.0, 196.0),
        (44.0, 216.0),
        (34.0, 246.0),
        (50.0, 290.0),
        (104.0, 400.0),
        (180.0, 510.0),
        (232.0, 580.0),
        (232.0, 580.0),
    ];
    let light = stage::round_light(svg);
    let (one, two) = (
        *chance.pick(&[Band::Leaves, Band::Lozenges, Band::Stars]),
        *chance.pick(&[Band::Zigzag, Band::Scallops, Band::Teeth]),
    );
    svg.form(outline(400.0, lid), p.main, &light, |svg| {
        stripe(svg, 258.0, 8.0, p.second);
        two.draw(
            svg,
            (150.0, 330.0, 500.0, 50.0),
            [p.main, p.light, p.second],
        );
        stripe(svg, 390.0, 6.0, p.light);
        one.draw(
            svg,
            (150.0, 408.0, 500.0, 78.0),
            [p.light, p.main, p.accent],
        );
        stripe(svg, 498.0, 6.0, p.light);
        Band::Dots.draw(
            svg,
            (150.0, 524.0, 500.0, 30.0),
            [p.main, p.light, p.second],
        );
    });
    let base: Profile<'_> = &[
        (262.0, 580.0),
        (262.0, 596.0),
        (236.0, 640.0),
        (184.0, 684.0),
        (180.0, 694.0),
    ];
    svg.form(outline(400.0, base), p.deep, &light, |svg| {
        stripe(svg, 570.0, 26.0, p.main.lighter(0.15));
        Band::Teeth.draw(
            svg,
            (130.0, 604.0, 540.0, 34.0),
            [p.deep, p.light, p.second],
        );
    });
}

/// Two small cups on saucers.
pub fn cups(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    let light = stage::round_light(svg);
    let band = *chance.pick(&[Band::Lozenges, Band::Leaves, Band::Stars, Band::Scallops]);
    for (x, y, scale, glaze) in [(236.0, 626.0, 1.35, p.accent), (506.0, 706.0, 1.75, p.main)] {
        stage::shadow(svg, x, y, 130.0 * scale);
        svg.placed((x, y), 0.0, (scale, scale), |svg| {
            svg.ellipse(0.0, -8.0, 136.0, 26.0, glaze.darker(0.2));
            svg.ellipse(0.0, -14.0, 136.0, 25.0, p.light);
            svg.ellipse(0.0, -13.0, 116.0, 20.0, glaze);
            svg.ellipse(0.0, -12.0, 84.0, 14.0, p.light.darker(0.06));
            let cup: Profile<'_> = &[
                (84.0, -170.0),
                (84.0, -150.0),
                (78.0, -90.0),
                (50.0, -34.0),
                (40.0, -16.0),
                (42.0, -8.0),
            ];
            svg.form(outline(0.0, cup), p.light, &light, |svg| {
                svg.rect(-90.0, -172.0, 180.0, 22.0, glaze);
                band.draw(
                    svg,
                    (-90.0, -142.0, 180.0, 54.0),
                    [p.light, glaze, p.second],
                );
                svg.rect(-90.0, -82.0, 180.0, 5.0, glaze);
                svg.rect(-90.0, -34.0, 180.0, 40.0, glaze);
            });
            rim(svg, (0.0, -170.0), 84.0, p.light, Colour(0x3a_1d_12));
        });
    }
}

/// A panel of tiles.
pub fn tiles(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let kind = Tiles::any(chance);
    let count = 4;
    let size = 150.0;
    let start = 400.0 - size * f64::from(count) / 2.0;
    let side = size * f64::from(count);
    stage::flat_shadow(
        svg,
        &format!(
            "M{s} {s}h{w}v{w}h-{w}Z",
            s = N(start - 8.0),
            w = N(side + 16.0)
        ),
    );
    svg.rect(
        start - 8.0,
        start - 8.0,
        side + 16.0,
        side + 16.0,
        p.light.darker(0.14),
    );
    let glaze = if chance.once_in(2) {
        [p.light, p.main, p.accent, p.deep]
    } else {
        [p.main, p.light, p.second, p.accent]
    };
    let unit = if kind == Tiles::Hexagons {
        size / 2.0
    } else {
        size
    };
    let paint = kind.paint(svg, (start, start), unit, glaze);
    svg.rect(start, start, side, side, paint);
    let gloss = svg.linear(
        (0.0, 0.0),
        (1.0, 1.0),
        &[(0.0, WHITE, 0.34), (0.4, WHITE, 0.0), (1.0, BLACK, 0.2)],
    );
    for row in 0..count {
        for column in 0..count {
            let (x, y) = (
                start + f64::from(column) * size,
                start + f64::from(row) * size,
            );
            svg.rect(x + 1.5, y + 1.5, size - 3.0, size - 3.0, &gloss);
            svg.line(
                format!("M{} {}h{s}v{s}h-{s}Z", N(x), N(y), s = N(size)),
                p.light.darker(0.2),
                3.0,
            );
        }
    }
}
