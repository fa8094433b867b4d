//! Games.

use super::{EBONY, PEAR, PEARL, WALNUT, boards};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::Band,
        profile::{Profile, outline},
        stage,
        svg::{Svg, polar},
    },
};

/// A frame of inlay around a square.
fn inlay(svg: &mut Svg, (x, y, side): (f64, f64, f64), width: f64, p: &Palette) {
    let centre = (x + side / 2.0, y + side / 2.0);
    let edge = svg.symbol(|svg| {
        Band::Lozenges.draw(svg, (x, y, side, width), [EBONY, PEARL, p.main]);
    });
    for quarter in 0..4 {
        svg.turned(f64::from(quarter) * 90.0, centre.0, centre.1, |svg| {
            svg.stamp(&edge, 0.0, 0.0)
        });
    }
}

/// A backgammon board, open, set for play.
pub fn backgammon(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    stage::flat_shadow(svg, "M70 110H730V690H70Z");
    let wood = boards(svg, WALNUT);
    svg.round(70.0, 110.0, 660.0, 580.0, 12.0, wood);
    for x in [96.0, 414.0] {
        svg.rect(x, 136.0, 290.0, 528.0, PEAR.darker(0.12));
    }
    let point = svg.shape("M0 0h46L23 200Z");
    for half in 0..2 {
        for number in 0..6 {
            let x = 96.0 + f64::from(half) * 318.0 + 7.0 + f64::from(number) * 46.0;
            let dye = if number % 2 == 0 { p.main } else { PEARL };
            svg.stamp_in(&point, (x, 136.0), 1.0, dye);
            let other = if number % 2 == 0 { PEARL } else { p.main };
            svg.placed((x + 46.0, 664.0), 180.0, (1.0, 1.0), |svg| {
                svg.stamp_in(&point, (0.0, 0.0), 1.0, other)
            });
        }
    }
    let man = |svg: &mut Svg, colour: Colour| {
        svg.symbol(|svg| {
            svg.faint(0.3, |svg| svg.circle(3.0, 5.0, 21.0, BLACK));
            svg.circle(0.0, 0.0, 21.0, colour);
            svg.ring(
                0.0,
                0.0,
                14.0,
                colour.mix(if colour == PEARL { WALNUT } else { PEARL }, 0.4),
                2.6,
            );
        })
    };
    let (light, dark) = (man(svg, PEARL), man(svg, EBONY));
    let stacks = [
        (0, true, 5, true),
        (4, true, 3, false),
        (6, true, 5, false),
        (11, true, 2, true),
        (0, false, 5, false),
        (4, false, 3, true),
        (6, false, 5, true),
        (11, false, 2, false),
    ];
    for (place, top, count, white) in stacks {
        let x = 126.0 + f64::from(place) * 46.0 + if place > 5 { 42.0 } else { 0.0 };
        for number in 0..count {
            let y = 160.0 + f64::from(number) * 42.0;
            svg.stamp(
                if white { &light } else { &dark },
                x,
                if top { y } else { 800.0 - y },
            );
        }
    }
    svg.turned(chance.between(0.0, 60.0), 560.0, 400.0, |svg| {
        die(svg, (530.0, 376.0), 5)
    });
    svg.turned(chance.between(-40.0, 0.0), 640.0, 410.0, |svg| {
        die(svg, (620.0, 386.0), 3)
    });
    svg.rect(392.0, 110.0, 16.0, 580.0, WALNUT.darker(0.4));
    for y in [220.0, 560.0] {
        svg.round(386.0, y, 28.0, 44.0, 4.0, Colour(0xd9a441));
    }
    let gloss = stage::flat_light(svg);
    svg.round(70.0, 110.0, 660.0, 580.0, 12.0, gloss);
}

fn die(svg: &mut Svg, (x, y): (f64, f64), spots: u8) {
    svg.faint(0.35, |svg| {
        svg.round(x + 5.0, y + 7.0, 46.0, 46.0, 9.0, BLACK)
    });
    svg.round(x, y, 46.0, 46.0, 9.0, PEARL.lighter(0.5));
    let all = [
        (12.0, 12.0),
        (34.0, 34.0),
        (23.0, 23.0),
        (34.0, 12.0),
        (12.0, 34.0),
    ];
    for (dx, dy) in all.into_iter().take(usize::from(spots)) {
        svg.circle(x + dx, y + dy, 4.6, EBONY);
    }
}

/// A chessboard with some men on it, from above and in front.
pub fn chess(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    stage::flat_shadow(svg, "M110 180H690V760H110Z");
    let wood = boards(svg, WALNUT);
    svg.rect(110.0, 170.0, 580.0, 580.0, wood);
    inlay(svg, (122.0, 182.0, 556.0), 26.0, p);
    let squares = svg.pattern((156.0, 216.0, 122.0, 122.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 122.0, 122.0, PEAR.lighter(0.2));
        svg.rect(61.0, 0.0, 61.0, 61.0, p.main.darker(0.2));
        svg.rect(0.0, 61.0, 61.0, 61.0, p.main.darker(0.2));
    });
    svg.rect(156.0, 216.0, 488.0, 488.0, squares);
    let gloss = stage::flat_light(svg);
    svg.rect(110.0, 170.0, 580.0, 580.0, gloss);
    let king: Profile<'_> = &[
        (7.0, -128.0),
        (9.0, -116.0),
        (22.0, -104.0),
        (12.0, -88.0),
        (17.0, -80.0),
        (9.0, -70.0),
        (13.0, -26.0),
        (27.0, -12.0),
        (29.0, 0.0),
    ];
    let pawn: Profile<'_> = &[
        (5.0, -84.0),
        (17.0, -70.0),
        (8.0, -54.0),
        (15.0, -48.0),
        (8.0, -42.0),
        (12.0, -18.0),
        (22.0, -8.0),
        (24.0, 0.0),
    ];
    let rook: Profile<'_> = &[
        (21.0, -98.0),
        (21.0, -98.0),
        (19.0, -78.0),
        (12.0, -70.0),
        (14.0, -24.0),
        (26.0, -10.0),
        (27.0, 0.0),
    ];
    let light = stage::round_light(svg);
    let shift = chance.below(2) as f64 * 61.0;
    let men = [
        (king, 309.0, 268.0, EBONY),
        (rook, 187.0, 268.0, EBONY),
        (pawn, 431.0, 330.0, EBONY),
        (pawn, 248.0, 390.0, EBONY),
        (pawn, 370.0, 452.0, PEARL),
        (rook, 553.0, 512.0, PEARL),
        (pawn, 492.0 - shift, 574.0, PEARL),
        (king, 309.0 + shift, 640.0, PEARL),
        (pawn, 187.0, 574.0, PEARL),
    ];
    for (man, x, y, wood) in men {
        svg.at(x, y, |svg| {
            svg.faint(0.35, |svg| svg.ellipse(12.0, 4.0, 34.0, 9.0, BLACK));
            svg.form(outline(0.0, man), wood.mix(PEAR, 0.12), &light, |_| {});
        });
    }
}

/// A board with two rows of hollows and stones in them, from above.
pub fn mancala(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let wood = boards(svg, Colour(0x9c6436));
    svg.turned(-8.0, 400.0, 400.0, |svg| {
        svg.faint(0.26, |svg| {
            svg.round(44.0, 270.0, 740.0, 310.0, 90.0, BLACK)
        });
        svg.round(30.0, 246.0, 740.0, 310.0, 90.0, wood);
        svg.faint(0.9, |svg| {
            svg.dashes(
                "M120 262H680M120 540H680",
                Colour(0x5a341c),
                7.0,
                (16.0, 18.0),
            )
        });
        let hollow = svg.radial(
            (0.5, 0.34),
            0.7,
            &[
                (0.0, Colour(0x3a2010), 1.0),
                (0.8, Colour(0x7a4826), 1.0),
                (1.0, Colour(0xc08a52), 1.0),
            ],
        );
        svg.round(56.0, 300.0, 84.0, 200.0, 42.0, &hollow);
        svg.round(660.0, 300.0, 84.0, 200.0, 42.0, &hollow);
        let dyes = [p.main, p.accent, p.second, p.light, p.deep];
        let stone = svg.shape("M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0");
        let shine = svg.symbol(|svg| svg.circle(-4.0, -5.0, 4.0, WHITE));
        for row in 0..2 {
            for column in 0..6 {
                let (x, y) = (
                    192.0 + f64::from(column) * 83.0,
                    332.0 + f64::from(row) * 136.0,
                );
                svg.circle(x, y, 37.0, &hollow);
                for _ in 0..chance.below(5) {
                    let (sx, sy) = polar(
                        (x, y),
                        chance.between(0.0, 360.0),
                        chance.between(3.0, 22.0),
                    );
                    svg.stamp_in(&stone, (sx, sy), 1.0, *chance.pick(&dyes));
                    svg.stamp(&shine, sx, sy);
                }
            }
        }
        for (x, y) in [
            (98.0, 350.0),
            (88.0, 400.0),
            (110.0, 440.0),
            (702.0, 380.0),
            (690.0, 430.0),
        ] {
            svg.stamp_in(&stone, (x, y), 1.0, *chance.pick(&dyes));
            svg.stamp(&shine, x, y);
        }
    });
}
