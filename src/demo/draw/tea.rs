//! Tea and coffee: pots, glasses, packets, mills.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    ornament::{Band, Tiles, leaf, rosette, star},
    profile::{Profile, outline, rim, stripe},
    stage,
    svg::{N, Paint, Svg, polar},
};

const STEEL: Colour = Colour(0xc7_c9_cb);

fn sheen(svg: &mut Svg, colour: Colour) -> Paint {
    svg.linear(
        (0.0, 0.0),
        (1.0, 0.0),
        &[
            (0.0, colour.darker(0.45), 1.0),
            (0.2, colour.lighter(0.1), 1.0),
            (0.32, colour.lighter(0.8), 1.0),
            (0.46, colour, 1.0),
            (0.8, colour.darker(0.4), 1.0),
            (1.0, colour.darker(0.15), 1.0),
        ],
    )
}

/// Steam, rising.
fn steam(svg: &mut Svg, x: f64, y: f64) {
    svg.faint(0.5, |svg| {
        for dx in [-26.0, 6.0, 36.0] {
            svg.line(
                format!("M{} {}c-26-34 26-50 0-92c-14-26 8-40 6-58", N(x + dx), N(y)),
                WHITE,
                7.0,
            );
        }
    });
}

/// A pot for mint tea: round, on four feet, with a tall lid.
pub fn teapot(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 700.0, 190.0);
    let metal = if chance.once_in(3) { p.main } else { STEEL };
    let shine = sheen(svg, metal);
    svg.path(
        "M540 500C620 520 640 400 664 330C672 306 700 300 716 296L700 330C690 420 680 590 556 620Z",
        &shine,
    );
    svg.line("M270 380C110 300 90 560 254 590", metal.darker(0.4), 28.0);
    svg.line("M270 376C118 304 98 550 254 582", metal.lighter(0.2), 13.0);
    let body: Profile<'_> = &[
        (96.0, 352.0),
        (120.0, 376.0),
        (178.0, 450.0),
        (192.0, 530.0),
        (160.0, 620.0),
        (100.0, 664.0),
        (96.0, 672.0),
    ];
    svg.path(
        "M296 640L270 704H300L330 660ZM504 640L530 704H500L470 660Z",
        metal.darker(0.4),
    );
    let light = stage::round_light(svg);
    let (one, two) = (*chance.pick(&Band::PAINTED), *chance.pick(&Band::PAINTED));
    svg.form(outline(400.0, body), &shine, &light, |svg| {
        let etched = metal.darker(0.35);
        one.draw(
            svg,
            (200.0, 424.0, 400.0, 56.0),
            [metal.lighter(0.1), etched, p.accent],
        );
        stripe(svg, 486.0, 5.0, etched);
        two.draw(svg, (200.0, 498.0, 400.0, 72.0), [metal, etched, p.main]);
        stripe(svg, 576.0, 5.0, etched);
        Band::Teeth.draw(svg, (200.0, 592.0, 400.0, 36.0), [metal, etched, metal]);
    });
    let lid: Profile<'_> = &[
        (5.0, 150.0),
        (14.0, 172.0),
        (8.0, 196.0),
        (40.0, 232.0),
        (54.0, 268.0),
        (88.0, 318.0),
        (104.0, 354.0),
        (104.0, 362.0),
    ];
    svg.form(outline(400.0, lid), &shine, &light, |svg| {
        Band::Scallops.draw(
            svg,
            (280.0, 304.0, 240.0, 34.0),
            [metal, metal.darker(0.35), p.accent],
        );
    });
    svg.circle(400.0, 142.0, 15.0, p.accent);
}

/// Glasses for tea, painted and gilt.
pub fn glasses(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    let gold = Colour(0xe0_b4_52);
    let tea = Colour(0xb0_55_1c);
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
    for (turn, tone) in [(-30.0, 0x5f_8f_4a), (24.0, 0x74_a5_56), (-2.0, 0x4d_7a_3c)] {
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
            (0.0, Colour(0xc4_52_1c), 1.0),
            (0.6, Colour(0x9c_2c_12), 1.0),
            (1.0, Colour(0xd8_6c_22), 1.0),
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
    svg.ellipse(400.0, 309.0, 108.0, 14.0, Colour(0xd9_74_2c));
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

/// A small pot with a long handle, for coffee.
pub fn cezve(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 360.0, 694.0, 170.0);
    let copper = Colour(0xc2_6b_3a).mix(p.main, 0.25);
    let shine = sheen(svg, copper);
    let wood = Colour(0x5a_38_22);
    svg.turned(-22.0, 460.0, 430.0, |svg| {
        svg.round(450.0, 408.0, 300.0, 34.0, 15.0, wood);
        svg.round(450.0, 412.0, 296.0, 9.0, 4.0, wood.lighter(0.3));
        svg.round(440.0, 400.0, 80.0, 50.0, 8.0, copper.darker(0.35));
        svg.circle(730.0, 425.0, 6.0, p.light);
    });
    let pot: Profile<'_> = &[
        (136.0, 352.0),
        (130.0, 370.0),
        (92.0, 430.0),
        (110.0, 490.0),
        (164.0, 600.0),
        (160.0, 680.0),
        (156.0, 692.0),
    ];
    let light = stage::round_light(svg);
    let band = *chance.pick(&[Band::Leaves, Band::Lozenges, Band::Scallops, Band::Stars]);
    svg.form(outline(360.0, pot), &shine, &light, |svg| {
        let dark = copper.darker(0.45);
        stripe(svg, 446.0, 6.0, dark);
        band.draw(svg, (190.0, 540.0, 340.0, 62.0), [copper, dark, STEEL]);
        stripe(svg, 526.0, 6.0, dark);
        stripe(svg, 610.0, 6.0, dark);
        svg.dashes("M190 650H530", dark, 8.0, (0.0, 20.0));
    });
    svg.path(
        "M226 352C200 340 190 330 170 332C190 360 220 384 240 384Z",
        copper.darker(0.1),
    );
    rim(
        svg,
        (360.0, 352.0),
        136.0,
        copper.lighter(0.5),
        Colour(0x3a_20_14),
    );
    svg.ellipse(360.0, 360.0, 112.0, 12.0, Colour(0x8a_5a_34));
    steam(svg, 352.0, 326.0);
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

/// A brass mill with a folding crank.
pub fn mill(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 100.0);
    let brass = Colour(0xd2_9c_3e).mix(p.main, 0.15);
    let shine = sheen(svg, brass);
    svg.line("M400 208V176H590", brass.darker(0.3), 15.0);
    svg.line("M590 176V140", brass.darker(0.3), 11.0);
    svg.round(572.0, 84.0, 36.0, 66.0, 17.0, Colour(0x5a_38_22));
    let lid: Profile<'_> = &[(18.0, 196.0), (70.0, 214.0), (98.0, 252.0), (98.0, 270.0)];
    let light = stage::round_light(svg);
    svg.form(outline(400.0, lid), &shine, &light, |_| {});
    let body: Profile<'_> = &[(96.0, 270.0), (96.0, 270.0), (96.0, 690.0), (96.0, 690.0)];
    let (one, two) = (*chance.pick(&Band::PAINTED), *chance.pick(&Band::PAINTED));
    svg.form(outline(400.0, body), &shine, &light, |svg| {
        let dark = brass.darker(0.5);
        for (y, h, band) in [(306.0, 60.0, one), (396.0, 92.0, two), (580.0, 60.0, one)] {
            band.draw(svg, (290.0, y, 220.0, h), [brass, dark, brass.lighter(0.4)]);
            stripe(svg, y - 10.0, 4.0, dark);
            stripe(svg, y + h + 6.0, 4.0, dark);
        }
        stripe(svg, 520.0, 12.0, brass.darker(0.3));
        stripe(svg, 534.0, 5.0, brass.lighter(0.5));
    });
}

/// A round tray with a pot and glasses, from above.
pub fn tray(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.28, |svg| svg.circle(416.0, 424.0, 324.0, BLACK));
    let brass = if chance.once_in(2) {
        STEEL
    } else {
        Colour(0xd9_a8_4c)
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
    let gold = Colour(0xe0_b4_52);
    for (number, dye) in [p.main, p.accent, p.second, p.main, p.accent]
        .into_iter()
        .enumerate()
    {
        let (x, y) = polar((400.0, 400.0), number as f64 * 72.0, 216.0);
        svg.faint(0.3, |svg| svg.circle(x + 10.0, y + 14.0, 54.0, BLACK));
        svg.circle(x, y, 54.0, dye);
        svg.ring(x, y, 51.0, gold, 5.0);
        svg.circle(x, y, 42.0, Colour(0xa8_4e_18));
        svg.circle(x - 12.0, y - 12.0, 9.0, Colour(0xe0_94_48));
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

/// An urn for tea, with a tap and a small pot on top.
pub fn samovar(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 704.0, 150.0);
    let metal = Colour(0xcf_9a_48).mix(p.main, 0.2);
    let shine = sheen(svg, metal);
    svg.mirrored(|svg| svg.line("M246 390C160 370 170 490 250 470", metal.darker(0.4), 17.0));
    let light = stage::round_light(svg);
    let pot: Profile<'_> = &[
        (10.0, 72.0),
        (20.0, 88.0),
        (60.0, 112.0),
        (84.0, 164.0),
        (66.0, 214.0),
        (60.0, 224.0),
    ];
    svg.line("M470 170C520 160 520 120 552 116", p.main.darker(0.2), 17.0);
    svg.form(outline(400.0, pot), p.main, &light, |svg| {
        Band::Dots.draw(
            svg,
            (310.0, 144.0, 180.0, 34.0),
            [p.main, p.light, p.second],
        );
    });
    let body: Profile<'_> = &[
        (96.0, 230.0),
        (96.0, 230.0),
        (104.0, 262.0),
        (164.0, 320.0),
        (166.0, 440.0),
        (110.0, 548.0),
        (66.0, 590.0),
        (70.0, 620.0),
        (132.0, 650.0),
        (136.0, 700.0),
    ];
    let band = *chance.pick(&[Band::Leaves, Band::Stars, Band::Lozenges]);
    svg.form(outline(400.0, body), &shine, &light, |svg| {
        let dark = metal.darker(0.45);
        stripe(svg, 318.0, 5.0, dark);
        band.draw(
            svg,
            (220.0, 334.0, 360.0, 70.0),
            [metal, dark, metal.lighter(0.4)],
        );
        stripe(svg, 412.0, 5.0, dark);
        svg.dashes("M220 660H580", dark, 9.0, (0.0, 22.0));
    });
    svg.round(380.0, 486.0, 40.0, 26.0, 8.0, metal.darker(0.3));
    svg.path("M388 506h24l6 44h-36Z", metal.darker(0.2));
    svg.line("M400 486V452M376 452H424", metal.darker(0.5), 11.0);
    svg.line(
        format!("M{} 700h{}", N(250.0), N(300.0)),
        metal.darker(0.4),
        11.0,
    );
}

/// Beans strewn around a cup, from above.
pub fn beans(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let roast = Colour(0x5b_36_20).mix(p.main, 0.12);
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
    svg.circle(400.0, 400.0, 94.0, Colour(0x3a_1e_12));
    svg.ring(400.0, 400.0, 84.0, Colour(0x9a_66_3c), 9.0);
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, 110.0, light);
}
