//! What a table is laid with, and tiles.

use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, Tiles, rosette},
        profile::{Profile, outline, rim, stripe},
        stage,
        svg::{N, Svg},
    },
};

/// A plate from above: a rosette in rings.
pub fn plate(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let round = |r: f64| {
        format!(
            "M{} 400a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0Z",
            N(400.0 - r),
            r = N(r),
            d = N(2.0 * r)
        )
    };
    svg.faint(0.26, |svg| {
        svg.at(14.0, 22.0, |svg| svg.path(round(318.0), BLACK))
    });
    svg.circle(400.0, 400.0, 318.0, p.light);
    let glaze = if chance.once_in(2) {
        [p.light, p.main, p.accent, p.second]
    } else {
        [p.main, p.light, p.second, p.accent]
    };
    rosette(svg, (400.0, 400.0), 306.0, glaze, chance);
    let well = svg.radial(
        (0.5, 0.5),
        0.5,
        &[
            (0.66, BLACK, 0.0),
            (0.7, BLACK, 0.22),
            (0.74, WHITE, 0.25),
            (0.8, WHITE, 0.0),
            (0.97, BLACK, 0.0),
            (1.0, BLACK, 0.3),
        ],
    );
    svg.circle(400.0, 400.0, 318.0, well);
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, 318.0, light);
}

/// A bowl, its painted inside just to be seen.
pub fn bowl(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 150.0);
    let bowl: Profile<'_> = &[
        (252.0, 430.0),
        (248.0, 450.0),
        (214.0, 560.0),
        (128.0, 652.0),
        (90.0, 668.0),
        (94.0, 692.0),
        (94.0, 692.0),
    ];
    let light = stage::round_light(svg);
    let band = *chance.pick(&[Band::Scallops, Band::Lozenges, Band::Leaves, Band::Stars]);
    svg.form(outline(400.0, bowl), p.main, &light, |svg| {
        stripe(svg, 462.0, 5.0, p.light);
        band.draw(
            svg,
            (140.0, 474.0, 520.0, 66.0),
            [p.light, p.main, p.accent],
        );
        stripe(svg, 546.0, 5.0, p.light);
        Band::Dots.draw(
            svg,
            (140.0, 560.0, 520.0, 26.0),
            [p.main, p.light, p.second],
        );
        stripe(svg, 660.0, 50.0, p.deep);
    });
    svg.ellipse(400.0, 430.0, 252.0, 72.0, p.light);
    svg.placed((400.0, 432.0), 0.0, (1.0, 0.27), |svg| {
        rosette(
            svg,
            (0.0, 0.0),
            238.0,
            [p.light, p.main, p.accent, p.second],
            chance,
        );
    });
    let inside = svg.linear(
        (0.0, 0.0),
        (0.3, 1.0),
        &[(0.0, BLACK, 0.62), (0.5, BLACK, 0.2), (1.0, WHITE, 0.12)],
    );
    svg.ellipse(400.0, 432.0, 240.0, 65.0, inside);
}

/// A stack of small bowls and one beside it.
pub fn bowls(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 330.0, 694.0, 150.0);
    stage::shadow(svg, 606.0, 694.0, 80.0);
    let glazes = [p.main, p.accent, p.second, p.deep];
    let bands = [Band::Dots, Band::Zigzag, Band::Scallops, Band::Lozenges];
    let light = stage::round_light(svg);
    let first = chance.below(4);
    for number in 0..5_usize {
        let (x, y) = if number == 4 {
            (604.0, 580.0)
        } else {
            (330.0, 580.0 - 76.0 * number as f64)
        };
        let r = if number == 4 {
            118.0
        } else {
            176.0 - 8.0 * number as f64
        };
        let bowl: Profile<'_> = &[
            (r, y),
            (r * 0.96, y + 24.0),
            (r * 0.72, y + 78.0),
            (r * 0.4, y + 104.0),
            (r * 0.42, y + 112.0),
        ];
        let glaze = glazes[(first + number) % 4];
        svg.form(outline(x, bowl), glaze, &light, |svg| {
            bands[(first + number) % 4].draw(
                svg,
                (x - r, y + 22.0, 2.0 * r, 30.0),
                [glaze, p.light, p.light],
            );
        });
        if number >= 3 {
            rim(svg, (x, y), r, glaze.lighter(0.4), glaze.darker(0.35));
        }
    }
}

/// A cooking pot with a lid like a tent.
pub fn tagine(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 220.0);
    let lid: Profile<'_> = &[
        (30.0, 196.0),
        (44.0, 216.0),
        (34.0, 246.0),
        (50.0, 290.0),
        (104.0, 400.0),
        (180.0, 510.0),
        (232.0, 580.0),
        (232.0, 580.0),
    ];
    let light = stage::round_light(svg);
    let (one, two) = (
        *chance.pick(&[Band::Leaves, Band::Lozenges, Band::Stars]),
        *chance.pick(&[Band::Zigzag, Band::Scallops, Band::Teeth]),
    );
    svg.form(outline(400.0, lid), p.main, &light, |svg| {
        stripe(svg, 258.0, 8.0, p.second);
        two.draw(
            svg,
            (150.0, 330.0, 500.0, 50.0),
            [p.main, p.light, p.second],
        );
        stripe(svg, 390.0, 6.0, p.light);
        one.draw(
            svg,
            (150.0, 408.0, 500.0, 78.0),
            [p.light, p.main, p.accent],
        );
        stripe(svg, 498.0, 6.0, p.light);
        Band::Dots.draw(
            svg,
            (150.0, 524.0, 500.0, 30.0),
            [p.main, p.light, p.second],
        );
    });
    let base: Profile<'_> = &[
        (262.0, 580.0),
        (262.0, 596.0),
        (236.0, 640.0),
        (184.0, 684.0),
        (180.0, 694.0),
    ];
    svg.form(outline(400.0, base), p.deep, &light, |svg| {
        stripe(svg, 570.0, 26.0, p.main.lighter(0.15));
        Band::Teeth.draw(
            svg,
            (130.0, 604.0, 540.0, 34.0),
            [p.deep, p.light, p.second],
        );
    });
}

/// Two small cups on saucers.
pub fn cups(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    let light = stage::round_light(svg);
    let band = *chance.pick(&[Band::Lozenges, Band::Leaves, Band::Stars, Band::Scallops]);
    for (x, y, scale, glaze) in [(236.0, 626.0, 1.35, p.accent), (506.0, 706.0, 1.75, p.main)] {
        stage::shadow(svg, x, y, 130.0 * scale);
        svg.placed((x, y), 0.0, (scale, scale), |svg| {
            svg.ellipse(0.0, -8.0, 136.0, 26.0, glaze.darker(0.2));
            svg.ellipse(0.0, -14.0, 136.0, 25.0, p.light);
            svg.ellipse(0.0, -13.0, 116.0, 20.0, glaze);
            svg.ellipse(0.0, -12.0, 84.0, 14.0, p.light.darker(0.06));
            let cup: Profile<'_> = &[
                (84.0, -170.0),
                (84.0, -150.0),
                (78.0, -90.0),
                (50.0, -34.0),
                (40.0, -16.0),
                (42.0, -8.0),
            ];
            svg.form(outline(0.0, cup), p.light, &light, |svg| {
                svg.rect(-90.0, -172.0, 180.0, 22.0, glaze);
                band.draw(
                    svg,
                    (-90.0, -142.0, 180.0, 54.0),
                    [p.light, glaze, p.second],
                );
                svg.rect(-90.0, -82.0, 180.0, 5.0, glaze);
                svg.rect(-90.0, -34.0, 180.0, 40.0, glaze);
            });
            rim(svg, (0.0, -170.0), 84.0, p.light, Colour(0x3a1d12));
        });
    }
}

/// A panel of tiles.
pub fn tiles(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let kind = Tiles::any(chance);
    let count = 4;
    let size = 150.0;
    let start = 400.0 - size * f64::from(count) / 2.0;
    let side = size * f64::from(count);
    stage::flat_shadow(
        svg,
        &format!(
            "M{s} {s}h{w}v{w}h-{w}Z",
            s = N(start - 8.0),
            w = N(side + 16.0)
        ),
    );
    svg.rect(
        start - 8.0,
        start - 8.0,
        side + 16.0,
        side + 16.0,
        p.light.darker(0.14),
    );
    let glaze = if chance.once_in(2) {
        [p.light, p.main, p.accent, p.deep]
    } else {
        [p.main, p.light, p.second, p.accent]
    };
    let unit = if kind == Tiles::Hexagons {
        size / 2.0
    } else {
        size
    };
    let paint = kind.paint(svg, (start, start), unit, glaze);
    svg.rect(start, start, side, side, paint);
    let gloss = svg.linear(
        (0.0, 0.0),
        (1.0, 1.0),
        &[(0.0, WHITE, 0.34), (0.4, WHITE, 0.0), (1.0, BLACK, 0.2)],
    );
    for row in 0..count {
        for column in 0..count {
            let (x, y) = (
                start + f64::from(column) * size,
                start + f64::from(row) * size,
            );
            svg.rect(x + 1.5, y + 1.5, size - 3.0, size - 3.0, &gloss);
            svg.line(
                format!("M{} {}h{s}v{s}h-{s}Z", N(x), N(y), s = N(size)),
                p.light.darker(0.2),
                3.0,
            );
        }
    }
}
