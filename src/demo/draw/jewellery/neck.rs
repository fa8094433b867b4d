//! Worn around the neck, or holding a cloak.

use super::{GOLD, SILVER, bead, choose, metal, stone};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Palette, WHITE},
        ornament::{Band, star},
        profile::curve,
        stage,
        svg::{N, Svg, polar},
    },
};

/// A linen bust, on which a necklace hangs.
fn bust(svg: &mut Svg, p: &Palette) {
    let bust = "M300 60C300 160 296 190 250 220C160 262 110 300 96 420V800H704\
        V420C690 300 640 262 550 220C504 190 500 160 500 60Z";
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
    let hand = "M400 220C432 220 436 250 436 300V396C440 410 452 410 456 398V292\
        C456 250 510 250 510 292V440C516 452 526 450 534 440C556 410 \
        590 400 604 420C616 440 596 462 572 486C520 570 500 700 400 716\
        C300 700 280 570 228 486C204 462 184 440 196 420C210 400 244 \
        410 266 440C274 450 284 452 290 440V292C290 250 344 250 344 292\
        V398C348 410 360 410 364 396V300C364 250 368 220 400 220Z";
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

/// A loop of prayer beads with a tassel.
pub fn prayer_beads(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let ball = bead(svg, 19.0, p.main);
    let mark = bead(svg, 14.0, GOLD);
    let bend = chance.between(-30.0, 30.0);
    let count = 36;
    for number in 0..count {
        let turn = 180.0 + f64::from(number) * 360.0 / f64::from(count);
        let (dx, dy) = polar((0.0, 0.0), turn, 1.0);
        let (x, y) = (400.0 + dx * 232.0 - dy * bend, 312.0 - dy * 226.0);
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
