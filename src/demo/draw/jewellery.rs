//! Jewellery: silver, brass, stones, glass.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    ornament::{Band, rosette, star},
    profile::curve,
    stage,
    svg::{N, Paint, Svg, polar},
};

const SILVER: Colour = Colour(0xc4_c7_ca);
const GOLD: Colour = Colour(0xdc_a9_4a);

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
fn bead(svg: &mut Svg, r: f64, colour: Colour) -> super::svg::Symbol {
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

/// A linen bust, on which a necklace hangs.
fn bust(svg: &mut Svg, p: &Palette) {
    let bust = "M300 60C300 160 296 190 250 220C160 262 110 300 96 420V800H704V420C690 300 640 262 550 220C504 190 500 160 500 60Z";
    let linen = p.light.darker(0.04);
    let light = svg.linear(
        (0.0, 0.0),
        (1.0, 0.2),
        &[(0.0, BLACK, 0.12), (0.4, WHITE, 0.3), (1.0, BLACK, 0.24)],
    );
    svg.faint(0.18, |svg| svg.at(16.0, 8.0, |svg| svg.path(bust, BLACK)));
    svg.form(bust, linen, &light, |svg| {
        let weave = svg.pattern((0.0, 0.0, 8.0, 8.0), 0.0, |svg| {
            svg.line("M0 4h8M4 0v8", linen.darker(0.08), 1.0)
        });
        svg.rect(0.0, 0.0, 800.0, 800.0, weave);
    });
}

/// A string of beads with a pendant, on a bust.
pub fn necklace(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    bust(svg, p);
    let metal_of = choose(chance);
    let beads = [
        bead(svg, 21.0, p.main),
        bead(svg, 15.0, metal_of),
        bead(svg, 21.0, p.accent),
    ];
    let pattern = *chance.pick(&[[0, 1, 2, 1], [0, 1, 0, 1], [0, 0, 1, 2]]);
    let hang = |t: f64| {
        (
            400.0 + 172.0 * t * (1.0 - 0.16 * t * t),
            572.0 - 430.0 * t * t * (0.62 + 0.38 * t * t),
        )
    };
    for side in [-1.0, 1.0] {
        let (mut t, mut last) = (0.0, hang(0.0));
        for place in 0..14_usize {
            if place > 0 || side < 0.0 {
                svg.stamp(&beads[pattern[place % 4]], last.0, last.1);
            }
            // As far along the thread as two beads are wide.
            let from = last;
            while f64::hypot(last.0 - from.0, last.1 - from.1) < 37.0 {
                t += side * 0.004;
                last = hang(t);
            }
        }
    }
    let shine = metal(svg, metal_of);
    svg.path(
        "M400 580C340 600 330 690 400 730C470 690 460 600 400 580Z",
        &shine,
    );
    stone(svg, (400.0, 652.0), (26.0, 36.0), p.main, metal_of);
    for x in [364.0, 400.0, 436.0] {
        let top = if x == 400.0 { 730.0 } else { 708.0 };
        svg.line(format!("M{x} {top}v18"), metal_of.darker(0.2), 3.0);
        svg.circle(x, top + 26.0, 9.0, metal_of.lighter(0.2));
    }
}

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
        "M262 404C280 330 340 290 400 290S520 330 538 404C500 372 450 356 400 356S300 372 262 404Z",
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
    for number in 0..16 {
        let (x, y) = polar((400.0, 276.0), f64::from(number) * 22.5, 1.0);
        let (dx, dy) = ((x - 400.0) * 132.0, (y - 276.0) * 106.0);
        if shape == 0 {
            svg.circle(400.0 + dx, 280.0 + dy, 8.0, metal_of.lighter(0.4));
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

/// A hand that keeps harm away, on a chain.
pub fn hand(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let metal_of = choose(chance);
    svg.dashes(
        curve(&[
            (150.0, 0.0),
            (220.0, 110.0),
            (400.0, 196.0),
            (580.0, 110.0),
            (650.0, 0.0),
        ]),
        metal_of.darker(0.2),
        9.0,
        (5.0, 12.0),
    );
    let hand = "M400 220C432 220 436 250 436 300V396C440 410 452 410 456 398V292C456 250 510 250 510 292V440C516 452 526 450 534 440C556 410 590 400 604 420C616 440 596 462 572 486C520 570 500 700 400 716C300 700 280 570 228 486C204 462 184 440 196 420C210 400 244 410 266 440C274 450 284 452 290 440V292C290 250 344 250 344 292V398C348 410 360 410 364 396V300C364 250 368 220 400 220Z";
    svg.faint(0.2, |svg| svg.at(14.0, 20.0, |svg| svg.path(hand, BLACK)));
    let shine = metal(svg, metal_of);
    let light = stage::flat_light(svg);
    svg.form(hand, &shine, &light, |svg| {
        svg.line(hand, metal_of.darker(0.4), 14.0);
        Band::Scallops.draw(
            svg,
            (250.0, 640.0, 300.0, 40.0),
            [metal_of, metal_of.darker(0.4), p.accent],
        );
        for (x, y) in [(317.0, 310.0), (400.0, 270.0), (483.0, 310.0)] {
            svg.path(star(x, y, 16.0, 8, 0.5), p.accent);
        }
    });
    for (r, colour) in [
        (78.0, p.main),
        (54.0, WHITE),
        (34.0, p.main.lighter(0.4)),
        (17.0, p.ink),
    ] {
        svg.ellipse(400.0, 530.0, r, r * 0.78, colour);
    }
    svg.ring(400.0, 206.0, 16.0, metal_of.darker(0.2), 7.0);
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
                (26.0, Colour(0x1f_46_8f)),
                (17.0, WHITE),
                (11.0, Colour(0x5f_a8_d8)),
                (6.0, Colour(0x14_1a_2a)),
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

/// A loop of prayer beads with a tassel.
pub fn prayer_beads(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let ball = bead(svg, 19.0, p.main);
    let mark = bead(svg, 14.0, GOLD);
    let bend = chance.between(-30.0, 30.0);
    let count = 36;
    for number in 0..count {
        let turn = 180.0 + f64::from(number) * 360.0 / f64::from(count);
        let (x, y) = polar((400.0, 0.0), turn, 1.0);
        let (x, y) = (
            400.0 + (x - 400.0) * 232.0 + y * bend,
            312.0 - (-y) * -226.0,
        );
        svg.stamp(if number % 12 == 0 { &mark } else { &ball }, x, y);
    }
    let (x, y) = (400.0 + bend, 560.0);
    svg.line(format!("M{} {}v70", N(x), N(y - 16.0)), p.accent, 6.0);
    svg.round(x - 13.0, y, 26.0, 54.0, 12.0, GOLD);
    svg.path(
        format!("M{} {}h48l12 130h-72Z", N(x - 24.0), N(y + 62.0)),
        p.accent,
    );
    svg.line(
        format!(
            "M{} {t}v122M{} {t}v124M{} {t}v122",
            N(x - 14.0),
            N(x),
            N(x + 14.0),
            t = N(y + 68.0)
        ),
        p.accent.darker(0.3),
        3.0,
    );
    svg.rect(x - 27.0, y + 58.0, 54.0, 16.0, GOLD.darker(0.2));
}

/// A pair of pins with triangles, joined by a chain.
pub fn fibula(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    bust(svg, p);
    let shine = metal(svg, SILVER);
    svg.dashes(
        curve(&[
            (256.0, 560.0),
            (330.0, 680.0),
            (400.0, 710.0),
            (470.0, 680.0),
            (544.0, 560.0),
        ]),
        SILVER.darker(0.35),
        10.0,
        (5.0, 13.0),
    );
    let dots = chance.once_in(2);
    let pin = svg.symbol(|svg| {
        svg.line("M0-250V60", SILVER.darker(0.3), 9.0);
        svg.faint(0.2, |svg| svg.path("M10 130L-100-70H120Z", BLACK));
        svg.path("M0 120L-108-84H108Z", &shine);
        svg.line("M0 92L-80-66H80Z", SILVER.darker(0.5), 5.0);
        svg.ring(0.0, -116.0, 40.0, &shine, 15.0);
        stone(svg, (0.0, -16.0), (27.0, 27.0), p.main, SILVER);
        for (x, y) in [(-58.0, -50.0), (58.0, -50.0), (0.0, 62.0)] {
            if dots {
                svg.circle(x, y, 11.0, p.accent);
            } else {
                svg.path(star(x, y, 15.0, 8, 0.6), p.accent);
            }
        }
    });
    for x in [256.0, 544.0] {
        svg.stamp_turned(&pin, x, 450.0, 0.0, 1.15);
    }
    svg.circle(400.0, 712.0, 26.0, &shine);
    svg.circle(400.0, 712.0, 12.0, p.accent);
}

/// A collar of coins.
pub fn coins(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    bust(svg, p);
    let metal_of = choose(chance);
    let shine = metal(svg, metal_of);
    let coin = svg.symbol(|svg| {
        svg.faint(0.22, |svg| svg.circle(5.0, 8.0, 30.0, BLACK));
        svg.circle(0.0, 0.0, 30.0, &shine);
        svg.ring(0.0, 0.0, 24.0, metal_of.darker(0.4), 2.4);
        svg.path(star(0.0, 0.0, 17.0, 8, 0.5), metal_of.darker(0.4));
    });
    let row = |t: f64, drop: f64| {
        (
            400.0 + 190.0 * t * (1.0 + drop / 700.0),
            380.0 + drop - 190.0 * t * t,
        )
    };
    for (drop, count) in [(0.0, 9), (76.0, 10), (150.0, 9)] {
        let points: Vec<_> = (0..=20)
            .map(|step| row(f64::from(step) / 10.0 - 1.0, drop))
            .collect();
        svg.line(
            curve(&[points[0], points[5], points[10], points[15], points[20]]),
            p.main,
            13.0,
        );
        for number in 0..count {
            let t = (f64::from(number) + 0.5) / f64::from(count) * 2.0 - 1.0;
            let (x, y) = row(t, drop);
            svg.stamp(&coin, x, y + 34.0);
        }
    }
    stone(svg, (400.0, 640.0), (40.0, 50.0), p.main, metal_of);
}
