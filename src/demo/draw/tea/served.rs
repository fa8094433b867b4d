//! What is in the pots, and what it is served in.

use super::{STEEL, steam};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, Tiles, leaf, rosette, star},
        profile::{Profile, outline, rim},
        stage,
        svg::{Svg, polar},
    },
};

/// Glasses for tea, painted and gilt.
pub fn glasses(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    let gold = Colour(0xe0b452);
    let tea = Colour(0xb0551c);
    let dyes = [p.main, p.accent, p.second];
    let band = *chance.pick(&[Band::Stars, Band::Scallops, Band::Lozenges, Band::Leaves]);
    let light = stage::round_light(svg);
    for (number, (x, base, h)) in [
        (220.0, 640.0, 250.0),
        (580.0, 640.0, 250.0),
        (400.0, 704.0, 300.0),
    ]
    .into_iter()
    .enumerate()
    {
        let (w, dye) = (h * 0.32, dyes[number]);
        stage::shadow(svg, x, base, w * 0.8);
        let glass: Profile<'_> = &[
            (w, base - h),
            (w, base - h),
            (w * 0.9, base - h * 0.5),
            (w * 0.74, base - 8.0),
            (w * 0.72, base),
        ];
        svg.form(outline(x, glass), dye.lighter(0.3), &light, |svg| {
            svg.rect(x - w, base - h * 0.86, 2.0 * w, h, tea.mix(dye, 0.35));
            svg.rect(x - w, base - h * 0.62, 2.0 * w, 5.0, gold);
            band.draw(
                svg,
                (x - w, base - h * 0.58, 2.0 * w, h * 0.24),
                [dye, gold, p.light],
            );
            svg.rect(x - w, base - h * 0.32, 2.0 * w, 5.0, gold);
            Band::Dots.draw(
                svg,
                (x - w, base - h * 0.2, 2.0 * w, h * 0.1),
                [dye.darker(0.2), gold, gold],
            );
            svg.rect(x - w, base - 8.0, 2.0 * w, 20.0, gold);
        });
        rim(svg, (x, base - h), w, gold, dye.lighter(0.5));
        svg.ellipse(x, base - h * 0.86, w * 0.95, w * 0.13, tea);
    }
    let mint = svg.shape(leaf(70.0));
    for (turn, tone) in [(-30.0, 0x5f8f4a), (24.0, 0x74a556), (-2.0, 0x4d7a3c)] {
        svg.placed((400.0, 452.0), turn, (1.0, 1.0), |svg| {
            svg.stamp_in(&mint, (0.0, 0.0), 1.2, Colour(tone))
        });
    }
}

/// A waisted glass of black tea on its saucer.
pub fn tulip_glass(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 230.0);
    svg.ellipse(400.0, 672.0, 232.0, 44.0, p.main.darker(0.3));
    svg.ellipse(400.0, 662.0, 232.0, 43.0, p.light);
    svg.placed((400.0, 662.0), 0.0, (1.0, 0.18), |svg| {
        rosette(
            svg,
            (0.0, 0.0),
            220.0,
            [p.light, p.main, p.accent, p.second],
            chance,
        )
    });
    let glass: Profile<'_> = &[
        (118.0, 262.0),
        (116.0, 274.0),
        (98.0, 360.0),
        (84.0, 436.0),
        (112.0, 540.0),
        (112.0, 590.0),
        (82.0, 646.0),
        (80.0, 654.0),
    ];
    let light = stage::round_light(svg);
    let tea = svg.linear(
        (0.0, 0.0),
        (0.0, 1.0),
        &[
            (0.0, Colour(0xc4521c), 1.0),
            (0.6, Colour(0x9c2c12), 1.0),
            (1.0, Colour(0xd86c22), 1.0),
        ],
    );
    svg.form(
        outline(400.0, glass),
        p.light.mix(p.ground, 0.3),
        &light,
        |svg| {
            svg.rect(260.0, 308.0, 280.0, 326.0, tea);
        },
    );
    rim(svg, (400.0, 262.0), 118.0, WHITE, p.ground.lighter(0.4));
    svg.ellipse(400.0, 309.0, 108.0, 14.0, Colour(0xd9742c));
    svg.faint(0.6, |svg| {
        svg.line(
            "M318 300C330 380 340 400 338 440C330 500 318 530 322 570",
            WHITE,
            9.0,
        )
    });
    svg.line("M560 650L470 300", STEEL, 8.0);
    svg.round(586.0, 634.0, 40.0, 30.0, 4.0, WHITE);
    svg.round(600.0, 612.0, 38.0, 28.0, 4.0, WHITE.darker(0.06));
    steam(svg, 392.0, 238.0);
}

/// A packet, folded over at its top, with a window.
pub fn packet(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 180.0);
    let paint = Tiles::any(chance).paint(
        svg,
        (400.0, 430.0),
        66.0,
        [p.main, p.light, p.second, p.accent],
    );
    let light = stage::soft_light(svg);
    let bag = "M236 250H564L578 690Q578 700 566 700H234Q222 700 222 690Z";
    svg.form(bag, p.main, &light, |svg| {
        svg.rect(200.0, 560.0, 400.0, 150.0, paint);
        svg.rect(200.0, 552.0, 400.0, 8.0, p.second);
        svg.faint(0.22, |svg| {
            svg.path("M222 700L270 250H236ZM578 700L540 250H564Z", BLACK)
        });
    });
    svg.path("M230 196H570V258H230Z", p.deep);
    svg.rect(230.0, 248.0, 340.0, 10.0, p.deep.darker(0.35));
    svg.path("M250 214h300v24h-300Z", p.second);
    svg.circle(400.0, 404.0, 112.0, p.light);
    svg.ring(400.0, 404.0, 100.0, p.main, 3.5);
    let emblem = chance.below(3);
    match emblem {
        0 => {
            svg.path("M350 380h92l-10 66q-4 14-18 14h-36q-14 0-18-14Z", p.main);
            svg.line("M442 392c34-4 34 40-6 40", p.main, 9.0);
            svg.line(
                "M378 364c-12-16 12-22 0-40M410 364c-12-16 12-22 0-40",
                p.accent,
                6.0,
            );
        }
        1 => {
            let mint = svg.shape(leaf(86.0));
            for (turn, tone) in [(-52.0, p.main), (52.0, p.main), (0.0, p.accent)] {
                svg.placed((400.0, 452.0), turn, (1.3, 1.0), |svg| {
                    svg.stamp_in(&mint, (0.0, 0.0), 1.0, tone)
                });
            }
        }
        _ => {
            svg.path(star(400.0, 404.0, 82.0, 12, 0.6), p.main);
            svg.path(
                "M400 356C440 376 440 432 400 452C360 432 360 376 400 356Z",
                p.light,
            );
            svg.line("M400 362C386 390 414 418 400 446", p.main, 6.0);
        }
    }
    svg.round(316.0, 530.0, 168.0, 8.0, 4.0, p.light);
}

/// A round tray with a pot and glasses, from above.
pub fn tray(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.28, |svg| svg.circle(416.0, 424.0, 324.0, BLACK));
    let brass = if chance.once_in(2) {
        STEEL
    } else {
        Colour(0xd9a84c)
    };
    svg.circle(400.0, 400.0, 324.0, brass.darker(0.3));
    svg.circle(400.0, 400.0, 314.0, brass.lighter(0.25));
    rosette(
        svg,
        (400.0, 400.0),
        296.0,
        [
            brass,
            brass.darker(0.25),
            brass.lighter(0.35),
            brass.darker(0.3),
        ],
        chance,
    );
    let gold = Colour(0xe0b452);
    for (number, dye) in [p.main, p.accent, p.second, p.main, p.accent]
        .into_iter()
        .enumerate()
    {
        let (x, y) = polar((400.0, 400.0), number as f64 * 72.0, 216.0);
        svg.faint(0.3, |svg| svg.circle(x + 10.0, y + 14.0, 54.0, BLACK));
        svg.circle(x, y, 54.0, dye);
        svg.ring(x, y, 51.0, gold, 5.0);
        svg.circle(x, y, 42.0, Colour(0xa84e18));
        svg.circle(x - 12.0, y - 12.0, 9.0, Colour(0xe09448));
    }
    svg.faint(0.3, |svg| svg.circle(412.0, 420.0, 104.0, BLACK));
    let dome = svg.radial(
        (0.36, 0.32),
        0.75,
        &[
            (0.0, STEEL.lighter(0.85), 1.0),
            (0.45, STEEL, 1.0),
            (1.0, STEEL.darker(0.5), 1.0),
        ],
    );
    svg.path("M478 340L560 262L574 280L500 376Z", STEEL.darker(0.15));
    svg.line("M326 462C270 500 262 540 300 560", STEEL.darker(0.4), 17.0);
    svg.circle(400.0, 400.0, 104.0, dome.clone());
    svg.ring(400.0, 400.0, 70.0, STEEL.darker(0.4), 3.0);
    svg.circle(400.0, 400.0, 40.0, dome);
    svg.circle(400.0, 400.0, 14.0, p.accent);
}

/// Beans strewn around a cup, from above.
pub fn beans(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let roast = Colour(0x5b3620).mix(p.main, 0.12);
    let bean = svg.symbol(|svg| {
        svg.ellipse(0.0, 0.0, 21.0, 29.0, roast.darker(0.3));
        svg.ellipse(-2.0, -2.0, 19.0, 27.0, roast);
        svg.line("M-2-25C-12-8 10 8 0 25", roast.darker(0.6), 5.0);
        svg.line("M-12-14C-15-4-14 6-11 12", roast.lighter(0.4), 3.0);
    });
    for _ in 0..66 {
        let (x, y) = polar(
            (400.0, 400.0),
            chance.between(0.0, 360.0),
            chance.between(190.0, 380.0),
        );
        svg.stamp_turned(&bean, x, y, chance.between(0.0, 180.0).round(), 1.0);
    }
    svg.faint(0.3, |svg| svg.circle(416.0, 424.0, 214.0, BLACK));
    svg.circle(400.0, 400.0, 214.0, p.light);
    rosette(
        svg,
        (400.0, 400.0),
        206.0,
        [p.light, p.main, p.accent, p.second],
        chance,
    );
    svg.faint(0.3, |svg| svg.circle(408.0, 412.0, 112.0, BLACK));
    svg.line("M500 370C580 330 600 420 506 430", p.light, 19.0);
    svg.circle(400.0, 400.0, 110.0, p.light);
    svg.circle(400.0, 400.0, 94.0, Colour(0x3a1e12));
    svg.ring(400.0, 400.0, 84.0, Colour(0x9a663c), 9.0);
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, 110.0, light);
}
