//! Lamps that hang.

use super::{metal, mosaic, sparks};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{Colour, Palette},
        ornament::{Band, star},
        profile::{Profile, outline, stripe},
        stage,
        svg::{Svg, polar, polygon},
    },
};

/// Three mosaic globes on chains.
pub fn trio(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 420.0));
    let brass = metal(svg, p.main);
    svg.round(180.0, 0.0, 440.0, 26.0, 8.0, &brass);
    let turned = Palette {
        accent: p.second,
        second: p.main,
        main: p.accent,
        ..*p
    };
    let third = Palette {
        accent: p.main,
        second: p.accent,
        deep: p.second.darker(0.4),
        ..*p
    };
    for (x, y, r, p) in [
        (222.0, 340.0, 104.0, p),
        (578.0, 300.0, 92.0, &turned),
        (404.0, 560.0, 138.0, &third),
    ] {
        svg.dashes(
            format!("M{x} 26V{}", y - r - 24.0),
            "#c9a35c",
            7.0,
            (6.0, 12.0),
        );
        svg.ellipse(x, y - r - 4.0, r * 0.3, 20.0, &brass);
        mosaic(svg, p, (x, y), r, chance);
        svg.ellipse(x, y + r + 2.0, r * 0.16, 12.0, &brass);
        svg.circle(x, y + r + 18.0, 6.0, &brass);
    }
}

/// A pierced brass dome that hangs and throws its light down.
pub fn dome(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 470.0));
    sparks(svg, p, (400.0, 500.0), chance);
    let beam = svg.linear(
        (0.0, 0.0),
        (0.0, 1.0),
        &[(0.0, p.light, 0.6), (1.0, p.light, 0.0)],
    );
    svg.path("M196 500H604L740 800H60Z", beam);
    svg.dashes("M400 0V150", "#c9a35c", 8.0, (7.0, 13.0));
    let brass = metal(svg, p.main);
    svg.path("M372 152h56l10 44h-76Z", &brass);
    let dome: Profile<'_> = &[
        (40.0, 190.0),
        (80.0, 206.0),
        (150.0, 268.0),
        (196.0, 370.0),
        (212.0, 488.0),
        (212.0, 488.0),
    ];
    let light = stage::round_light(svg);
    svg.form(outline(400.0, dome), p.main, &light, |svg| {
        let bands: [&[Band]; 2] = [
            &[
                Band::Dots,
                Band::Stars,
                Band::Dots,
                Band::Lozenges,
                Band::Dots,
            ],
            &[
                Band::Teeth,
                Band::Dots,
                Band::Scallops,
                Band::Stars,
                Band::Dots,
            ],
        ];
        let mut y = 216.0;
        for (band, height) in chance
            .pick(&bands)
            .iter()
            .zip([30.0, 56.0, 34.0, 74.0, 36.0])
        {
            band.draw(svg, (180.0, y, 440.0, height), [p.main, p.light, p.accent]);
            stripe(svg, y + height, 4.0, p.deep);
            y += height + 8.0;
        }
        stripe(svg, 470.0, 40.0, p.main.lighter(0.25));
    });
    svg.ellipse(400.0, 492.0, 212.0, 27.0, p.light);
}

/// A star of glass and tin that hangs.
pub fn hanging_star(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 430.0));
    sparks(svg, p, (400.0, 430.0), chance);
    svg.dashes("M400 0V150", "#c9a35c", 7.0, (6.0, 12.0));
    let points = *chance.pick(&[8, 10, 12]);
    let step = 360.0 / f64::from(points);
    let middle = (400.0, 430.0);
    let dyes: &[Colour] = match points {
        12 => &[p.accent, p.second, p.main],
        _ => &[p.accent, p.second],
    };
    for number in 0..points {
        let turn = f64::from(number) * step;
        let (tip, left, right) = (
            polar(middle, turn, 286.0),
            polar(middle, turn - step / 2.0, 138.0),
            polar(middle, turn + step / 2.0, 138.0),
        );
        let dye = dyes[number as usize % dyes.len()];
        svg.path(polygon(&[middle, left, tip]), dye.lighter(0.28));
        svg.path(polygon(&[middle, tip, right]), dye.darker(0.22));
        svg.line(
            polygon(&[tip, left, middle, right]),
            p.main.lighter(0.2),
            4.0,
        );
        let seam = polar(middle, turn, 200.0);
        svg.circle(seam.0, seam.1, 8.0, p.light);
    }
    let light = svg.radial(
        (0.5, 0.5),
        0.5,
        &[
            (0.0, p.light, 0.95),
            (0.5, p.light, 0.3),
            (1.0, p.light, 0.0),
        ],
    );
    svg.circle(400.0, 430.0, 230.0, light);
    svg.path(star(400.0, 430.0, 64.0, 8, 0.76), p.main.lighter(0.35));
    svg.circle(400.0, 430.0, 26.0, p.light);
    svg.ring(400.0, 140.0, 13.0, p.main, 6.0);
}
