//! Leather: cut, stitched, stamped.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette, WHITE},
    ornament::{Band, Tiles, rosette, star},
    stage,
    svg::{N, Svg, polar, polygon},
};

const BRASS: Colour = Colour(0xd9a441);

/// A round seat with a star stitched on its top.
pub fn pouf(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 268.0);
    let body = "M130 440C84 500 88 620 150 676C250 706 550 706 650 676C712 620 \
        716 500 670 440C600 380 200 380 130 440Z";
    let light = stage::round_light(svg);
    svg.form(body, p.main, &light, |svg| {
        let mut seams = String::new();
        for x in [-230.0, -150.0, -52.0, 52.0, 150.0, 230.0] {
            seams.push_str(&format!(
                "M{} 430Q{} 560 {} 710",
                N(400.0 + x * 0.92),
                N(400.0 + x * 1.2),
                N(400.0 + x * 0.9)
            ));
        }
        svg.line(&seams, p.deep, 6.0);
        svg.dashes(&seams, p.light, 3.0, (8.0, 9.0));
        Band::Lozenges.draw(svg, (80.0, 560.0, 640.0, 40.0), [p.main, p.light, p.second]);
    });
    svg.placed((400.0, 436.0), 0.0, (1.0, 0.36), |svg| {
        svg.circle(0.0, 0.0, 272.0, p.deep);
        svg.circle(0.0, 0.0, 266.0, p.main.lighter(0.12));
        let points = *chance.pick(&[8, 10, 12]);
        svg.path(star(0.0, 0.0, 256.0, points, 0.7), p.second);
        svg.path(star(0.0, 0.0, 226.0, points, 0.7), p.main);
        svg.path(star(0.0, 0.0, 130.0, points, 0.6), p.light);
        svg.path(star(0.0, 0.0, 96.0, points, 0.6), p.accent);
        svg.circle(0.0, 0.0, 26.0, p.main);
        svg.dashes(
            star(0.0, 0.0, 240.0, points, 0.7),
            p.light,
            5.0,
            (10.0, 11.0),
        );
    });
    let top = svg.radial(
        (0.4, 0.4),
        0.7,
        &[(0.0, WHITE, 0.3), (0.6, WHITE, 0.0), (1.0, BLACK, 0.26)],
    );
    svg.ellipse(400.0, 436.0, 272.0, 98.0, top);
}

/// A pair of pointed slippers, from above.
pub fn slippers(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let sole = "M0 300C-84 300-106 230-94 120C-86 40-110-40-104-120\
        C-98-230-40-300 10-340C40-290 96-220 100-120C104-40 86 40 94 120\
        C106 230 84 300 0 300Z";
    let vamp = "M-97 30C-110-40-110-90-104-120C-98-230-40-300 10-340C40-290 \
        96-220 100-120C103-80 100-30 93 30C50-14-50-14-97 30Z";
    let design = chance.below(3);
    let tiles =
        Tiles::any(chance).paint(svg, (0.0, 0.0), 66.0, [p.main, p.light, p.second, p.accent]);
    for (x, flip) in [(262.0, 1.0), (538.0, -1.0)] {
        svg.placed((x, 424.0), flip * -7.0, (flip, 1.0), |svg| {
            svg.faint(0.24, |svg| {
                svg.at(flip * 14.0, 18.0, |svg| svg.path(sole, BLACK))
            });
            svg.path(sole, p.deep.darker(0.3));
            svg.placed((0.0, 0.0), 0.0, (0.93, 0.97), |svg| {
                svg.path(sole, p.light.darker(0.1))
            });
            svg.path(
                "M0 276C-62 276-80 220-72 140C-60 96 60 96 72 140C80 220 62 276 \
        0 276Z",
                p.second.mix(p.light, 0.45),
            );
            svg.path(star(0.0, 190.0, 32.0, 8, 0.6), p.deep);
            let light = stage::soft_light(svg);
            svg.form(vamp, p.main, &light, |svg| match design {
                0 => rosette(
                    svg,
                    (2.0, -130.0),
                    92.0,
                    [p.main, p.light, p.second, p.accent],
                    &mut Chance::new(7),
                ),
                1 => svg.rect(-130.0, -360.0, 260.0, 420.0, &tiles),
                _ => {
                    svg.dashes(
                        "M2-300C-60-230-70-150-74-60M2-300C60-230 70-150 74-60",
                        p.light,
                        5.0,
                        (9.0, 9.0),
                    );
                    svg.path(star(2.0, -120.0, 48.0, 8, 0.5), p.second);
                    svg.circle(2.0, -120.0, 14.0, p.accent);
                }
            });
            svg.line("M-97 30C-50-14 50-14 93 30", p.deep, 15.0);
            svg.dashes("M-92 24C-50-16 50-16 88 24", p.light, 3.0, (7.0, 8.0));
        });
    }
}

/// A bag with a flap and a long strap.
pub fn satchel(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 240.0);
    svg.line("M196 350C210 40 590 40 604 350", p.deep, 30.0);
    svg.line("M196 350C210 40 590 40 604 350", p.main, 22.0);
    svg.dashes("M196 342C210 46 590 46 604 342", p.light, 2.6, (9.0, 9.0));
    let light = stage::soft_light(svg);
    svg.form(
        "M168 330H632C650 450 654 560 646 660Q644 692 612 692H188Q156 \
        692 154 660C146 560 150 450 168 330Z",
        p.deep,
        &light,
        |svg| {
            svg.dashes(
                "M176 664Q178 674 192 674H608Q622 674 624 664",
                p.light,
                3.0,
                (10.0, 10.0),
            );
        },
    );
    let flap = "M160 322Q162 300 184 300H616Q638 300 640 322C648 400 640 480 \
        612 536Q600 562 570 566H230Q200 562 188 536C160 480 152 400 160 \
        322Z";
    let carved = chance.below(3);
    svg.form(flap, p.main, &light, |svg| {
        match carved {
            0 => rosette(
                svg,
                (400.0, 424.0),
                112.0,
                [p.main, p.deep, p.light, p.second],
                chance,
            ),
            1 => {
                Band::Leaves.draw(svg, (190.0, 350.0, 420.0, 60.0), [p.main, p.deep, p.second]);
                Band::Lozenges.draw(svg, (190.0, 424.0, 420.0, 44.0), [p.main, p.deep, p.second]);
            }
            _ => {}
        }
        svg.line(
            "M178 322Q178 316 188 316H612Q622 316 622 322C630 400 622 470 \
        598 526Q590 546 566 550H234Q210 546 202 526C178 470 170 400 178 \
        322Z",
            p.deep,
            3.0,
        );
        svg.dashes(
            "M184 328C176 400 184 470 208 522Q216 540 236 542H564Q584 540 \
        592 522C616 470 624 400 616 328",
            p.light,
            3.4,
            (10.0, 10.0),
        );
    });
    for x in [262.0, 538.0] {
        svg.round(x - 18.0, 500.0, 36.0, 130.0, 8.0, p.deep);
        svg.round(x - 24.0, 566.0, 48.0, 36.0, 6.0, BRASS);
        svg.round(x - 14.0, 574.0, 28.0, 20.0, 4.0, p.deep);
        svg.rect(x - 3.0, 564.0, 6.0, 26.0, BRASS.lighter(0.4));
    }
    for x in [196.0, 604.0] {
        svg.ring(x, 344.0, 20.0, BRASS, 8.0);
    }
}

/// A belt rolled up, its buckle in front.
pub fn belt(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let mut coil = String::new();
    for step in 0..=96 {
        let turn = f64::from(step) * 15.0;
        let (x, y) = polar((400.0, 380.0), turn, 60.0 + f64::from(step) * 2.05);
        coil.push_str(&format!(
            "{}{} {}",
            if step == 0 { "M" } else { "L" },
            N(x),
            N(y)
        ));
    }
    svg.faint(0.24, |svg| {
        svg.at(12.0, 18.0, |svg| svg.line(&coil, BLACK, 44.0))
    });
    svg.line(&coil, p.deep, 44.0);
    svg.line(&coil, p.main, 37.0);
    svg.dashes(&coil, p.light, 3.0, (9.0, 11.0));
    svg.faint(0.24, |svg| svg.rect(420.0, 100.0, 320.0, 96.0, BLACK));
    svg.rect(400.0, 86.0, 320.0, 88.0, p.main);
    let band = *chance.pick(&[Band::Lozenges, Band::Leaves, Band::Stars]);
    band.draw(svg, (400.0, 104.0, 230.0, 52.0), [p.main, p.deep, p.second]);
    svg.dashes("M400 94H640M400 166H640", p.light, 3.0, (9.0, 9.0));
    svg.round(628.0, 62.0, 110.0, 136.0, 24.0, BRASS);
    svg.round(648.0, 84.0, 70.0, 92.0, 12.0, p.ground.darker(0.1));
    svg.round(620.0, 122.0, 116.0, 14.0, 7.0, BRASS.darker(0.3));
    svg.round(628.0, 62.0, 110.0, 10.0, 5.0, BRASS.lighter(0.5));
}

/// A bound book with a strap around it.
pub fn journal(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.turned(-8.0, 400.0, 400.0, |svg| {
        svg.faint(0.26, |svg| {
            svg.round(206.0, 116.0, 430.0, 600.0, 16.0, BLACK)
        });
        svg.round(188.0, 108.0, 432.0, 592.0, 14.0, p.deep);
        svg.rect(600.0, 120.0, 14.0, 568.0, p.light.darker(0.08));
        svg.rect(606.0, 120.0, 3.0, 568.0, p.light.darker(0.25));
        let light = stage::flat_light(svg);
        svg.form(
            "M196 100H596Q606 100 606 110V682Q606 692 596 692H196Q182 692 \
        182 678V114Q182 100 196 100Z",
            p.main,
            &light,
            |svg| {
                svg.rect(182.0, 90.0, 46.0, 620.0, p.deep);
                svg.dashes("M236 110V684", p.light, 3.0, (9.0, 10.0));
                svg.line("M256 126H580V666H256Z", p.main.darker(0.35), 4.0);
                svg.line("M268 138H568V654H268Z", p.second, 3.0);
                rosette(
                    svg,
                    (418.0, 396.0),
                    118.0,
                    [p.main, p.second, p.light, p.deep],
                    chance,
                );
                for (x, y) in [
                    (300.0, 170.0),
                    (536.0, 170.0),
                    (300.0, 622.0),
                    (536.0, 622.0),
                ] {
                    svg.path(star(x, y, 24.0, 8, 0.5), p.second);
                }
            },
        );
        svg.rect(182.0, 540.0, 430.0, 26.0, p.accent.darker(0.2));
        svg.path("M500 540H526L580 700L548 706Z", p.accent.darker(0.1));
        svg.circle(512.0, 553.0, 22.0, BRASS);
        svg.circle(512.0, 553.0, 11.0, BRASS.darker(0.3));
    });
}

/// A folded wallet, half open.
pub fn wallet(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    svg.turned(-6.0, 400.0, 400.0, |svg| {
        svg.faint(0.26, |svg| {
            svg.round(150.0, 230.0, 540.0, 390.0, 28.0, BLACK)
        });
        svg.round(134.0, 208.0, 540.0, 390.0, 26.0, p.deep);
        for (y, dye) in [(176.0, p.second), (200.0, p.light)] {
            svg.round(170.0, y, 380.0, 120.0, 12.0, dye);
        }
        let light = stage::flat_light(svg);
        svg.form(
            "M160 236H640Q666 236 666 262V566Q666 592 640 592H160Q134 592 \
        134 566V262Q134 236 160 236Z",
            p.main,
            &light,
            |svg| {
                svg.dashes("M150 254H650V576H150Z", p.light, 3.4, (11.0, 10.0));
                let band =
                    *chance.pick(&[Band::Stars, Band::Lozenges, Band::Leaves, Band::Scallops]);
                band.draw(
                    svg,
                    (150.0, 480.0, 500.0, 60.0),
                    [p.main, p.main.darker(0.4), p.second],
                );
                svg.line("M160 470H640M160 550H640", p.main.darker(0.4), 4.0);
            },
        );
        svg.round(560.0, 350.0, 150.0, 76.0, 24.0, p.deep);
        svg.dashes("M570 362H690M570 414H690", p.light, 3.0, (9.0, 9.0));
        svg.circle(668.0, 388.0, 21.0, BRASS);
        svg.circle(662.0, 382.0, 9.0, BRASS.lighter(0.6));
    });
}

/// A backpack with a drawstring and a pocket.
pub fn backpack(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 696.0, 200.0);
    svg.line("M360 190C360 120 440 120 440 190", p.deep, 18.0);
    svg.mirrored(|svg| svg.line("M236 330C150 380 150 560 214 650", p.deep, 28.0));
    let light = stage::round_light(svg);
    svg.form(
        "M236 260C250 200 550 200 564 260C596 380 606 560 586 660Q578 \
        696 540 696H260Q222 696 214 660C194 560 204 380 236 260Z",
        p.main,
        &light,
        |svg| {
            Band::Teeth.draw(
                svg,
                (190.0, 640.0, 420.0, 40.0),
                [p.deep, p.second, p.light],
            );
        },
    );
    let flap = "M226 236C260 184 540 184 574 236C590 330 570 400 540 430Q400 \
        470 260 430C230 400 210 330 226 236Z";
    let tiles = Tiles::any(chance).paint(
        svg,
        (400.0, 200.0),
        70.0,
        [p.accent, p.light, p.second, p.deep],
    );
    let flat = stage::soft_light(svg);
    svg.form(flap, p.accent, &flat, |svg| {
        svg.rect(200.0, 180.0, 400.0, 300.0, tiles);
        svg.line(flap, p.deep, 22.0);
    });
    svg.form(
        "M270 510H530V640Q530 664 506 664H294Q270 664 270 640Z",
        p.main.lighter(0.08),
        &flat,
        |svg| {
            svg.dashes(
                "M282 522V636Q282 652 298 652H502Q518 652 518 636V522",
                p.light,
                3.0,
                (10.0, 9.0),
            );
            svg.rect(262.0, 504.0, 280.0, 26.0, p.deep);
        },
    );
    svg.rect(386.0, 420.0, 28.0, 116.0, p.deep);
    svg.round(378.0, 486.0, 44.0, 36.0, 6.0, BRASS);
    svg.round(388.0, 494.0, 24.0, 20.0, 3.0, p.deep);
}

/// A tray of hide with pinched corners.
pub fn valet(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let outer = [
        (150.0, 190.0),
        (650.0, 190.0),
        (690.0, 230.0),
        (690.0, 570.0),
        (650.0, 610.0),
        (150.0, 610.0),
        (110.0, 570.0),
        (110.0, 230.0),
    ];
    let d = polygon(&outer);
    stage::flat_shadow(svg, &d);
    svg.path(&d, p.main);
    svg.path(
        "M150 190H650L600 250H200ZM150 610H650L600 550H200Z",
        p.main.lighter(0.12),
    );
    svg.path("M110 230V570L190 540V260ZM690 230V570L610 540V260Z", p.deep);
    svg.rect(192.0, 250.0, 416.0, 300.0, p.deep.darker(0.25));
    let inside = svg.linear(
        (0.0, 0.0),
        (1.0, 1.0),
        &[(0.0, BLACK, 0.5), (0.3, BLACK, 0.1), (1.0, WHITE, 0.1)],
    );
    svg.rect(192.0, 250.0, 416.0, 300.0, inside);
    svg.dashes(
        "M166 204H634M166 596H634M124 240V560M676 240V560",
        p.light,
        3.4,
        (11.0, 10.0),
    );
    rosette(
        svg,
        (400.0, 400.0),
        116.0,
        [p.deep, p.second, p.main, p.light],
        chance,
    );
    for (x, y) in [
        (158.0, 228.0),
        (642.0, 228.0),
        (158.0, 572.0),
        (642.0, 572.0),
    ] {
        svg.circle(x, y, 15.0, BRASS);
        svg.circle(x - 4.0, y - 4.0, 6.0, BRASS.lighter(0.6));
    }
    let key = "M460 470a26 26 0 1 1 8-16h70v18h-14v16h-16v-16h-40Z";
    svg.path(key, BRASS.darker(0.1));
}
