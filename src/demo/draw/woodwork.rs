//! Wood: inlaid, turned, carved, and played with.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    ornament::{Band, Tiles, rosette, star},
    profile::{Profile, outline, stripe},
    stage,
    svg::{N, Paint, Svg, polar, polygon},
};

const WALNUT: Colour = Colour(0x6b_40_26);
const PEAR: Colour = Colour(0xd9_a9_6a);
const EBONY: Colour = Colour(0x2c_1c_16);
const PEARL: Colour = Colour(0xf1_ea_da);

fn boards(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 260.0, 90.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 260.0, 90.0, colour);
        svg.line(
            "M0 20C80 10 170 34 260 20M0 64C90 76 180 52 260 64",
            colour.darker(0.2),
            3.0,
        );
        svg.line("M0 42C90 36 160 50 260 42", colour.lighter(0.14), 2.4);
    })
}

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
    inlay(svg, (88.0, 78.0, 0.1), 0.1, p);
    svg.rect(392.0, 110.0, 16.0, 580.0, WALNUT.darker(0.4));
    for y in [220.0, 560.0] {
        svg.round(386.0, y, 28.0, 44.0, 4.0, Colour(0xd9_a4_41));
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

/// A box inlaid with stars, its lid shut.
pub fn casket(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 420.0, 700.0, 270.0);
    let wood = boards(svg, WALNUT);
    svg.path("M160 420L240 350H640L600 420Z", WALNUT.lighter(0.22));
    svg.path("M600 420L640 350V630L600 690Z", WALNUT.darker(0.35));
    svg.rect(160.0, 420.0, 440.0, 270.0, wood);
    let tiles = Tiles::any(chance).paint(
        svg,
        (188.0, 536.0),
        64.0,
        [WALNUT.darker(0.3), PEARL, p.main, PEAR],
    );
    svg.rect(188.0, 536.0, 384.0, 128.0, tiles);
    svg.line("M188 536H572V664H188Z", PEARL, 4.0);
    Band::Lozenges.draw(svg, (160.0, 448.0, 440.0, 36.0), [EBONY, PEARL, p.accent]);
    svg.line("M160 506H600L640 440", EBONY, 5.0);
    svg.line("M190 412L254 358H616L588 412Z", PEARL, 3.0);
    svg.line("M232 402L274 368H590L570 402Z", p.main, 9.0);
    svg.round(356.0, 488.0, 48.0, 50.0, 6.0, Colour(0xd9_a4_41));
    svg.circle(380.0, 508.0, 6.0, EBONY);
    svg.path("M377 508h6l3 18h-12Z", EBONY);
    for (x, w) in [(150.0, 40.0), (570.0, 36.0)] {
        svg.round(x, 686.0, w, 18.0, 4.0, WALNUT.darker(0.4));
    }
    let light = stage::flat_light(svg);
    svg.rect(160.0, 420.0, 440.0, 270.0, light);
}

/// Spoons with carved handles, from above.
pub fn spoons(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let woods = [
        WALNUT.lighter(0.12),
        PEAR,
        Colour(0x9a_5a_30),
        Colour(0xc9_8f_50),
    ];
    let first = chance.below(4);
    for number in 0..4_usize {
        let wood = woods[(first + number) % 4];
        let x = 180.0 + 147.0 * number as f64;
        let turn = -12.0 + 8.0 * number as f64;
        svg.placed((x, 400.0), turn, (1.0, 1.0), |svg| {
            let spoon = "M0-320C58-320 78-250 70-190C62-130 34-104 18-84L22 250Q22 300 0 318Q-22 300-22 250L-18-84C-34-104-62-130-70-190C-78-250-58-320 0-320Z";
            svg.faint(0.26, |svg| svg.at(12.0, 16.0, |svg| svg.path(spoon, BLACK)));
            let light = stage::soft_light(svg);
            svg.form(spoon, wood, &light, |svg| {
                svg.line("M-8-80C-4 60-12 160-6 300M9-70C6 80 12 180 5 290", wood.darker(0.2), 2.6);
                for step in 0..3 {
                    let y = 120.0 + f64::from(step) * 54.0;
                    svg.path(star(0.0, y, 15.0, 8, 0.5), wood.darker(0.45));
                }
                svg.line("M-26 84H26M-26 92H26", wood.darker(0.45), 3.0);
                svg.line("M-26 268H26", p.accent, 11.0);
            });
            let bowl = svg.radial((0.5, 0.3), 0.8, &[(0.0, wood.darker(0.5), 1.0), (1.0, wood.lighter(0.12), 1.0)]);
            svg.path("M0-302C44-302 60-244 54-192C48-146 22-122 0-122C-22-122-48-146-54-192C-60-244-44-302 0-302Z", bowl);
        });
    }
}

/// A low eight-sided table.
pub fn table(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 704.0, 250.0);
    let faces = [
        ("M150 420L270 460V700L170 650Z", 0.3),
        ("M270 460H530V700H270Z", 0.0),
        ("M530 460L650 420L630 650L530 700Z", 0.42),
    ];
    let wood = boards(svg, WALNUT);
    for (face, shade) in faces {
        svg.path(face, &wood);
        svg.path(face, Colour(0x1c_14_12).mix(WALNUT, 1.0 - shade));
    }
    for (d, dark) in [
        ("M318 700V600Q318 520 400 496Q482 520 482 600V700Z", 0.6),
        ("M188 656V590Q196 520 228 506Q252 528 254 600V690Z", 0.66),
        ("M612 656V590Q604 520 572 506Q548 528 546 600V690Z", 0.7),
    ] {
        svg.path(d, WALNUT.darker(dark));
        svg.line(d, PEARL.darker(0.1), 4.0);
    }
    Band::Lozenges.draw(svg, (270.0, 464.0, 260.0, 26.0), [EBONY, PEARL, p.accent]);
    for (x, y) in [
        (294.0, 560.0),
        (506.0, 560.0),
        (294.0, 640.0),
        (506.0, 640.0),
    ] {
        svg.path(star(x, y, 15.0, 8, 0.5), PEARL);
    }
    svg.placed((400.0, 410.0), 0.0, (1.0, 0.34), |svg| {
        let ring = |r: f64| -> Vec<(f64, f64)> {
            (0..8)
                .map(|corner| polar((0.0, 0.0), 22.5 + f64::from(corner) * 45.0, r))
                .collect()
        };
        svg.at(0.0, 60.0, |svg| {
            svg.path(polygon(&ring(298.0)), WALNUT.darker(0.45))
        });
        svg.path(polygon(&ring(298.0)), WALNUT.lighter(0.1));
        svg.path(polygon(&ring(276.0)), EBONY);
        svg.path(polygon(&ring(262.0)), p.main);
        rosette(
            svg,
            (0.0, 0.0),
            232.0,
            [WALNUT, PEARL, p.accent, PEAR],
            chance,
        );
    });
}

/// A folding stand with a book on it.
pub fn book_stand(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 702.0, 220.0);
    let light = stage::soft_light(svg);
    let tiles = Tiles::any(chance).paint(
        svg,
        (400.0, 460.0),
        58.0,
        [WALNUT, PEAR, WALNUT.darker(0.4), EBONY],
    );
    svg.path("M640 380L700 330L300 690L230 704Z", WALNUT.darker(0.3));
    svg.form(
        "M160 380L100 330L500 690L570 704Z",
        WALNUT.lighter(0.06),
        &light,
        |_| {},
    );
    svg.form(
        "M236 470L400 590L564 470L620 700H540Q520 620 400 620T260 700H180Z",
        tiles,
        &light,
        |svg| {
            svg.line(
                "M236 470L400 590L564 470L620 700H540Q520 620 400 620T260 700H180Z",
                WALNUT.darker(0.3),
                20.0,
            );
        },
    );
    svg.path("M400 450C320 370 200 360 92 400L84 356C200 310 330 330 400 410C470 330 600 310 716 356L708 400C600 360 480 370 400 450Z", p.main);
    svg.path("M400 424C330 340 210 326 96 362L112 326C220 292 340 306 400 384C460 306 580 292 688 326L704 362C590 326 470 340 400 424Z", p.light);
    for step in 0..4 {
        let y = f64::from(step) * 15.0;
        svg.line(
            format!(
                "M150 {}C220 {} 300 {} 360 {}",
                N(336.0 + y * 0.4),
                N(318.0 + y * 0.6),
                N(330.0 + y),
                N(372.0 + y * 0.8)
            ),
            p.ink.mix(p.light, 0.5),
            3.0,
        );
        svg.line(
            format!(
                "M650 {}C580 {} 500 {} 440 {}",
                N(336.0 + y * 0.4),
                N(318.0 + y * 0.6),
                N(330.0 + y),
                N(372.0 + y * 0.8)
            ),
            p.ink.mix(p.light, 0.5),
            3.0,
        );
    }
    svg.path(
        "M404 400c14 60-6 110 10 170l-16-14-12 18c10-60-4-110 10-172Z",
        p.accent,
    );
}

/// A board with two rows of hollows and stones in them, from above.
pub fn mancala(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let wood = boards(svg, Colour(0x9c_64_36));
    svg.turned(-8.0, 400.0, 400.0, |svg| {
        svg.faint(0.26, |svg| {
            svg.round(44.0, 270.0, 740.0, 310.0, 90.0, BLACK)
        });
        svg.round(30.0, 246.0, 740.0, 310.0, 90.0, wood);
        svg.faint(0.9, |svg| {
            svg.dashes(
                "M120 262H680M120 540H680",
                Colour(0x5a_34_1c),
                7.0,
                (16.0, 18.0),
            )
        });
        let hollow = svg.radial(
            (0.5, 0.34),
            0.7,
            &[
                (0.0, Colour(0x3a_20_10), 1.0),
                (0.8, Colour(0x7a_48_26), 1.0),
                (1.0, Colour(0xc0_8a_52), 1.0),
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

/// A mirror in a carved frame.
pub fn mirror(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let frame = "M150 740V330C150 180 270 120 400 50C530 120 650 180 650 330V740Z";
    svg.faint(0.26, |svg| svg.at(14.0, 18.0, |svg| svg.path(frame, BLACK)));
    let light = stage::flat_light(svg);
    let tiles = Tiles::any(chance).paint(svg, (400.0, 60.0), 56.0, [WALNUT, PEARL, p.main, PEAR]);
    svg.form(frame, tiles, &light, |svg| {
        svg.line(frame, WALNUT.darker(0.3), 34.0);
        svg.line(frame, PEARL, 4.0);
    });
    let glass = svg.linear(
        (0.0, 0.0),
        (1.0, 1.0),
        &[
            (0.0, p.ground.lighter(0.7), 1.0),
            (0.4, p.ground, 1.0),
            (0.42, p.ground.lighter(0.5), 1.0),
            (0.55, p.ground.lighter(0.3), 1.0),
            (0.56, p.ground.darker(0.1), 1.0),
            (1.0, p.ground.darker(0.3), 1.0),
        ],
    );
    let inner = "M230 670V350C230 250 310 200 400 150C490 200 570 250 570 350V670Z";
    svg.path(inner, glass);
    svg.line(inner, WALNUT.darker(0.4), 17.0);
    svg.line(inner, Colour(0xd9_a4_41), 5.0);
    svg.path(star(400.0, 98.0, 30.0, 8, 0.6), PEARL);
}

/// A round tray of wood and tin, or a board to cut on, on its edge.
pub fn board(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 200.0);
    let wood = boards(svg, PEAR.mix(WALNUT, 0.2));
    let shape = "M400 90C444 90 452 130 446 170C444 196 460 214 500 222C600 244 640 330 640 440C640 600 540 694 400 694S160 600 160 440C160 330 200 244 300 222C340 214 356 196 354 170C348 130 356 90 400 90Z";
    let light = stage::flat_light(svg);
    svg.form(shape, wood, &light, |svg| {
        svg.line(shape, WALNUT, 16.0);
        rosette(
            svg,
            (400.0, 460.0),
            150.0,
            [PEAR.mix(WALNUT, 0.2), WALNUT, p.main, WALNUT],
            chance,
        );
    });
    svg.circle(400.0, 134.0, 18.0, p.ground.darker(0.25));
    svg.line("M400 124C380 70 430 50 410 10", p.accent, 7.0);
    svg.ring(400.0, 134.0, 18.0, WALNUT, 4.0);
    stripe(svg, 0.0, 0.1, WHITE);
}
