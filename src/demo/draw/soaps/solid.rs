//! Soap, and what goes with it.

use super::sprig;
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, Tiles, star},
        stage,
        svg::{N, Svg, polar},
    },
};

/// A block with a top, a front and a side.
fn block(svg: &mut Svg, (x, y): (f64, f64), (w, h, d): (f64, f64, f64), colour: Colour) {
    svg.path(
        format!(
            "M{} {}l{d} -{}h{}l-{d} {}Z",
            N(x),
            N(y),
            N(d * 0.5),
            N(w),
            N(d * 0.5),
            d = N(d)
        ),
        colour.lighter(0.4),
    );
    svg.path(
        format!(
            "M{} {}l{d} -{}v{h}l-{d} {}Z",
            N(x + w),
            N(y),
            N(d * 0.5),
            N(d * 0.5),
            d = N(d),
            h = N(h)
        ),
        colour.darker(0.25),
    );
    svg.rect(x, y, w, h, colour);
    svg.rect(x, y, w, h * 0.06, colour.lighter(0.3));
}

/// Bars stacked crosswise, a stamp in the front of each.
pub fn bars(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 430.0, 698.0, 240.0);
    let soaps = [p.main, p.main.lighter(0.3), p.second, p.light.darker(0.06)];
    let first = chance.below(4);
    let marked = chance.once_in(2);
    for (number, (x, y)) in [(110.0, 520.0), (372.0, 520.0), (240.0, 342.0)]
        .into_iter()
        .enumerate()
    {
        let soap = soaps[(first + number) % 4];
        block(svg, (x, y), (250.0, 170.0, 70.0), soap);
        svg.line(
            format!("M{} {}h218v138h-218Z", N(x + 16.0), N(y + 16.0)),
            soap.darker(0.2),
            4.0,
        );
        if marked {
            svg.path(star(x + 125.0, y + 85.0, 52.0, 8, 0.6), soap.darker(0.22));
            svg.circle(x + 125.0, y + 85.0, 16.0, soap);
        } else {
            sprig(svg, (x + 125.0, y + 82.0), 42.0, soap.darker(0.28));
        }
    }
    svg.line("M240 427H490L560 392", p.light, 10.0);
    svg.line("M365 512V342L435 307", p.light, 10.0);
    svg.path(
        "M365 427c-58-46-80 0 0 4c80-4 58-50 0-4Z",
        p.light.darker(0.1),
    );
}

/// A bar in its paper, one end open.
pub fn wrapped(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    svg.turned(-14.0, 400.0, 400.0, |svg| {
        svg.faint(0.26, |svg| {
            svg.round(146.0, 276.0, 540.0, 290.0, 26.0, BLACK)
        });
        let light = stage::flat_light(svg);
        svg.form(
            "M150 250H650Q676 250 676 276V514Q676 540 650 540H150Q124 540 \
        124 514V276Q124 250 150 250Z",
            p.main.lighter(0.25),
            &light,
            |svg| {
                svg.path(star(186.0, 395.0, 34.0, 8, 0.6), p.main.darker(0.1));
            },
        );
        let tiles = Tiles::any(chance).paint(
            svg,
            (250.0, 240.0),
            62.0,
            [p.light, p.main, p.accent, p.second],
        );
        svg.rect(246.0, 242.0, 436.0, 306.0, p.light);
        svg.rect(256.0, 242.0, 426.0, 306.0, tiles);
        svg.rect(246.0, 242.0, 14.0, 306.0, p.light.darker(0.12));
        svg.rect(382.0, 242.0, 190.0, 306.0, p.light);
        svg.line("M394 242V548M560 242V548", p.main, 3.0);
        sprig(svg, (477.0, 372.0), 58.0, p.main);
        svg.round(417.0, 470.0, 120.0, 9.0, 4.5, p.ink);
        svg.round(437.0, 490.0, 80.0, 6.0, 3.0, p.accent);
        svg.rect(246.0, 242.0, 436.0, 306.0, light);
    });
}

/// A mitt and a loofah for the bath.
pub fn bath(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let cloth = "M190 200Q190 160 230 160H430Q470 160 470 200V560Q470 660 330 660\
        T190 560Z";
    svg.turned(-10.0, 330.0, 400.0, |svg| {
        svg.line("M250 160c0-80 60-80 60 0", p.accent, 9.0);
        svg.faint(0.24, |svg| svg.at(14.0, 18.0, |svg| svg.path(cloth, BLACK)));
        let weave = svg.pattern((0.0, 0.0, 14.0, 14.0), 0.0, |svg| {
            svg.rect(0.0, 0.0, 14.0, 14.0, p.main);
            svg.line("M3 3h4M10 10h4M0 10h2", p.main.lighter(0.3), 3.0);
            svg.line("M10 3h2M3 10h2", p.main.darker(0.25), 3.0);
        });
        let light = stage::soft_light(svg);
        let band = *chance.pick(&Band::WOVEN);
        svg.form(cloth, weave, &light, |svg| {
            band.draw(
                svg,
                (190.0, 210.0, 280.0, 54.0),
                [p.light, p.main, p.accent],
            );
            svg.rect(190.0, 196.0, 280.0, 8.0, p.accent);
            svg.rect(190.0, 270.0, 280.0, 8.0, p.accent);
        });
        svg.dashes(
            "M204 200V558Q206 644 330 646T456 558V200",
            p.light,
            3.0,
            (9.0, 9.0),
        );
    });
    let sponge = Colour(0xd9be86);
    svg.turned(14.0, 590.0, 420.0, |svg| {
        svg.faint(0.24, |svg| {
            svg.round(538.0, 200.0, 130.0, 480.0, 62.0, BLACK)
        });
        let net = svg.pattern((0.0, 0.0, 22.0, 30.0), 14.0, |svg| {
            svg.rect(0.0, 0.0, 22.0, 30.0, sponge);
            svg.line(
                "M0 0C8 10 14 20 22 30M22 0C14 8 6 22 0 30M11 0V30",
                sponge.darker(0.28),
                2.6,
            );
        });
        svg.round(524.0, 182.0, 130.0, 480.0, 62.0, net);
        let light = stage::round_light(svg);
        svg.round(524.0, 182.0, 130.0, 480.0, 62.0, light);
        svg.line("M589 190C560 120 620 90 600 40", Colour(0xb08a5a), 7.0);
    });
}

/// Blocks cut from a slab, sprigs between them, from above.
pub fn slab(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    stage::flat_shadow(svg, "M90 110H710V690H90Z");
    let wood = Colour(0xb07f4c);
    let grain = svg.pattern((0.0, 0.0, 200.0, 60.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 200.0, 60.0, wood);
        svg.line(
            "M0 14C60 8 120 22 200 14M0 42C70 50 140 34 200 42",
            wood.darker(0.18),
            2.6,
        );
    });
    svg.round(90.0, 110.0, 620.0, 580.0, 22.0, grain);
    let soaps = [
        p.main,
        p.main.lighter(0.35),
        p.second,
        p.accent.lighter(0.3),
        p.light.darker(0.04),
    ];
    let first = chance.below(5);
    let gloss = stage::flat_light(svg);
    for row in 0..3_usize {
        for column in 0..3_usize {
            let (x, y) = (134.0 + 182.0 * column as f64, 152.0 + 170.0 * row as f64);
            if (row + column) % 2 == 1 && row == 1 && column == 2 {
                continue;
            }
            let soap = soaps[(first + row + column * 2) % 5];
            svg.faint(0.3, |svg| {
                svg.round(x + 8.0, y + 12.0, 164.0, 154.0, 16.0, BLACK)
            });
            svg.round(x, y, 164.0, 154.0, 16.0, soap);
            svg.line(
                format!("M{} {}h128v118h-128Z", N(x + 18.0), N(y + 18.0)),
                soap.darker(0.18),
                3.0,
            );
            svg.path(
                star(
                    x + 82.0,
                    y + 77.0,
                    44.0,
                    if row == column { 8 } else { 12 },
                    0.62,
                ),
                soap.darker(0.2),
            );
            svg.circle(x + 82.0, y + 77.0, 13.0, soap);
            svg.round(x, y, 164.0, 154.0, 16.0, &gloss);
        }
    }
    svg.turned(30.0, 580.0, 400.0, |svg| {
        sprig(svg, (580.0, 390.0), 76.0, Colour(0x5f7a3c))
    });
}

/// Petals and a flask of rose water, from above.
pub fn petals(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let petal = svg.symbol(|svg| {
        svg.path("M0 44C-50 20-52-30 0-44C52-30 50 20 0 44Z", p.main);
        svg.path(
            "M0 36C-26 12-24-22 0-36C14-18 12 14 0 36Z",
            p.main.lighter(0.28),
        );
    });
    for _ in 0..40 {
        let (x, y) = polar(
            (400.0, 400.0),
            chance.between(0.0, 360.0),
            chance.between(170.0, 400.0),
        );
        svg.stamp_turned(&petal, x, y, chance.between(0.0, 360.0).round(), 0.9);
    }
    svg.faint(0.26, |svg| svg.circle(416.0, 424.0, 210.0, BLACK));
    let copper = Colour(0xc9844e);
    svg.circle(400.0, 400.0, 210.0, copper.darker(0.3));
    svg.circle(400.0, 400.0, 200.0, copper.lighter(0.2));
    svg.dashes(
        "M212 400a188 188 0 1 0 376 0a188 188 0 1 0-376 0",
        copper.darker(0.35),
        9.0,
        (0.0, 20.0),
    );
    let water = svg.radial(
        (0.4, 0.36),
        0.7,
        &[
            (0.0, WHITE, 0.9),
            (0.5, p.main.lighter(0.7), 1.0),
            (1.0, p.main.lighter(0.3), 1.0),
        ],
    );
    svg.circle(400.0, 400.0, 170.0, water);
    for ring in [150.0, 110.0] {
        svg.ring(400.0, 400.0, ring, WHITE, 2.0);
    }
    for layer in 0..3 {
        let count = 7 - layer * 2;
        for number in 0..count {
            let turn = f64::from(number) * 360.0 / f64::from(count) + f64::from(layer) * 25.0;
            let (x, y) = polar((400.0, 400.0), turn, 62.0 - f64::from(layer) * 22.0);
            svg.stamp_turned(&petal, x, y, turn, 1.0 - f64::from(layer) * 0.2);
        }
    }
    svg.circle(400.0, 400.0, 16.0, p.second);
}
