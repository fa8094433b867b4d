//! What is sewn, spun and drawn.

use super::tassels;
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, Tiles, star, steps},
        profile::stripe,
        stage,
        svg::Svg,
    },
};

const CUSHION: &str = "M150 186C250 206 550 206 650 186C666 180 676 190 670 206\
    C650 310 650 490 670 594C676 610 666 620 650 614C550 594 250 594 150 614\
    C134 620 124 610 130 594C150 490 150 310 130 206C124 190 134 180 150 186Z";

/// A cushion: woven bands, tiles or one big lozenge.
pub fn cushion(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.25, |svg| {
        svg.at(8.0, 26.0, |svg| svg.path(CUSHION, BLACK))
    });
    for (x, y) in [
        (140.0, 196.0),
        (660.0, 196.0),
        (140.0, 604.0),
        (660.0, 604.0),
    ] {
        let turn = if x < 400.0 { 1.0 } else { -1.0 } * if y < 400.0 { 135.0 } else { 45.0 };
        svg.placed((x, y), turn, (1.0, 1.0), |svg| {
            svg.circle(0.0, 10.0, 12.0, p.accent);
            tassels(svg, (-16.0, 18.0), 32.0, 52.0, p.accent);
        });
    }
    let light = svg.radial(
        (0.42, 0.38),
        0.75,
        &[
            (0.0, WHITE, 0.26),
            (0.45, WHITE, 0.0),
            (0.8, BLACK, 0.14),
            (1.0, BLACK, 0.42),
        ],
    );
    let kind = chance.below(3);
    svg.form(CUSHION, p.main, &light, |svg| match kind {
        0 => {
            let mut y = 190.0;
            let dyes = [
                [p.main, p.light, p.second],
                [p.light, p.main, p.accent],
                [p.deep, p.second, p.light],
            ];
            for number in 0..6_usize {
                let band = *chance.pick(&Band::WOVEN);
                band.draw(svg, (120.0, y, 560.0, 62.0), dyes[number % 3]);
                stripe(svg, y + 62.0, 9.0, p.accent);
                y += 71.0;
            }
        }
        1 => {
            let paint = Tiles::any(chance).paint(
                svg,
                (120.0, 180.0),
                93.4,
                [p.main, p.light, p.second, p.accent],
            );
            svg.rect(100.0, 160.0, 600.0, 480.0, paint);
        }
        _ => {
            for (share, count, colour) in [
                (300.0, 12, p.light),
                (262.0, 11, p.accent),
                (196.0, 8, p.ink),
                (170.0, 7, p.second),
                (104.0, 5, p.main),
                (52.0, 3, p.light),
            ] {
                svg.path(steps(400.0, 400.0, share, count), colour);
            }
            for (x, y) in [
                (130.0, 190.0),
                (670.0, 190.0),
                (130.0, 610.0),
                (670.0, 610.0),
            ] {
                svg.path(steps(x, y, 130.0, 6), p.second);
                svg.path(steps(x, y, 84.0, 4), p.deep);
            }
        }
    });
    svg.line(CUSHION, p.accent, 6.0);
}

/// A robe on a hanger.
pub fn robe(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    svg.line(
        "M400 110C400 74 440 70 436 46C432 26 400 30 402 52",
        Colour(0x6a4a30),
        7.0,
    );
    svg.line(
        "M214 200C300 140 360 116 400 110C440 116 500 140 586 200",
        Colour(0x9a6a3e),
        18.0,
    );
    let robe = "M346 130C300 150 240 176 196 210L70 474L176 530L250 400V716C330 \
        740 470 740 550 716V400L624 530L730 474L604 210C560 176 500 150 \
        454 130L400 190Z";
    svg.faint(0.2, |svg| svg.at(14.0, 18.0, |svg| svg.path(robe, BLACK)));
    let light = svg.linear(
        (0.0, 0.0),
        (1.0, 0.3),
        &[
            (0.0, BLACK, 0.2),
            (0.32, WHITE, 0.2),
            (0.5, BLACK, 0.04),
            (0.56, BLACK, 0.2),
            (0.7, WHITE, 0.08),
            (1.0, BLACK, 0.34),
        ],
    );
    let (hem, panel) = (*chance.pick(&Band::PAINTED), *chance.pick(&Band::PAINTED));
    svg.form(robe, p.main, &light, |svg| {
        let sprig = svg.pattern((0.0, 0.0, 58.0, 58.0), 45.0, |svg| {
            svg.path(star(29.0, 29.0, 9.0, 8, 0.45), p.main.lighter(0.26));
        });
        svg.rect(60.0, 120.0, 680.0, 620.0, sprig);
        hem.draw(
            svg,
            (240.0, 640.0, 320.0, 62.0),
            [p.deep, p.second, p.light],
        );
        for (x, turn) in [(123.0, 27.0), (677.0, -27.0)] {
            svg.placed((x, 500.0), turn, (1.0, 1.0), |svg| {
                hem.draw(
                    svg,
                    (-80.0, -44.0, 160.0, 40.0),
                    [p.deep, p.second, p.light],
                )
            });
        }
        svg.turned(90.0, 400.0, 400.0, |svg| {
            panel.draw(
                svg,
                (120.0, 372.0, 620.0, 56.0),
                [p.light, p.accent, p.second],
            )
        });
        svg.line("M400 170V740", p.ink, 3.0);
    });
    svg.line("M346 130L400 190L454 130", p.second, 12.0);
    for y in [240.0, 290.0, 340.0, 390.0, 440.0] {
        svg.circle(400.0, y, 8.0, p.second.lighter(0.3));
        svg.ring(400.0, y, 8.0, p.ink, 2.0);
    }
}

/// Skeins of dyed yarn.
pub fn yarn(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let dyes = [p.main, p.second, p.accent, p.deep];
    let first = chance.below(4);
    for number in 0..4_usize {
        let dye = dyes[(first + number) % 4];
        let x = 166.0 + 156.0 * number as f64;
        svg.placed((x, 400.0), -6.0 + 4.0 * number as f64, (1.0, 1.0), |svg| {
            svg.faint(0.2, |svg| {
                svg.round(-54.0, -262.0, 136.0, 560.0, 66.0, BLACK)
            });
            let twist = svg.pattern((0.0, 0.0, 60.0, 44.0), -28.0, |svg| {
                svg.rect(0.0, 0.0, 60.0, 44.0, dye);
                svg.rect(0.0, 0.0, 60.0, 5.0, dye.darker(0.4));
                svg.rect(0.0, 12.0, 60.0, 2.0, dye.lighter(0.3));
                svg.rect(0.0, 22.0, 60.0, 2.0, dye.darker(0.2));
                svg.rect(0.0, 33.0, 60.0, 2.0, dye.lighter(0.2));
            });
            svg.round(-62.0, -280.0, 124.0, 560.0, 62.0, twist);
            let light = stage::round_light(svg);
            svg.round(-62.0, -280.0, 124.0, 560.0, 62.0, light);
            svg.round(-68.0, -60.0, 136.0, 120.0, 8.0, p.light);
            svg.path(star(0.0, -8.0, 26.0, 8, 0.6), dye);
            svg.round(-34.0, 30.0, 68.0, 6.0, 3.0, p.ink);
        });
    }
}

/// Sheets with a pattern drawn on squares, and a pencil: something to download.
pub fn pattern_sheets(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    for (turn, sheet) in [(-9.0, p.light.darker(0.1)), (4.0, p.light)] {
        svg.turned(turn, 400.0, 420.0, |svg| {
            svg.faint(0.2, |svg| svg.rect(180.0, 96.0, 470.0, 640.0, BLACK));
            svg.rect(168.0, 80.0, 470.0, 640.0, sheet);
            if sheet != p.light {
                return;
            }
            let squares = svg.pattern((203.0, 120.0, 20.0, 20.0), 0.0, |svg| {
                svg.line("M0 0H20M0 0V20", p.main.mix(p.light, 0.62), 1.4)
            });
            svg.rect(203.0, 120.0, 400.0, 460.0, &squares);
            for (share, count, colour) in [
                (200.0, 10, p.main),
                (160.0, 8, p.light),
                (140.0, 7, p.accent),
                (80.0, 4, p.second),
                (40.0, 2, p.main),
            ] {
                svg.path(steps(403.0, 350.0, share, count), colour);
            }
            let small = *chance.pick(&[p.second, p.accent]);
            for (x, y) in [
                (243.0, 160.0),
                (563.0, 160.0),
                (243.0, 540.0),
                (563.0, 540.0),
            ] {
                svg.path(steps(x, y, 40.0, 2), small);
            }
            svg.rect(203.0, 120.0, 400.0, 460.0, squares);
            for (number, colour) in [p.main, p.accent, p.second, p.deep].into_iter().enumerate() {
                svg.rect(203.0 + 62.0 * number as f64, 616.0, 44.0, 44.0, colour);
            }
            for y in [622.0, 640.0, 658.0] {
                svg.round(
                    470.0,
                    y - 3.0,
                    133.0 - (y - 622.0),
                    6.0,
                    3.0,
                    p.ink.mix(p.light, 0.4),
                );
            }
        });
    }
    svg.placed((640.0, 610.0), -52.0, (1.0, 1.0), |svg| {
        svg.faint(0.2, |svg| svg.round(-148.0, 4.0, 330.0, 26.0, 4.0, BLACK));
        svg.rect(-120.0, -13.0, 270.0, 26.0, p.accent);
        svg.rect(-120.0, -4.0, 270.0, 8.0, p.accent.lighter(0.25));
        svg.path("M-120-13L-166 0L-120 13Z", Colour(0xe8c898));
        svg.path("M-151-4L-166 0L-151 4Z", p.ink);
        svg.rect(150.0, -13.0, 18.0, 26.0, Colour(0xb9bdc2));
        svg.round(166.0, -13.0, 26.0, 26.0, 8.0, Colour(0xd98a8a));
    });
}
