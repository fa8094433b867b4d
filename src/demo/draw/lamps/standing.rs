//! Lamps that stand.

use super::{lit, metal, mosaic, sparks};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Palette, WHITE},
        ornament::{Band, Tiles, leaf},
        profile::{Profile, outline, stripe},
        stage,
        svg::Svg,
    },
};

/// A lantern of six panes with a domed lid.
pub fn lantern(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 430.0));
    sparks(svg, p, (400.0, 430.0), chance);
    stage::lit_floor(svg, p);
    stage::shadow(svg, 400.0, 700.0, 160.0);
    let brass = metal(svg, p.main);
    svg.ring(400.0, 96.0, 22.0, &brass, 8.0);
    svg.path(
        "M400 116C396 150 366 168 334 190S274 236 268 262H532C526 236 \
        498 212 466 190S404 150 400 116Z",
        &brass,
    );
    let holes = Band::Dots;
    svg.within(
        "M400 130C396 160 366 168 334 190S274 236 268 262H532C526 236 \
        498 212 466 190S404 160 400 130Z",
        |svg| {
            holes.draw(
                svg,
                (262.0, 218.0, 276.0, 30.0),
                [p.main.darker(0.2), p.light, p.light],
            );
        },
    );
    let tiles = Tiles::any(chance);
    let glass = [p.deep, p.accent, p.light, p.second];
    let other = [p.deep, p.second, p.light, p.accent];
    let panes = [
        ("M262 274L326 274L318 612L286 600Z", glass),
        ("M334 274L466 274L474 614L326 614Z", other),
        ("M474 274L538 274L514 600L482 612Z", glass),
    ];
    svg.path("M252 262H548L516 626H284Z", p.ink);
    for (number, (pane, colours)) in panes.into_iter().enumerate() {
        let paint = tiles.paint(svg, (334.0 - 66.0 * number as f64, 274.0), 66.0, colours);
        svg.path(pane, paint);
    }
    let light = lit(svg);
    svg.path("M252 262H548L516 626H284Z", light);
    let edges = "M252 262L286 622M330 266L322 626M470 266L478 626M548 262L514 622";
    svg.line(edges, &brass, 9.0);
    svg.round(240.0, 254.0, 320.0, 20.0, 8.0, &brass);
    svg.path("M276 616H524L548 664H252Z", &brass);
    svg.path(
        "M270 664h30l-8 34h-14ZM500 664h30l-8 34h-14ZM386 664h28l-6 34\
        h-16Z",
        &brass,
    );
    Band::Teeth.draw(
        svg,
        (274.0, 626.0, 252.0, 26.0),
        [p.main.darker(0.3), p.main.lighter(0.3), p.deep],
    );
}

/// A mosaic globe on a brass foot.
pub fn globe(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 320.0));
    sparks(svg, p, (400.0, 320.0), chance);
    stage::lit_floor(svg, p);
    stage::shadow(svg, 400.0, 694.0, 140.0);
    let brass = metal(svg, p.main);
    let foot: Profile<'_> = &[
        (58.0, 470.0),
        (58.0, 470.0),
        (64.0, 494.0),
        (26.0, 520.0),
        (20.0, 560.0),
        (40.0, 590.0),
        (22.0, 614.0),
        (60.0, 640.0),
        (128.0, 672.0),
        (132.0, 690.0),
    ];
    svg.path(outline(400.0, foot), &brass);
    for y in [590.0, 640.0] {
        svg.line(format!("M{} {y}H{}", 400.0 - 36.0, 436.0), p.deep, 4.0);
    }
    svg.ellipse(400.0, 122.0, 34.0, 14.0, &brass);
    svg.ring(400.0, 100.0, 13.0, &brass, 6.0);
    mosaic(svg, p, (400.0, 308.0), 186.0, chance);
    svg.ellipse(400.0, 484.0, 66.0, 14.0, &brass);
}

/// A lamp of stretched skin with henna drawn on it, in three swellings.
pub fn henna(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 420.0));
    stage::lit_floor(svg, p);
    stage::shadow(svg, 400.0, 700.0, 150.0);
    let skin: Profile<'_> = if chance.once_in(2) {
        &[
            (16.0, 110.0),
            (40.0, 130.0),
            (96.0, 190.0),
            (104.0, 240.0),
            (52.0, 300.0),
            (110.0, 352.0),
            (158.0, 450.0),
            (150.0, 560.0),
            (86.0, 640.0),
            (78.0, 684.0),
        ]
    } else {
        &[
            (20.0, 120.0),
            (70.0, 150.0),
            (168.0, 260.0),
            (190.0, 380.0),
            (150.0, 520.0),
            (92.0, 610.0),
            (108.0, 684.0),
            (108.0, 684.0),
        ]
    };
    let light = lit(svg);
    let stain = p.accent.darker(0.35);
    svg.form(outline(400.0, skin), p.main.lighter(0.1), &light, |svg| {
        let bands = [
            Band::Teeth,
            Band::Leaves,
            Band::Dots,
            Band::Zigzag,
            Band::Scallops,
            Band::Lozenges,
            Band::Leaves,
            Band::Dots,
        ];
        let mut y = 150.0;
        for (band, height) in bands
            .into_iter()
            .zip([40.0, 76.0, 30.0, 50.0, 64.0, 88.0, 72.0, 40.0])
        {
            band.draw(
                svg,
                (200.0, y, 400.0, height),
                [p.main.lighter(0.12), stain, p.accent],
            );
            stripe(svg, y + height + 3.0, 3.0, stain);
            y += height + 10.0;
        }
    });
    svg.circle(400.0, 104.0, 12.0, p.deep);
    svg.path("M306 680H494L512 700H288Z", p.deep);
}

/// Glasses for candles, three in a row.
pub fn candle_glasses(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (400.0, 500.0));
    stage::lit_floor(svg, p);
    let dyes = [p.accent, p.second, p.main];
    let first = chance.below(3);
    for (number, (x, h)) in [(190.0, 300.0), (610.0, 300.0), (400.0, 430.0)]
        .into_iter()
        .enumerate()
    {
        let (w, dye) = (h * 0.32, dyes[(first + number) % 3]);
        let base = if number == 2 { 706.0 } else { 672.0 };
        stage::shadow(svg, x, base, w);
        let glass: Profile<'_> = &[
            (w, base - h),
            (w * 1.02, base - h * 0.6),
            (w * 0.92, base - h * 0.2),
            (w * 0.7, base - 6.0),
            (w * 0.68, base),
        ];
        let light = svg.radial(
            (0.5, 0.72),
            0.62,
            &[(0.0, WHITE, 0.9), (0.35, p.light, 0.42), (1.0, BLACK, 0.42)],
        );
        let band = *chance.pick(&[Band::Stars, Band::Lozenges, Band::Leaves, Band::Scallops]);
        svg.form(outline(x, glass), dye, &light, |svg| {
            stripe(svg, base - h * 0.9, 5.0, p.light);
            band.draw(
                svg,
                (x - w * 1.1, base - h * 0.82, w * 2.2, h * 0.24),
                [dye.darker(0.2), p.main.lighter(0.4), p.light],
            );
            stripe(svg, base - h * 0.53, 5.0, p.light);
            Band::Dots.draw(
                svg,
                (x - w * 1.1, base - h * 0.16, w * 2.2, h * 0.1),
                [dye, p.light, dye],
            );
        });
        svg.ellipse(x, base - h, w, w * 0.17, dye.lighter(0.35));
        svg.ellipse(x, base - h, w * 0.9, w * 0.13, dye.darker(0.3));
        svg.placed((x, base - h * 0.22), 0.0, (1.0, 1.0), |svg| {
            svg.path(leaf(h * 0.2), p.light);
            svg.path(leaf(h * 0.1), p.main);
        });
    }
}

/// A spouted oil lamp with a small flame.
pub fn oil_lamp(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::glow(svg, p, (628.0, 400.0));
    stage::lit_floor(svg, p);
    stage::shadow(svg, 390.0, 696.0, 170.0);
    let brass = metal(svg, p.main);
    svg.line(
        "M304 486C170 404 96 500 150 560C186 600 240 584 300 560",
        &brass,
        18.0,
    );
    svg.path(
        "M286 520C300 440 360 410 420 420C500 434 548 470 640 446L652 470\
        C600 520 540 560 500 590C440 634 340 628 300 586C290 566 282 \
        544 286 520Z",
        &brass,
    );
    svg.within(
        "M286 520C300 440 360 410 420 420C500 434 548 470 640 446L652 470\
        C600 520 540 560 500 590C440 634 340 628 300 586C290 566 282 \
        544 286 520Z",
        |svg| {
            let band = *chance.pick(&[Band::Scallops, Band::Leaves, Band::Lozenges]);
            band.draw(
                svg,
                (280.0, 496.0, 300.0, 46.0),
                [p.main.darker(0.15), p.deep, p.accent],
            );
            stripe(svg, 488.0, 5.0, p.main.lighter(0.4));
            stripe(svg, 546.0, 5.0, p.main.lighter(0.4));
        },
    );
    let lid: Profile<'_> = &[
        (6.0, 318.0),
        (14.0, 334.0),
        (7.0, 350.0),
        (44.0, 384.0),
        (74.0, 420.0),
        (74.0, 430.0),
    ];
    svg.path(outline(388.0, lid), &brass);
    let foot: Profile<'_> = &[
        (70.0, 606.0),
        (24.0, 636.0),
        (30.0, 656.0),
        (96.0, 682.0),
        (98.0, 696.0),
    ];
    svg.path(outline(392.0, foot), &brass);
    let flame = svg.linear(
        (0.0, 1.0),
        (0.0, 0.0),
        &[
            (0.0, p.accent, 1.0),
            (0.5, p.main.lighter(0.2), 1.0),
            (1.0, p.light, 1.0),
        ],
    );
    svg.path(
        "M646 452C606 420 626 376 650 330C672 376 692 420 660 452Z",
        flame,
    );
    svg.path(
        "M648 450C634 430 640 410 652 390C664 412 666 432 656 450Z",
        p.light,
    );
}
