//! Baskets: palm, reed, seagrass, coiled and plaited.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    ornament::{Band, star},
    profile::{Profile, outline, stripe},
    stage,
    svg::{N, Paint, Svg, polar},
};

const STRAW: Colour = Colour(0xd8_b0_6a);
const LEATHER: Colour = Colour(0x7a_48_2a);

/// Plaited rods.
fn wicker(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 40.0, 24.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 40.0, 24.0, colour.darker(0.42));
        for (x, y) in [(1.0, 1.0), (-19.0, 13.0), (21.0, 13.0)] {
            svg.round(x, y, 38.0, 10.0, 5.0, colour);
            svg.round(x + 4.0, y + 1.5, 28.0, 3.0, 1.5, colour.lighter(0.35));
        }
    })
}

/// Coils sewn onto each other.
fn coils(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 12.0, 18.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 12.0, 18.0, colour);
        svg.rect(0.0, 14.0, 12.0, 4.0, colour.darker(0.34));
        svg.rect(0.0, 2.0, 12.0, 4.0, colour.lighter(0.28));
        svg.line("M4 1L8 15", colour.darker(0.2), 2.2);
    })
}

/// The opening of a basket.
fn mouth(svg: &mut Svg, y: f64, r: f64, colour: Colour) {
    svg.ellipse(400.0, y, r, r * 0.2, colour.lighter(0.2));
    svg.ellipse(400.0, y + 5.0, r * 0.92, r * 0.155, colour.darker(0.62));
    svg.dashes(
        format!(
            "M{} {y}A{r} {b} 0 0 0 {} {y}",
            N(400.0 - r),
            N(400.0 + r),
            y = N(y),
            r = N(r),
            b = N(r * 0.2)
        ),
        colour.darker(0.3),
        7.0,
        (5.0, 12.0),
    );
}

/// A basket for the market with two long handles.
pub fn tote(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 200.0);
    svg.line(
        "M286 400C290 120 510 120 514 400",
        LEATHER.darker(0.2),
        17.0,
    );
    let body: Profile<'_> = &[
        (268.0, 380.0),
        (262.0, 400.0),
        (232.0, 520.0),
        (194.0, 650.0),
        (184.0, 694.0),
        (184.0, 694.0),
    ];
    let weave = wicker(svg, STRAW);
    let light = stage::round_light(svg);
    let band = *chance.pick(&Band::WOVEN);
    svg.form(outline(400.0, body), weave, &light, |svg| {
        svg.faint(0.9, |svg| {
            band.draw(
                svg,
                (120.0, 488.0, 560.0, 78.0),
                [p.main, p.light, p.accent],
            );
            Band::Checks.draw(
                svg,
                (120.0, 466.0, 560.0, 18.0),
                [p.accent, STRAW.lighter(0.3), p.light],
            );
            Band::Checks.draw(
                svg,
                (120.0, 570.0, 560.0, 18.0),
                [p.accent, STRAW.lighter(0.3), p.light],
            );
        });
    });
    mouth(svg, 380.0, 268.0, STRAW);
    svg.line("M262 470C250 130 550 130 538 470", LEATHER, 19.0);
    svg.dashes("M262 460C252 138 548 138 538 460", p.light, 2.6, (8.0, 9.0));
    for x in [262.0, 538.0] {
        svg.round(x - 20.0, 420.0, 40.0, 76.0, 8.0, LEATHER);
        svg.circle(x, 440.0, 5.0, STRAW.lighter(0.4));
        svg.circle(x, 476.0, 5.0, STRAW.lighter(0.4));
    }
}

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
        svg.round(x - 20.0, 300.0, 40.0, 30.0, 5.0, Colour(0xd9_a4_41));
        svg.round(x - 10.0, 307.0, 20.0, 16.0, 3.0, LEATHER);
    }
    svg.mirrored(|svg| svg.line("M214 440C160 440 160 530 212 530", LEATHER, 15.0));
}

/// A flat tray with two ears, and fruit on it, from above.
pub fn tray(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.25, |svg| svg.ellipse(414.0, 424.0, 320.0, 246.0, BLACK));
    svg.mirrored(|svg| svg.line("M100 330C20 330 20 470 100 470", STRAW.darker(0.2), 24.0));
    let weave = wicker(svg, STRAW);
    svg.ellipse(400.0, 400.0, 322.0, 246.0, weave.clone());
    svg.ellipse(400.0, 400.0, 276.0, 202.0, STRAW.darker(0.45));
    svg.ellipse(400.0, 406.0, 270.0, 194.0, weave);
    svg.faint(0.8, |svg| {
        svg.dashes(
            "M78 400a322 246 0 1 0 644 0a322 246 0 1 0-644 0",
            p.main,
            15.0,
            (26.0, 30.0),
        );
    });
    let (fruit, count) = *chance.pick(&[
        (Colour(0xa8_2a_34), 5),
        (Colour(0xe0_8a_2c), 6),
        (Colour(0x6f_8a_3c), 6),
    ]);
    let skin = svg.radial(
        (0.36, 0.3),
        0.8,
        &[
            (0.0, fruit.lighter(0.6), 1.0),
            (0.4, fruit, 1.0),
            (1.0, fruit.darker(0.55), 1.0),
        ],
    );
    for number in 0..count {
        let turn = f64::from(number) * 360.0 / f64::from(count) + chance.between(-8.0, 8.0);
        let (x, y) = polar((400.0, 396.0), turn, if number == 0 { 20.0 } else { 120.0 });
        svg.faint(0.3, |svg| svg.circle(x + 10.0, y + 14.0, 66.0, BLACK));
        svg.circle(x, y, 66.0, &skin);
        svg.path(star(x + 10.0, y - 12.0, 15.0, 5, 0.4), fruit.darker(0.5));
    }
    let light = stage::flat_light(svg);
    svg.ellipse(400.0, 400.0, 322.0, 246.0, light);
}

/// A hat with a ribbon.
pub fn hat(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 676.0, 300.0);
    let weave = coils(svg, STRAW.lighter(0.15));
    let light = stage::round_light(svg);
    svg.form(
        "M60 610C80 540 260 520 400 520S720 540 740 610C700 690 520 690 400 690S100 690 60 610Z",
        weave.clone(),
        &light,
        |svg| {
            svg.line(
                "M60 610C100 690 280 690 400 690S700 690 740 610",
                STRAW.darker(0.35),
                12.0,
            );
        },
    );
    let crown = "M220 570C216 400 250 290 300 268C340 250 360 290 400 292C440 290 460 250 500 268C550 290 584 400 580 570C520 606 280 606 220 570Z";
    let band = *chance.pick(&[Band::Zigzag, Band::Lozenges, Band::Checks, Band::Chevrons]);
    svg.form(crown, weave, &light, |svg| {
        band.draw(
            svg,
            (200.0, 500.0, 400.0, 66.0),
            [p.main, p.light, p.accent],
        );
        svg.rect(200.0, 494.0, 400.0, 7.0, p.deep);
        svg.rect(200.0, 564.0, 400.0, 40.0, p.main);
    });
    svg.path("M560 520l74 60-30 4-6 28-56-70Z", p.main);
    svg.circle(560.0, 530.0, 24.0, p.accent);
    svg.faint(0.25, |svg| {
        svg.path(
            "M400 292C370 330 372 420 400 470C428 420 430 330 400 292Z",
            BLACK,
        )
    });
}

/// A pot of reed with a plant in it.
pub fn planter(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 170.0);
    let green = Colour(0x4f_7f_55);
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
    svg.ring(400.0, 430.0, 0.1, WHITE, 1.0);
}
