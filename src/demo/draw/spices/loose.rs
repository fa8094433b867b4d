//! Spices as they grow.

use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::leaf,
        stage,
        svg::{N, Svg, polar},
    },
};

/// Pods and stars on a cloth, from above.
pub fn star_pods(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    strewn(svg, p, chance, |svg, p| {
        for arm in 0..8 {
            svg.turned(f64::from(arm) * 45.0, 0.0, 0.0, |svg| {
                svg.path("M0 0C-26-20-24-58 0-78C24-58 26-20 0 0Z", p.main);
                svg.path("M0-10C-12-26-12-50 0-66C12-50 12-26 0-10Z", p.deep);
                svg.ellipse(0.0, -38.0, 7.0, 13.0, p.accent.lighter(0.2));
            });
        }
        svg.circle(0.0, 0.0, 9.0, p.deep);
    });
}

/// Rolled bark, tied in bundles.
pub fn quills(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    for (y, turn) in [(300.0, -24.0), (480.0, 12.0)] {
        svg.placed((400.0, y + 20.0), turn, (1.0, 1.0), |svg| {
            svg.faint(0.2, |svg| {
                svg.round(-250.0, -40.0, 520.0, 116.0, 20.0, BLACK)
            });
            for (number, offset) in [-44.0, 0.0, 44.0, -22.0, 22.0].into_iter().enumerate() {
                let (x, length) = (-262.0 + chance.between(-16.0, 16.0), 520.0);
                let shade = p.main.lighter(number as f64 * 0.06);
                let light = svg.linear(
                    (0.0, 0.0),
                    (0.0, 1.0),
                    &[(0.0, WHITE, 0.25), (0.5, WHITE, 0.0), (1.0, BLACK, 0.4)],
                );
                svg.round(x, offset - 26.0, length, 52.0, 20.0, shade);
                svg.round(x, offset - 26.0, length, 52.0, 20.0, light);
                svg.line(
                    format!(
                        "M{} {y}h{}",
                        N(x + 30.0),
                        N(length - 60.0),
                        y = N(offset + 4.0)
                    ),
                    p.deep,
                    2.5,
                );
                svg.ellipse(x + length - 8.0, offset, 11.0, 25.0, p.deep);
                svg.ring(x + length - 8.0, offset, 6.0, p.main.lighter(0.3), 3.0);
            }
            svg.line(
                "M-40-74C-20-30-20 30-40 76M-28-74C-8-30-8 30-28 76",
                p.light,
                6.0,
            );
            svg.line(
                "M-30-70C-70-110-90-90-34-72C10-110 30-90-26-70",
                p.light,
                5.0,
            );
        });
    }
}

/// Threads in a small dish, from above.
pub fn threads(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.25, |svg| svg.circle(414.0, 422.0, 270.0, BLACK));
    svg.circle(400.0, 400.0, 270.0, p.second);
    svg.circle(400.0, 400.0, 256.0, p.light);
    svg.circle(400.0, 400.0, 220.0, p.second.darker(0.35));
    let heap = svg.radial(
        (0.5, 0.5),
        0.5,
        &[(0.0, p.main, 1.0), (0.7, p.main, 0.85), (1.0, p.deep, 0.0)],
    );
    svg.circle(400.0, 400.0, 205.0, heap);
    for colour in [
        p.deep,
        p.main.lighter(0.12),
        p.accent,
        p.main,
        p.accent.lighter(0.2),
    ] {
        let mut d = String::new();
        for _ in 0..26 {
            let (x, y) = polar(
                (400.0, 400.0),
                chance.between(0.0, 360.0),
                chance.between(0.0, 180.0),
            );
            let mut bend = || N(chance.between(-34.0, 34.0));
            d.push_str(&format!(
                "M{} {}q{} {} {} {}",
                N(x),
                N(y),
                bend(),
                bend(),
                bend(),
                bend()
            ));
        }
        svg.line(d, colour, 4.0);
    }
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, 270.0, light);
}

/// Seeds strewn from a scoop, from above.
pub fn seeds(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    let seed = svg.symbol(|svg| {
        svg.path("M0-15C9-9 9 9 0 15C-9 9-9-9 0-15Z", p.main);
        svg.line("M-2-10C1-4 1 4-2 10", p.main.lighter(0.45), 2.0);
    });
    let wood = Colour(0xa8703d);
    svg.placed((470.0, 310.0), 42.0, (1.0, 1.0), |svg| {
        svg.faint(0.24, |svg| svg.ellipse(14.0, 34.0, 170.0, 200.0, BLACK));
        svg.round(-26.0, -330.0, 52.0, 190.0, 24.0, wood.darker(0.12));
        svg.path(
            "M-150 150C-190-20-110-170 0-176C110-170 190-20 150 150C60 \
        176-60 176-150 150Z",
            wood,
        );
        svg.path(
            "M-126 136C-160-10-90-144 0-150C90-144 160-10 126 136C50 158-50 \
        158-126 136Z",
            wood.darker(0.4),
        );
        svg.path(
            "M-122 134C-140 0-80-100 0-108C80-100 140 0 122 134C50 156-50 \
        156-122 134Z",
            p.deep,
        );
    });
    for _ in 0..110 {
        let along = chance.between(0.0, 1.0);
        let (x, y) = (540.0 - along * 330.0, 250.0 + along * 340.0);
        let wide = 70.0 + along * 120.0;
        let (dx, dy) = (
            chance.between(-wide, wide),
            chance.between(-wide, wide) * 0.8,
        );
        svg.stamp_turned(
            &seed,
            x + dx,
            y + dy,
            chance.between(0.0, 180.0).round(),
            1.2,
        );
    }
}

/// Dried chillies on a string.
pub fn chillies(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    svg.line("M400 40C394 260 408 500 400 700", Colour(0xb89866), 7.0);
    let pod = svg.symbol(|svg| {
        svg.path("M-12-4C-34 40-20 130 26 176C16 120 40 40 14-4Z", p.main);
        svg.path(
            "M-6 6C-18 50-6 100 12 136C4 90-2 50 4 6Z",
            p.main.lighter(0.26),
        );
        svg.path(
            "M-16 0C-12-18-4-22 0-40C6-22 14-18 18 0C8 8-8 8-16 0Z",
            Colour(0x6f7a3a),
        );
    });
    for row in 0..9 {
        let y = 130.0 + f64::from(row) * 58.0;
        for side in [-1.0, 1.0] {
            let turn = side * -(28.0 + chance.between(0.0, 30.0));
            svg.placed(
                (400.0 + side * 12.0, y + side * 10.0),
                turn,
                (side * 1.12, 1.12),
                |svg| svg.stamp(&pod, 0.0, 0.0),
            );
        }
    }
    svg.stamp_turned(&pod, 400.0, 660.0, 8.0, 1.0);
}

/// Leaves of a herb on a cloth, from above.
pub fn herbs(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    strewn(svg, p, chance, |svg, p| {
        svg.line("M0 90C4 30-4-30 0-86", p.deep, 5.0);
        let leaf = svg.shape(leaf(58.0));
        for step in 0..5 {
            let y = 60.0 - f64::from(step) * 32.0;
            for side in [-1.0, 1.0] {
                svg.placed((0.0, y), side * 58.0, (1.0, 1.0), |svg| {
                    svg.stamp_in(
                        &leaf,
                        (0.0, 0.0),
                        1.0 - f64::from(step) * 0.08,
                        if side < 0.0 {
                            p.main
                        } else {
                            p.main.lighter(0.18)
                        },
                    );
                });
            }
        }
    });
}

/// How many of a thing lie on a cloth.
const STREWN: usize = 7;

/// A few of one thing on a cloth: one in the middle, the others around it.
fn strewn(svg: &mut Svg, p: &Palette, chance: &mut Chance, draw: impl FnOnce(&mut Svg, &Palette)) {
    stage::plain(svg, p);
    let cloth = svg.pattern((0.0, 0.0, 40.0, 40.0), 45.0, |svg| {
        svg.rect(0.0, 0.0, 40.0, 40.0, p.light);
        svg.rect(0.0, 0.0, 40.0, 3.0, p.accent.mix(p.light, 0.35));
        svg.rect(0.0, 0.0, 3.0, 40.0, p.accent.mix(p.light, 0.35));
    });
    svg.turned(chance.between(-8.0, 8.0), 400.0, 400.0, |svg| {
        stage::flat_shadow(svg, "M110 110H690V690H110Z");
        svg.rect(110.0, 110.0, 580.0, 580.0, cloth);
        svg.dashes("M124 124H676V676H124Z", p.accent, 4.0, (10.0, 10.0));
    });
    let thing = svg.symbol(|svg| draw(svg, p));
    let shade = svg.symbol(|svg| svg.ellipse(10.0, 16.0, 74.0, 74.0, BLACK));
    for number in 0..STREWN {
        let (x, y) = match number {
            0 => (400.0, 400.0),
            _ => polar(
                (400.0, 400.0),
                number as f64 * 360.0 / (STREWN - 1) as f64 + 15.0,
                186.0,
            ),
        };
        svg.faint(0.12, |svg| svg.stamp(&shade, x, y));
        svg.stamp_turned(
            &thing,
            x,
            y,
            chance.between(0.0, 360.0),
            if number == 0 { 1.2 } else { 1.0 },
        );
    }
}
