//! Rugs with a pile, and rugs rolled up.

use super::{Cloth, dye, hang};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{Colour, Palette},
        ornament::{Band, star},
        stage,
        svg::{N, Svg, polar, polygon},
    },
};

/// A knotted carpet: borders, a field of small flowers, a medallion and its quarters.
pub fn medallion(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(510.0, 690.0);
    let points = *chance.pick(&[8, 12, 16]);
    hang(svg, p, cloth, true, |svg| {
        borders(svg, p, cloth);
        let field = cloth.inset(84.0);
        let sprigs = svg.pattern((field.x, field.y, 38.0, 38.0), 45.0, |svg| {
            svg.rect(0.0, 0.0, 38.0, 38.0, p.main);
            svg.path(star(19.0, 19.0, 8.0, 6, 0.45), p.second);
            svg.circle(19.0, 19.0, 2.5, p.accent);
            svg.circle(0.0, 0.0, 3.0, p.light.mix(p.main, 0.4));
        });
        svg.within(field.outline(), |svg| {
            svg.rect(field.x, field.y, field.w, field.h, sprigs);
            let r = field.w * 0.46;
            let layers = [
                (1.0, p.light),
                (0.95, p.deep),
                (0.8, p.accent),
                (0.56, p.light),
                (0.5, p.main),
                (0.3, p.second),
                (0.14, p.deep),
            ];
            let outline = svg.shape(star(0.0, 0.0, r, points, 0.86));
            let flower = svg.symbol(|svg| {
                for (share, colour) in layers {
                    svg.stamp_in(&outline, (0.0, 0.0), share, colour);
                }
                for petal in 0..points {
                    let turn = petal as f64 * 360.0 / points as f64;
                    let (x, y) = polar((0.0, 0.0), turn, r * 0.68);
                    svg.circle(x, y, r * 0.055, p.second);
                }
            });
            for (x, y, scale) in [
                (400.0, 400.0, 1.0),
                (field.x, field.y, 0.72),
                (field.x + field.w, field.y, 0.72),
                (field.x, field.y + field.h, 0.72),
                (field.x + field.w, field.y + field.h, 0.72),
            ] {
                svg.placed((x, y), 0.0, (scale, scale * 1.12), |svg| {
                    svg.stamp(&flower, 0.0, 0.0)
                });
            }
            for y in [-1.0, 1.0] {
                let tip = 400.0 + y * r * 1.32;
                svg.path(
                    polygon(&[
                        (400.0, tip + y * 46.0),
                        (424.0, tip),
                        (400.0, tip - y * 46.0),
                        (376.0, tip),
                    ]),
                    p.light,
                );
                svg.path(
                    polygon(&[
                        (400.0, tip + y * 30.0),
                        (415.0, tip),
                        (400.0, tip - y * 30.0),
                        (385.0, tip),
                    ]),
                    p.accent,
                );
            }
        });
    });
}

/// The three borders of a knotted carpet.
fn borders(svg: &mut Svg, p: &Palette, cloth: Cloth) {
    svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, p.deep);
    let frame = |svg: &mut Svg, cloth: Cloth, height: f64, band: Band, colours: [Colour; 3]| {
        let side = svg.symbol(|svg| {
            band.draw(svg, (cloth.x, cloth.y, cloth.w, height), colours);
        });
        let long = svg.symbol(|svg| {
            let start = 400.0 - cloth.h / 2.0;
            band.draw(
                svg,
                (start, 400.0 - cloth.w / 2.0, cloth.h, height),
                colours,
            );
        });
        for turn in [90.0, 270.0] {
            svg.turned(turn, 400.0, 400.0, |svg| svg.stamp(&long, 0.0, 0.0));
        }
        svg.stamp(&side, 0.0, 0.0);
        svg.turned(180.0, 400.0, 400.0, |svg| svg.stamp(&side, 0.0, 0.0));
    };
    frame(
        svg,
        cloth.inset(6.0),
        14.0,
        Band::Checks,
        [p.deep, p.light, p.light],
    );
    frame(
        svg,
        cloth.inset(24.0),
        44.0,
        Band::Stars,
        [p.accent, p.second, p.deep],
    );
    frame(
        svg,
        cloth.inset(70.0),
        14.0,
        Band::Lozenges,
        [p.light, p.deep, p.accent],
    );
}

/// A deep white pile with a net of dark lines drawn by hand.
pub fn atlas(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(490.0, 690.0);
    let columns = 2 + chance.below(3);
    hang(svg, p, cloth, true, |svg| {
        let pile = svg.pattern((0.0, 0.0, 13.0, 11.0), 8.0, |svg| {
            svg.rect(0.0, 0.0, 13.0, 11.0, p.light);
            svg.line("M2 2v5M8 6v4M11 1v3", p.light.darker(0.1), 1.6);
        });
        svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, pile);
        let width = cloth.w / columns as f64;
        let rows = (cloth.h / (width * 1.25)).round();
        let height = cloth.h / rows;
        let mut wobble = || chance.between(-9.0, 9.0);
        let mut net = String::new();
        for column in -(rows as i32)..=(columns as i32 + 1) {
            for slope in [1.0, -1.0] {
                let mut x = cloth.x + f64::from(column) * width;
                if slope < 0.0 {
                    x += rows * width;
                }
                net.push_str(&format!("M{} {}", N(x), N(cloth.y)));
                for row in 1..=(rows as i32 * 2) {
                    x += slope * width / 2.0;
                    let y = cloth.y + f64::from(row) * height / 2.0;
                    net.push_str(&format!("L{} {}", N(x + wobble()), N(y + wobble())));
                }
            }
        }
        svg.line(&net, p.main, 9.0);
        let mark = svg.symbol(|svg| {
            svg.line("M-15 0L0 -20L15 0L0 20Z", p.accent, 7.0);
            svg.circle(0.0, 0.0, 4.0, p.main);
        });
        for row in 0..rows as i32 {
            for column in 0..columns as i32 {
                if (row + column) % 2 == 0 {
                    let x = cloth.x + (f64::from(column) + 0.5) * width;
                    let y = cloth.y + f64::from(row) * height + height;
                    svg.stamp(&mark, x, y - height / 2.0);
                }
            }
        }
    });
}

/// A prayer rug: a pointed niche, a hanging lamp, a border.
pub fn niche(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(470.0, 690.0);
    let lamp = chance.once_in(2);
    hang(svg, p, cloth, true, |svg| {
        borders(svg, p, cloth);
        let field = cloth.inset(84.0);
        svg.rect(field.x, field.y, field.w, field.h, p.second);
        let arch = format!(
            "M{l} {b}V{s}L400 {t}L{r} {s}V{b}Z",
            l = N(field.x),
            r = N(field.x + field.w),
            b = N(field.y + field.h),
            s = N(field.y + 190.0),
            t = N(field.y + 26.0)
        );
        svg.path(&arch, p.main);
        svg.line(&arch, p.light, 7.0);
        for (x, y) in [
            (field.x + 44.0, field.y + 56.0),
            (field.x + field.w - 44.0, field.y + 56.0),
        ] {
            svg.path(star(x, y, 32.0, 8, 0.6), p.deep);
            svg.circle(x, y, 9.0, p.light);
        }
        if lamp {
            svg.line("M400 190V300", p.light, 3.0);
            svg.path(
                "M378 300h44l-10 26c26 20 26 58-2 70l10 22h-40l10-22\
        c-28-12-28-50-2-70Z",
                p.second,
            );
            svg.path(star(400.0, 356.0, 17.0, 8, 0.5), p.accent);
        } else {
            svg.line("M400 610V300", p.second, 6.0);
            for step in 0..5 {
                let y = 580.0 - f64::from(step) * 56.0;
                svg.line(
                    format!(
                        "M340 {a}C340 {b} 380 {b} 400 {y}C420 {b} 460 {b} 460 {a}",
                        a = N(y - 50.0),
                        b = N(y - 8.0),
                        y = N(y)
                    ),
                    p.second,
                    5.0,
                );
                svg.circle(340.0, y - 54.0, 9.0, p.accent);
                svg.circle(460.0, y - 54.0, 9.0, p.accent);
            }
            svg.path(star(400.0, 282.0, 34.0, 8, 0.6), p.accent);
        }
    });
}

/// Rugs rolled up and stacked, seen from their ends.
pub fn rolled(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 700.0, 300.0);
    let dyes = [p.main, p.accent, p.second, p.deep];
    for (number, (x, y, w)) in [
        (110.0, 598.0, 560.0),
        (150.0, 500.0, 520.0),
        (130.0, 402.0, 500.0),
    ]
    .into_iter()
    .enumerate()
    {
        let dye = dyes[number % dyes.len()];
        let light = svg.linear(
            (0.0, 0.0),
            (0.0, 1.0),
            &[
                (0.0, Colour(0xfffbf2), 0.3),
                (0.4, Colour(0xfffbf2), 0.0),
                (1.0, Colour(0x1c1412), 0.45),
            ],
        );
        let body = format!("M{} {}h{}v100h{}Z", N(x), N(y), N(w), N(-w));
        let band = *chance.pick(&Band::WOVEN);
        svg.form(body, dye, &light, |svg| {
            svg.rect(x + 60.0, y, 14.0, 100.0, p.light);
            svg.turned(90.0, x + 130.0, y + 50.0, |svg| {
                band.draw(svg, (x + 80.0, y + 10.0, 100.0, 80.0), dye_of(dye, p));
            });
            svg.rect(x + w - 190.0, y, 14.0, 100.0, p.light);
            svg.turned(90.0, x + w - 120.0, y + 50.0, |svg| {
                band.draw(svg, (x + w - 170.0, y + 10.0, 100.0, 80.0), dye_of(dye, p));
            });
        });
        svg.circle(x + w, y + 50.0, 50.0, dye.darker(0.3));
        for ring in 1..5 {
            svg.ring(
                x + w + f64::from(ring % 2),
                y + 50.0,
                52.0 - f64::from(ring) * 10.0,
                p.light.darker(0.1),
                3.0,
            );
        }
        svg.rect(x + w / 2.0 - 6.0, y - 3.0, 12.0, 106.0, p.light.darker(0.2));
    }
}

fn dye_of(ground: Colour, p: &Palette) -> [Colour; 3] {
    [ground.lighter(0.1), dye(ground, p)[1], dye(ground, p)[2]]
}
