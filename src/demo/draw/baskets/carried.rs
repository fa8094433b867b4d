//! Baskets to carry and to wear.

use super::{LEATHER, STRAW, coils, mouth, wicker};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette},
        ornament::{Band, star},
        profile::{Profile, outline},
        stage,
        svg::{Svg, polar},
    },
};

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
        (Colour(0xa82a34), 5),
        (Colour(0xe08a2c), 6),
        (Colour(0x6f8a3c), 6),
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
        "M60 610C80 540 260 520 400 520S720 540 740 610C700 690 520 690 \
        400 690S100 690 60 610Z",
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
    let crown = "M220 570C216 400 250 290 300 268C340 250 360 290 400 292C440 \
        290 460 250 500 268C550 290 584 400 580 570C520 606 280 606 220 \
        570Z";
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
