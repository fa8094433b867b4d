//! Baskets that stay in the house.

use super::{LEATHER, STRAW, coils, mouth, wicker};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette},
        ornament::{Band, star},
        profile::{Profile, outline, stripe},
        stage,
        svg::{N, Svg},
    },
};

/// A round coiled basket.
pub fn round(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 190.0);
    let body: Profile<'_> = &[
        (228.0, 380.0),
        (240.0, 420.0),
        (246.0, 520.0),
        (214.0, 640.0),
        (180.0, 690.0),
        (178.0, 694.0),
    ];
    let weave = coils(svg, STRAW);
    let light = stage::round_light(svg);
    let (one, two) = (
        *chance.pick(&Band::WOVEN),
        *chance.pick(&[Band::Teeth, Band::Zigzag, Band::Lozenges, Band::Steps]),
    );
    svg.form(outline(400.0, body), weave, &light, |svg| {
        svg.faint(0.88, |svg| {
            one.draw(svg, (140.0, 432.0, 520.0, 40.0), [STRAW, p.accent, p.main]);
            two.draw(
                svg,
                (140.0, 486.0, 520.0, 100.0),
                [STRAW.lighter(0.2), p.main, p.accent],
            );
            one.draw(svg, (140.0, 600.0, 520.0, 40.0), [STRAW, p.accent, p.main]);
        });
        let seams = svg.pattern((0.0, 0.0, 12.0, 18.0), 0.0, |svg| {
            svg.rect(0.0, 14.0, 12.0, 3.0, BLACK)
        });
        svg.faint(0.22, |svg| svg.rect(120.0, 360.0, 560.0, 360.0, seams));
    });
    mouth(svg, 380.0, 228.0, STRAW);
}

/// A tall basket with a lid like a cone, for bread.
pub fn cone(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 230.0);
    let light = stage::round_light(svg);
    let weave = coils(svg, STRAW);
    let base: Profile<'_> = &[
        (250.0, 580.0),
        (250.0, 596.0),
        (214.0, 640.0),
        (150.0, 660.0),
        (156.0, 692.0),
        (156.0, 692.0),
    ];
    svg.form(outline(400.0, base), weave.clone(), &light, |svg| {
        svg.faint(0.88, |svg| {
            Band::Teeth.draw(svg, (130.0, 600.0, 540.0, 40.0), [STRAW, p.main, p.accent])
        });
    });
    let lid: Profile<'_> = &[
        (20.0, 176.0),
        (34.0, 190.0),
        (26.0, 216.0),
        (78.0, 300.0),
        (170.0, 450.0),
        (252.0, 580.0),
        (252.0, 586.0),
    ];
    let bands = [
        *chance.pick(&Band::WOVEN),
        *chance.pick(&Band::WOVEN),
        *chance.pick(&Band::WOVEN),
    ];
    svg.form(outline(400.0, lid), weave, &light, |svg| {
        svg.faint(0.9, |svg| {
            for (band, (y, h), dyes) in [
                (bands[0], (270.0, 50.0), [p.accent, p.light, p.second]),
                (bands[1], (350.0, 66.0), [p.main, p.light, p.accent]),
                (
                    bands[2],
                    (452.0, 80.0),
                    [STRAW.lighter(0.3), p.main, p.accent],
                ),
            ] {
                band.draw(svg, (120.0, y, 560.0, h), dyes);
                stripe(svg, y - 12.0, 8.0, p.second);
                stripe(svg, y + h + 4.0, 8.0, p.second);
            }
            Band::Checks.draw(svg, (120.0, 552.0, 560.0, 20.0), [p.main, p.light, p.light]);
        });
    });
    svg.circle(400.0, 168.0, 21.0, p.accent);
    svg.line(
        "M400 180c-14 20-14 40-22 60M400 180c14 20 14 40 22 60M400 180v62",
        p.accent,
        7.0,
    );
}

/// A plate of coils, to hang on a wall.
pub fn plate(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let r = 318.0;
    svg.faint(0.26, |svg| svg.circle(414.0, 422.0, r, BLACK));
    svg.circle(400.0, 400.0, r, STRAW);
    let points = *chance.pick(&[5, 8, 10]);
    let rings = [
        (0.94, p.main, points * 2),
        (0.72, p.accent, points * 2),
        (0.52, p.main, points),
        (0.3, p.second, points),
    ];
    let style = chance.below(2);
    for (share, colour, count) in rings {
        svg.circle(400.0, 400.0, r * share, colour);
        let inner = if style == 0 { 0.74 } else { 0.6 };
        svg.path(
            star(400.0, 400.0, r * share, count, inner),
            STRAW.lighter(0.22),
        );
    }
    svg.circle(400.0, 400.0, r * 0.1, p.main);
    let mut d = String::new();
    for ring in 1..18 {
        let radius = f64::from(ring) * 18.0;
        d.push_str(&format!(
            "M{} 400a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0",
            N(400.0 - radius),
            r = N(radius),
            d = N(radius * 2.0)
        ));
    }
    svg.faint(0.3, |svg| {
        svg.line(&d, STRAW.darker(0.7), 3.4);
        svg.dashes(&d, STRAW.lighter(0.7), 9.0, (2.0, 13.0));
    });
    svg.ring(400.0, 400.0, r - 6.0, p.second, 12.0);
    svg.dashes(
        format!("M{} 400a312 312 0 1 0 624 0a312 312 0 1 0-624 0", N(88.0)),
        STRAW.darker(0.4),
        12.0,
        (3.0, 17.0),
    );
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, r, light);
}

/// A tall basket with a lid, for laundry.
pub fn hamper(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 700.0, 180.0);
    let light = stage::round_light(svg);
    let dark = STRAW.mix(p.main, 0.28);
    let weave = wicker(svg, dark);
    let body: Profile<'_> = &[
        (184.0, 260.0),
        (184.0, 260.0),
        (196.0, 400.0),
        (190.0, 600.0),
        (172.0, 696.0),
        (172.0, 696.0),
    ];
    svg.form(outline(400.0, body), weave.clone(), &light, |svg| {
        for (y, h) in [(330.0, 30.0), (372.0, 10.0), (600.0, 30.0), (588.0, 8.0)] {
            svg.faint(0.86, |svg| stripe(svg, y, h, p.main));
        }
    });
    let lid: Profile<'_> = &[
        (40.0, 176.0),
        (150.0, 196.0),
        (196.0, 232.0),
        (198.0, 272.0),
        (198.0, 272.0),
    ];
    svg.form(outline(400.0, lid), weave, &light, |svg| {
        svg.faint(0.86, |svg| stripe(svg, 250.0, 14.0, p.main));
    });
    svg.line("M360 182C360 140 440 140 440 182", LEATHER, 15.0);
    for x in [300.0, 500.0] {
        svg.round(x - 15.0, 236.0, 30.0, 110.0, 7.0, LEATHER);
        svg.round(x - 20.0, 300.0, 40.0, 30.0, 5.0, Colour(0xd9a441));
        svg.round(x - 10.0, 307.0, 20.0, 16.0, 3.0, LEATHER);
    }
    svg.mirrored(|svg| svg.line("M214 440C160 440 160 530 212 530", LEATHER, 15.0));
}

/// A pot of reed with a plant in it.
pub fn planter(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 170.0);
    let green = Colour(0x4f7f55);
    let leaf = svg.shape("M0 0C-70-60-70-190 0-250C70-190 70-60 0 0Z");
    let vein = svg.symbol(|svg| {
        svg.line(
            "M0 0V-226M0-60L-36-96M0-60L36-96M0-120L-36-156M0-120L36-156",
            green.lighter(0.35),
            4.0,
        )
    });
    for (turn, scale, tone) in [
        (-64.0, 0.92, 0.3),
        (62.0, 0.96, 0.24),
        (-34.0, 1.14, 0.12),
        (36.0, 1.08, 0.06),
        (2.0, 1.3, 0.0),
    ] {
        let turn = turn + chance.between(-5.0, 5.0);
        svg.placed((400.0, 460.0), turn, (scale, scale), |svg| {
            svg.stamp_in(&leaf, (0.0, 0.0), 1.0, green.darker(tone));
            svg.stamp(&vein, 0.0, 0.0);
        });
    }
    let body: Profile<'_> = &[
        (196.0, 430.0),
        (204.0, 470.0),
        (196.0, 580.0),
        (160.0, 690.0),
        (158.0, 696.0),
    ];
    let weave = wicker(svg, STRAW);
    let light = stage::round_light(svg);
    svg.form(outline(400.0, body), weave, &light, |svg| {
        svg.faint(0.9, |svg| {
            stripe(svg, 560.0, 150.0, p.main);
            Band::Teeth.draw(svg, (190.0, 520.0, 420.0, 42.0), [STRAW, p.main, p.accent]);
        });
    });
    svg.mirrored(|svg| svg.line("M206 450C156 450 160 530 206 530", STRAW.darker(0.3), 15.0));
}
