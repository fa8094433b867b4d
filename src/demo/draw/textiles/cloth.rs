//! Cloth as it comes from the loom.

use super::tassels;
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, leaf, rosette},
        stage,
        svg::{N, Svg, polar},
    },
};

/// Towels folded into a stack.
pub fn stack(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 240.0);
    let dyes = [p.main, p.light, p.accent, p.second, p.deep];
    let first = chance.below(5);
    let light = svg.linear(
        (0.0, 0.0),
        (0.0, 1.0),
        &[(0.0, WHITE, 0.28), (0.5, WHITE, 0.0), (1.0, BLACK, 0.3)],
    );
    for number in 0..5_usize {
        let y = 612.0 - 82.0 * number as f64;
        let inset = [0.0, 10.0, 2.0, 14.0, 6.0][number];
        let (x, w) = (180.0 + inset, 440.0 - 2.0 * inset);
        let dye = dyes[(first + number) % 5];
        let on = if dye == p.light { p.main } else { p.light };
        let slab = format!(
            "M{} {}h{}q36 0 36 41t-36 41h{}q-10-41 0-82Z",
            N(x),
            N(y),
            N(w - 36.0),
            N(36.0 - w)
        );
        svg.form(slab, dye, &light, |svg| {
            let stripes = *chance.pick(&[[18.0, 6.0, 18.0], [6.0, 6.0, 30.0], [10.0, 22.0, 10.0]]);
            let mut sx = x + w * 0.56;
            for width in stripes {
                svg.rect(sx, y, width, 90.0, on);
                sx += width + 12.0;
            }
            svg.line(
                format!("M{} {}H{}", N(x), N(y + 28.0), N(x + w)),
                dye.darker(0.28),
                2.5,
            );
            svg.line(
                format!("M{} {}H{}", N(x), N(y + 55.0), N(x + w)),
                dye.darker(0.28),
                2.5,
            );
        });
        svg.turned(90.0, x, y, |svg| {
            tassels(svg, (x + 6.0, y - 2.0), 70.0, 30.0, on.darker(0.06))
        });
    }
    let ribbon = p.accent.mix(p.ink, 0.25);
    svg.rect(300.0, 282.0, 22.0, 414.0, ribbon);
    svg.path(
        "M311 284C250 220 210 262 306 288M311 284C372 220 412 262 316 288\
        Z",
        ribbon.lighter(0.14),
    );
    svg.circle(311.0, 284.0, 15.0, ribbon);
}

/// A cloth over a wooden rail.
pub fn draped(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let wood = Colour(0x9a6a3e);
    let striped = chance.below(3);
    let cloth = |svg: &mut Svg, x: f64, w: f64, end: f64, chance: &mut Chance| {
        svg.faint(0.2, |svg| svg.rect(x + 14.0, 170.0, w, end - 130.0, BLACK));
        tassels(svg, (x, end), w, 58.0, p.light.darker(0.08));
        svg.rect(x, 126.0, w, end - 126.0, p.main);
        match striped {
            0 => {
                let stripes = svg.pattern((x, 0.0, 64.0, 64.0), 0.0, |svg| {
                    svg.rect(10.0, 0.0, 14.0, 64.0, p.light);
                    svg.rect(34.0, 0.0, 5.0, 64.0, p.second);
                    svg.rect(50.0, 0.0, 5.0, 64.0, p.accent);
                });
                svg.rect(x, 126.0, w, end - 126.0, stripes);
            }
            1 => {
                let mut y = end - 40.0;
                for height in [26.0, 10.0, 44.0, 10.0, 26.0] {
                    svg.rect(x, y, w, height, p.light);
                    y -= height + 24.0;
                }
                let band = *chance.pick(&Band::WOVEN);
                band.draw(svg, (x, end - 330.0, w, 64.0), [p.main, p.second, p.light]);
            }
            _ => {
                let checks = svg.pattern((x, 126.0, 46.0, 46.0), 0.0, |svg| {
                    svg.rect(0.0, 0.0, 12.0, 46.0, p.light);
                    svg.faint(0.65, |svg| svg.rect(0.0, 0.0, 46.0, 12.0, p.light));
                    svg.rect(28.0, 0.0, 3.0, 46.0, p.accent);
                    svg.rect(0.0, 28.0, 46.0, 3.0, p.accent);
                });
                svg.rect(x, 126.0, w, end - 126.0, checks);
            }
        }
        let fold = svg.pattern((x, 0.0, w / 3.0, 800.0), 0.0, |svg| {
            let light = svg.linear(
                (0.0, 0.0),
                (1.0, 0.0),
                &[
                    (0.0, BLACK, 0.32),
                    (0.25, BLACK, 0.02),
                    (0.5, WHITE, 0.2),
                    (0.75, BLACK, 0.04),
                    (1.0, BLACK, 0.32),
                ],
            );
            svg.rect(0.0, 0.0, w / 3.0, 800.0, light);
        });
        svg.rect(x, 126.0, w, end - 126.0, fold);
        let over = svg.linear(
            (0.0, 0.0),
            (0.0, 1.0),
            &[(0.0, BLACK, 0.45), (0.5, WHITE, 0.25), (1.0, BLACK, 0.0)],
        );
        svg.rect(x, 104.0, w, 24.0, p.main);
        svg.rect(x, 104.0, w, 70.0, over);
    };
    svg.round(70.0, 108.0, 660.0, 24.0, 12.0, wood);
    svg.circle(70.0, 120.0, 22.0, wood.darker(0.2));
    svg.circle(730.0, 120.0, 22.0, wood.darker(0.2));
    if chance.once_in(2) {
        cloth(svg, 210.0, 380.0, 650.0, chance);
    } else {
        cloth(svg, 150.0, 230.0, 660.0, chance);
        cloth(svg, 430.0, 210.0, 570.0, chance);
    }
}

/// A wall hanging of embroidered wheels.
pub fn embroidery(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    stage::flat_shadow(svg, "M110 70H690V730H110Z");
    svg.rect(110.0, 70.0, 580.0, 660.0, p.light);
    svg.line("M134 94H666V706H134Z", p.main, 5.0);
    let wheel = svg.symbol(|svg| {
        rosette(
            svg,
            (0.0, 0.0),
            100.0,
            [p.main, p.light, p.second, p.accent],
            chance,
        )
    });
    let leaf = svg.shape(leaf(64.0));
    for (x, y) in [
        (270.0, 230.0),
        (530.0, 230.0),
        (270.0, 570.0),
        (530.0, 570.0),
    ] {
        for turn in 0..8 {
            let (lx, ly) = polar((x, y), f64::from(turn) * 45.0 + 22.5, 98.0);
            svg.placed((lx, ly), f64::from(turn) * 45.0 + 22.5, (1.0, 1.0), |svg| {
                svg.stamp_in(&leaf, (0.0, 0.0), 0.7, p.second)
            });
        }
        svg.stamp(&wheel, x, y);
    }
    for (x, y) in [
        (400.0, 400.0),
        (172.0, 400.0),
        (628.0, 400.0),
        (400.0, 132.0),
        (400.0, 668.0),
    ] {
        svg.stamp_turned(
            &wheel,
            x,
            y,
            0.0,
            if x == 400.0 && y == 400.0 { 0.7 } else { 0.38 },
        );
    }
    let light = stage::flat_light(svg);
    svg.rect(110.0, 70.0, 580.0, 660.0, light);
}

/// A blanket folded square, its fringe towards the one who looks.
pub fn blanket(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    stage::flat_shadow(svg, "M140 150H660V690H140Z");
    tassels(svg, (140.0, 640.0), 520.0, 64.0, p.second);
    let weave = svg.pattern((140.0, 150.0, 26.0, 26.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 26.0, 26.0, p.main);
        svg.line("M0 13L13 0L26 13L13 26Z", p.main.lighter(0.2), 2.6);
        svg.circle(13.0, 13.0, 2.6, p.main.lighter(0.3));
    });
    svg.round(140.0, 150.0, 520.0, 494.0, 14.0, weave);
    let band = *chance.pick(&Band::WOVEN);
    for (y, h, colours) in [
        (470.0, 30.0, [p.light, p.accent, p.second]),
        (512.0, 84.0, [p.deep, p.light, p.second]),
        (608.0, 24.0, [p.light, p.accent, p.second]),
    ] {
        let band = if h > 40.0 { band } else { Band::Zigzag };
        band.draw(svg, (140.0, y, 520.0, h), colours);
    }
    let fold = svg.linear(
        (0.0, 0.0),
        (0.0, 1.0),
        &[
            (0.0, WHITE, 0.3),
            (0.1, WHITE, 0.0),
            (0.34, BLACK, 0.0),
            (0.36, BLACK, 0.3),
            (0.44, BLACK, 0.0),
            (1.0, BLACK, 0.1),
        ],
    );
    svg.round(140.0, 150.0, 520.0, 494.0, 14.0, fold);
    let across = svg.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[
            (0.0, BLACK, 0.14),
            (0.3, WHITE, 0.12),
            (0.7, BLACK, 0.0),
            (1.0, BLACK, 0.2),
        ],
    );
    svg.round(140.0, 150.0, 520.0, 494.0, 14.0, across);
}
