//! Books to download.

use super::{
    chance::Chance,
    colour::{BLACK, Colour, Palette},
    ornament::{Band, Tiles, leaf, rosette, star},
    stage,
    svg::{N, Svg},
};

/// What is printed on a cover, at the origin, `w` wide and `h` high.
fn cover(svg: &mut Svg, p: &Palette, w: f64, h: f64, chance: &mut Chance) {
    let design = chance.below(4);
    let middle = (w / 2.0, h * 0.42);
    match design {
        0 => {
            svg.rect(0.0, 0.0, w, h, p.main);
            rosette(
                svg,
                middle,
                w * 0.36,
                [p.main, p.light, p.second, p.accent],
                chance,
            );
        }
        1 => {
            let paint = Tiles::any(chance).paint(
                svg,
                (0.0, 0.0),
                w / 5.0,
                [p.light, p.main, p.accent, p.second],
            );
            svg.rect(0.0, 0.0, w, h, paint);
            svg.rect(w * 0.12, h * 0.26, w * 0.76, h * 0.34, p.light);
            svg.line(
                format!(
                    "M{} {}h{}v{}h{}Z",
                    N(w * 0.15),
                    N(h * 0.28),
                    N(w * 0.7),
                    N(h * 0.3),
                    N(w * -0.7)
                ),
                p.main,
                3.0,
            );
            svg.path(star(w / 2.0, h * 0.38, w * 0.1, 8, 0.6), p.accent);
        }
        2 => {
            svg.rect(0.0, 0.0, w, h, p.accent);
            svg.path(
                format!(
                    "M{} {h}V{}Q{} {} {} {}T{} {}V{h}Z",
                    N(w * 0.2),
                    N(h * 0.34),
                    N(w * 0.2),
                    N(h * 0.2),
                    N(w * 0.5),
                    N(h * 0.1),
                    N(w * 0.8),
                    N(h * 0.34),
                    h = N(h * 0.66)
                ),
                p.light,
            );
            svg.circle(w * 0.5, h * 0.36, w * 0.17, p.second);
            let leaf = svg.shape(leaf(w * 0.3));
            for turn in [-60.0, -20.0, 20.0, 60.0] {
                svg.placed((w * 0.5, h * 0.64), turn, (1.0, 1.0), |svg| {
                    svg.stamp_in(&leaf, (0.0, 0.0), 1.0, p.main)
                });
            }
        }
        _ => {
            svg.rect(0.0, 0.0, w, h, p.light);
            let dyes = [
                [p.main, p.light, p.second],
                [p.accent, p.light, p.second],
                [p.deep, p.second, p.light],
            ];
            let mut y = h * 0.08;
            for number in 0..5_usize {
                chance
                    .pick(&Band::WOVEN)
                    .draw(svg, (0.0, y, w, h * 0.1), dyes[number % 3]);
                y += h * 0.115;
            }
        }
    }
    let on = if design == 1 || design == 3 {
        p.ink
    } else {
        p.light
    };
    let strip = if design == 1 { Some(p.main) } else { None };
    if let Some(colour) = strip {
        svg.rect(0.0, h * 0.74, w, h * 0.16, colour);
    }
    let on = if strip.is_some() { p.light } else { on };
    svg.round(w * 0.2, h * 0.78, w * 0.6, h * 0.026, h * 0.013, on);
    svg.round(w * 0.32, h * 0.83, w * 0.36, h * 0.016, h * 0.008, on);
}

/// A book on a screen.
pub fn ebook(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    svg.turned(7.0, 400.0, 400.0, |svg| {
        svg.faint(0.28, |svg| {
            svg.round(196.0, 94.0, 452.0, 650.0, 34.0, BLACK)
        });
        svg.round(178.0, 70.0, 446.0, 650.0, 34.0, Colour(0x2a272b));
        svg.round(184.0, 76.0, 434.0, 638.0, 29.0, Colour(0x3b373c));
        svg.at(212.0, 110.0, |svg| {
            svg.within("M0 0H378V540H0Z", |svg| cover(svg, p, 378.0, 540.0, chance));
            svg.faint(0.14, |svg| svg.path("M0 0H250L60 540H0Z", "#fff"));
        });
        svg.ring(401.0, 684.0, 15.0, Colour(0x8a848a), 3.5);
    });
}
