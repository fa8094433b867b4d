//! Furniture and small things.

use super::{EBONY, PEAR, PEARL, WALNUT, boards};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette},
        ornament::{Band, Tiles, rosette, star},
        stage,
        svg::{N, Svg, polar, polygon},
    },
};

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
    svg.round(356.0, 488.0, 48.0, 50.0, 6.0, Colour(0xd9a441));
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
        Colour(0x9a5a30),
        Colour(0xc98f50),
    ];
    let first = chance.below(4);
    for number in 0..4_usize {
        let wood = woods[(first + number) % 4];
        let x = 180.0 + 147.0 * number as f64;
        let turn = -12.0 + 8.0 * number as f64;
        svg.placed((x, 400.0), turn, (1.0, 1.0), |svg| {
            let spoon = "M0-320C58-320 78-250 70-190C62-130 34-104 18-84L22 250Q22 300 0 \
        318Q-22 300-22 250L-18-84C-34-104-62-130-70-190C-78-250-58-320 \
        0-320Z";
            svg.faint(0.26, |svg| svg.at(12.0, 16.0, |svg| svg.path(spoon, BLACK)));
            let light = stage::soft_light(svg);
            svg.form(spoon, wood, &light, |svg| {
                svg.line(
                    "M-8-80C-4 60-12 160-6 300M9-70C6 80 12 180 5 290",
                    wood.darker(0.2),
                    2.6,
                );
                for step in 0..3 {
                    let y = 120.0 + f64::from(step) * 54.0;
                    svg.path(star(0.0, y, 15.0, 8, 0.5), wood.darker(0.45));
                }
                svg.line("M-26 84H26M-26 92H26", wood.darker(0.45), 3.0);
                svg.line("M-26 268H26", p.accent, 11.0);
            });
            let bowl = svg.radial(
                (0.5, 0.3),
                0.8,
                &[(0.0, wood.darker(0.5), 1.0), (1.0, wood.lighter(0.12), 1.0)],
            );
            svg.path(
                "M0-302C44-302 60-244 54-192C48-146 22-122 0-122\
        C-22-122-48-146-54-192C-60-244-44-302 0-302Z",
                bowl,
            );
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
        svg.path(face, Colour(0x1c1412).mix(WALNUT, 1.0 - shade));
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
        "M236 470L400 590L564 470L620 700H540Q520 620 400 620T260 700H180\
        Z",
        tiles,
        &light,
        |svg| {
            svg.line(
                "M236 470L400 590L564 470L620 700H540Q520 620 400 620T260 700H180\
        Z",
                WALNUT.darker(0.3),
                20.0,
            );
        },
    );
    svg.path(
        "M400 450C320 370 200 360 92 400L84 356C200 310 330 330 400 410\
        C470 330 600 310 716 356L708 400C600 360 480 370 400 450Z",
        p.main,
    );
    svg.path(
        "M400 424C330 340 210 326 96 362L112 326C220 292 340 306 400 384\
        C460 306 580 292 688 326L704 362C590 326 470 340 400 424Z",
        p.light,
    );
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
    let inner = "M230 670V350C230 250 310 200 400 150C490 200 570 250 570 350V670\
        Z";
    svg.path(inner, glass);
    svg.line(inner, WALNUT.darker(0.4), 17.0);
    svg.line(inner, Colour(0xd9a441), 5.0);
    svg.path(star(400.0, 98.0, 30.0, 8, 0.6), PEARL);
}

/// A round tray of wood and tin, or a board to cut on, on its edge.
pub fn board(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 200.0);
    let wood = boards(svg, PEAR.mix(WALNUT, 0.2));
    let shape = "M400 90C444 90 452 130 446 170C444 196 460 214 500 222C600 244 \
        640 330 640 440C640 600 540 694 400 694S160 600 160 440C160 330 \
        200 244 300 222C340 214 356 196 354 170C348 130 356 90 400 90Z";
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
}
