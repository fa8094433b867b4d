//! Ornament: bands and tiles, and the stars, leaves and rosettes that they are made of.

mod bands;
mod tiles;

pub use bands::Band;
pub use tiles::Tiles;

use super::{
    chance::Chance,
    colour::Colour,
    svg::{N, Svg, polar, polygon},
};

/// A lozenge whose edges are stairs with so many steps, `r` from the middle to a corner.
pub fn steps(x: f64, y: f64, r: f64, count: usize) -> String {
    let step = r / count as f64;
    let mut d = format!("M{} {}", N(x - step / 2.0), N(y - r));
    let corner = |d: &mut String, h: f64, v: f64, first: char| {
        for _ in 0..count {
            let part = if first == 'h' {
                format!("h{}v{}", N(h), N(v))
            } else {
                format!("v{}h{}", N(v), N(h))
            };
            d.push_str(&part);
        }
    };
    d.push_str(&format!("h{}", N(step)));
    corner(&mut d, step, step, 'v');
    d.truncate(d.rfind('h').unwrap_or(d.len()));
    corner(&mut d, -step, step, 'v');
    d.push_str(&format!("h{}", N(-step)));
    corner(&mut d, -step, -step, 'v');
    d.truncate(d.rfind('h').unwrap_or(d.len()));
    corner(&mut d, step, -step, 'v');
    d.push('Z');
    d
}

/// A star with so many points; `inner` is how far its hollows are from the middle, of `r`.
pub fn star(x: f64, y: f64, r: f64, points: usize, inner: f64) -> String {
    let step = 180.0 / points as f64;
    let corners: Vec<_> = (0..points * 2)
        .map(|corner| {
            let r = if corner % 2 == 0 { r } else { r * inner };
            polar((x, y), corner as f64 * step, r)
        })
        .collect();
    polygon(&corners)
}

/// A leaf from the origin to (0, -length).
pub fn leaf(length: f64) -> String {
    let (half, wide) = (N(-length / 2.0), length * 0.32);
    let tip = N(-length);
    format!("M0 0Q{} {half} 0 {tip}Q{} {half} 0 0Z", N(wide), N(-wide))
}

/// A round ornament, ring in ring from the rim to the middle.
pub fn rosette(svg: &mut Svg, (x, y): (f64, f64), r: f64, c: [Colour; 4], chance: &mut Chance) {
    let [ground, figure, detail, line] = c;
    let points = *chance.pick(&[8, 10, 12, 16]);
    let half = 180.0 / points as f64;
    let petals = |svg: &mut Svg, count: usize, turn: f64, at: f64, length: f64, fill: Colour| {
        svg.placed((0.0, 0.0), turn, (1.0, 1.0), |svg| {
            svg.around(count, |svg| {
                svg.at(0.0, -r * at, |svg| svg.path(leaf(r * length), fill));
            });
        });
    };
    svg.at(x, y, |svg| {
        svg.circle(0.0, 0.0, r, ground);
        svg.ring(0.0, 0.0, r * 0.955, figure, r * 0.03);
        petals(svg, points * 2, 0.0, 0.68, 0.22, figure);
        svg.placed((0.0, 0.0), half / 2.0, (1.0, 1.0), |svg| {
            svg.around(points * 2, |svg| {
                svg.circle(0.0, -r * 0.84, r * 0.02, detail)
            });
        });
        svg.ring(0.0, 0.0, r * 0.66, line, r * 0.014);
        svg.path(star(0.0, 0.0, r * 0.63, points, 0.62), figure);
        svg.path(star(0.0, 0.0, r * 0.5, points, 0.66), ground);
        petals(svg, points, half, 0.12, 0.33, detail);
        petals(svg, points, 0.0, 0.1, 0.28, figure);
        svg.circle(0.0, 0.0, r * 0.13, ground);
        svg.circle(0.0, 0.0, r * 0.075, detail);
    });
}
