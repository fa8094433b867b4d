//! Rugs without a pile.

use super::{Cloth, dye, fringe, hang, weft};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::Palette,
        ornament::{Band, steps},
        stage,
        svg::Svg,
    },
};

/// A flatweave: bands of figures between stripes, the same from both ends.
pub fn kilim(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(500.0, 680.0);
    hang(svg, p, cloth, true, |svg| {
        svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, p.main);
        let grounds = [p.main, p.light, p.deep, p.accent, p.second];
        let mut y = cloth.y;
        let middle = cloth.y + cloth.h / 2.0;
        let mut last = (Band::Checks, 0);
        while middle - y > 40.0 {
            let (band, ground) = loop {
                let choice = (*chance.pick(&Band::WOVEN), chance.below(grounds.len()));
                if choice.0 != last.0 && choice.1 != last.1 {
                    break choice;
                }
            };
            last = (band, ground);
            let height = *chance.pick(&[44.0, 56.0, 72.0]);
            let height = if band == Band::Checks { 18.0 } else { height };
            let height = f64::min(height, middle - y - 12.0);
            let colours = dye(grounds[ground], p);
            let mirrored = cloth.y * 2.0 + cloth.h - y - height;
            for top in [y, mirrored] {
                band.draw(svg, (cloth.x, top, cloth.w, height), colours);
            }
            y += height;
            for top in [y, cloth.y * 2.0 + cloth.h - y - 10.0] {
                svg.rect(cloth.x, top, cloth.w, 10.0, p.ink);
                svg.rect(cloth.x, top + 3.0, cloth.w, 4.0, p.light);
            }
            y += 10.0;
        }
        let height = (middle - y) * 2.0;
        Band::Steps.draw(svg, (cloth.x, y, cloth.w, height), dye(p.light, p));
    });
}

/// Lozenge in lozenge on an open field, the stair-edged medallions of the plateau.
pub fn diamonds(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(480.0, 680.0);
    let count = 2 + chance.below(2);
    hang(svg, p, cloth, true, |svg| {
        svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, p.deep);
        Band::Teeth.draw(
            svg,
            (cloth.x, cloth.y, cloth.w, 36.0),
            [p.light, p.accent, p.second],
        );
        svg.turned(180.0, 400.0, 400.0, |svg| {
            Band::Teeth.draw(
                svg,
                (cloth.x, cloth.y, cloth.w, 36.0),
                [p.light, p.accent, p.second],
            );
        });
        let field = cloth.inset(36.0);
        svg.rect(field.x, field.y, field.w, field.h, p.main);
        let room = field.h / count as f64;
        let small = svg.symbol(|svg| {
            svg.path(steps(0.0, 0.0, 40.0, 4), p.second);
            svg.path(steps(0.0, 0.0, 20.0, 2), p.deep);
        });
        for number in 0..count {
            let y = field.y + room * (number as f64 + 0.5);
            let r = f64::min(room / 2.0, field.w / 2.0) - 8.0;
            for (share, steps_of, colour) in [
                (1.0, 12, p.light),
                (0.84, 10, p.accent),
                (0.6, 7, p.ink),
                (0.5, 6, p.second),
                (0.3, 4, p.main),
                (0.14, 2, p.light),
            ] {
                svg.path(steps(400.0, y, r * share, steps_of), colour);
            }
            for x in [field.x, field.x + field.w] {
                svg.stamp(&small, x, y - room / 2.0);
                svg.stamp(&small, x, y + room / 2.0);
            }
        }
    });
}

/// Narrow and long, lozenges hooked into each other down the middle.
pub fn runner(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(250.0, 700.0);
    let count = 4 + chance.below(2);
    stage::disc(svg, p);
    stage::flat_shadow(svg, &cloth.outline());
    fringe(svg, cloth, p.light.mix(p.ink, 0.12));
    svg.within(cloth.outline(), |svg| {
        svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, p.deep);
        svg.rect(
            cloth.x + 14.0,
            cloth.y + 14.0,
            cloth.w - 28.0,
            cloth.h - 28.0,
            p.light,
        );
        let field = cloth.inset(22.0);
        svg.rect(field.x, field.y, field.w, field.h, p.main);
        let room = field.h / count as f64;
        let dyes = [p.accent, p.second];
        for number in 0..count {
            let y = field.y + room * (number as f64 + 0.5);
            let r = f64::min(room, field.w) / 2.0 - 6.0;
            let dye = dyes[number % 2];
            svg.path(steps(400.0, y, r, 9), p.light);
            svg.path(steps(400.0, y, r * 0.82, 7), dye);
            svg.path(steps(400.0, y, r * 0.5, 5), p.ink);
            svg.path(steps(400.0, y, r * 0.3, 3), p.light);
            for x in [field.x, field.x + field.w] {
                svg.path(
                    steps(x, y + room / 2.0, r * 0.46, 4),
                    dyes[(number + 1) % 2],
                );
                svg.path(steps(x, y + room / 2.0, r * 0.22, 2), p.light);
            }
        }
    });
    weft(svg, cloth);
}

/// Strips of used cloth in all colours.
pub fn rags(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let cloth = Cloth::new(500.0, 680.0);
    let dyes = [
        p.main,
        p.accent,
        p.second,
        p.deep,
        p.light,
        p.main.lighter(0.4),
        p.accent.lighter(0.35),
        p.second.darker(0.3),
    ];
    hang(svg, p, cloth, true, |svg| {
        svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, p.light);
        let (columns, rows) = (5, 7);
        let (w, h) = (cloth.w / f64::from(columns), cloth.h / f64::from(rows));
        let lozenge = svg.shape(steps(0.0, 0.0, w * 0.46, 5));
        for row in 0..rows {
            for column in 0..columns {
                let (x, y) = (
                    cloth.x + f64::from(column) * w,
                    cloth.y + f64::from(row) * h,
                );
                let middle = (x + w / 2.0, y + h / 2.0);
                let first = chance.below(dyes.len());
                let second = (first + 1 + chance.below(dyes.len() - 1)) % dyes.len();
                svg.rect(x, y, w + 1.0, h + 1.0, dyes[first]);
                svg.stamp_in(&lozenge, middle, 1.0, dyes[second]);
                svg.stamp_in(&lozenge, middle, 0.4, dyes[first]);
            }
        }
    });
}
