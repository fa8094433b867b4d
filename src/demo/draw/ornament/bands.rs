//! Bands that run along rugs and vessels.

use super::{leaf, star, steps};
use crate::demo::draw::{
    colour::Colour,
    svg::{Svg, lines, polygon},
};

/// What runs along a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// A line up and down.
    Zigzag,
    /// Lozenges with lozenges in them.
    Lozenges,
    /// Lozenges with stepped edges, as a slit tapestry has them.
    Steps,
    /// Triangles on a line.
    Teeth,
    /// Round dots.
    Dots,
    /// Half circles.
    Scallops,
    /// Two colours in turn.
    Checks,
    /// Eight-pointed stars.
    Stars,
    /// Ram's horns.
    Horns,
    /// Combs.
    Combs,
    /// Arrows.
    Chevrons,
    /// Leaves on a stem.
    Leaves,
}

impl Band {
    /// The bands of a weaver, who has straight lines only.
    pub const WOVEN: [Self; 8] = [
        Self::Zigzag,
        Self::Lozenges,
        Self::Steps,
        Self::Teeth,
        Self::Checks,
        Self::Horns,
        Self::Combs,
        Self::Chevrons,
    ];
    /// The bands of a painter or engraver.
    pub const PAINTED: [Self; 7] = [
        Self::Zigzag,
        Self::Lozenges,
        Self::Dots,
        Self::Scallops,
        Self::Stars,
        Self::Leaves,
        Self::Teeth,
    ];

    /// Draws the band at (`x`, `y`), `w` wide and `h` high: its ground, figure and detail colours.
    pub fn draw(self, svg: &mut Svg, (x, y, w, h): (f64, f64, f64, f64), c: [Colour; 3]) {
        let tile = self.proportion() * h;
        // Whole repeats, centred: both ends are alike.
        let count = (w / tile).ceil();
        let start = x + (w - count * tile) / 2.0;
        let fill = svg.pattern((start, y, tile, h), 0.0, |svg| self.tile(svg, h, c));
        svg.rect(x, y, w, h, fill);
    }

    /// How wide a repeat is for its height.
    fn proportion(self) -> f64 {
        match self {
            Self::Zigzag | Self::Teeth => 0.8,
            Self::Dots => 0.75,
            Self::Steps | Self::Horns => 1.4,
            Self::Scallops | Self::Stars | Self::Combs => 1.0,
            Self::Lozenges | Self::Chevrons => 1.1,
            Self::Checks => 0.5,
            Self::Leaves => 1.2,
        }
    }

    fn tile(self, svg: &mut Svg, h: f64, [ground, figure, detail]: [Colour; 3]) {
        let w = self.proportion() * h;
        let (u, v) = (|x: f64| x * w, |y: f64| y * h);
        let at = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
            points.iter().map(|(x, y)| (u(*x), v(*y))).collect()
        };
        let diamond = |r: f64| {
            polygon(&at(&[
                (0.5, 0.5 - r),
                (0.5 + r, 0.5),
                (0.5, 0.5 + r),
                (0.5 - r, 0.5),
            ]))
        };
        svg.rect(0.0, 0.0, w, h, ground);
        match self {
            Self::Zigzag => {
                let line = at(&[
                    (-0.5, 0.2),
                    (0.0, 0.75),
                    (0.5, 0.2),
                    (1.0, 0.75),
                    (1.5, 0.2),
                ]);
                svg.line(lines(&line), figure, h * 0.17);
                svg.circle(u(0.5), v(0.74), h * 0.07, detail);
            }
            Self::Lozenges => {
                svg.path(diamond(0.48), figure);
                svg.path(diamond(0.29), ground);
                svg.path(diamond(0.14), detail);
            }
            Self::Steps => {
                svg.path(steps(u(0.5), v(0.5), h * 0.46, 5), figure);
                svg.path(steps(u(0.5), v(0.5), h * 0.26, 3), detail);
                svg.rect(-h * 0.08, v(0.5) - h * 0.08, h * 0.16, h * 0.16, detail);
                svg.rect(w - h * 0.08, v(0.5) - h * 0.08, h * 0.16, h * 0.16, detail);
            }
            Self::Teeth => {
                svg.path(polygon(&at(&[(0.0, 1.0), (0.5, 0.1), (1.0, 1.0)])), figure);
                svg.path(polygon(&at(&[(0.3, 1.0), (0.5, 0.62), (0.7, 1.0)])), detail);
            }
            Self::Dots => {
                svg.circle(u(0.5), v(0.5), h * 0.22, figure);
                svg.circle(u(0.5), v(0.5), h * 0.1, detail);
            }
            Self::Scallops => {
                svg.circle(u(0.5), v(1.0), h * 0.48, figure);
                svg.circle(u(0.5), v(1.0), h * 0.26, detail);
            }
            Self::Checks => {
                svg.rect(0.0, 0.0, w / 2.0, h / 2.0, figure);
                svg.rect(w / 2.0, h / 2.0, w / 2.0, h / 2.0, figure);
            }
            Self::Stars => {
                svg.path(star(u(0.5), v(0.5), h * 0.4, 8, 0.74), figure);
                svg.circle(u(0.5), v(0.5), h * 0.15, detail);
            }
            Self::Horns => horns(svg, w, h, figure, detail),
            Self::Combs => {
                svg.rect(u(0.12), v(0.18), u(0.76), v(0.14), figure);
                for tooth in 0..4 {
                    svg.rect(
                        u(0.12 + 0.213 * f64::from(tooth)),
                        v(0.3),
                        u(0.12),
                        v(0.52),
                        figure,
                    );
                }
                svg.rect(u(0.38), v(0.02), u(0.24), v(0.1), detail);
            }
            Self::Chevrons => {
                let arrow = |x: f64| {
                    polygon(&at(&[
                        (x, 0.06),
                        (x + 0.28, 0.06),
                        (x + 0.62, 0.5),
                        (x + 0.28, 0.94),
                        (x, 0.94),
                        (x + 0.34, 0.5),
                    ]))
                };
                svg.path(arrow(-0.06), figure);
                svg.path(arrow(0.44), detail);
            }
            Self::Leaves => {
                svg.rect(0.0, v(0.48), w, v(0.04), figure);
                let leaf = leaf(h * 0.5);
                for (x, turn) in [(0.12, 50.0), (0.62, 130.0)] {
                    svg.placed((u(x), v(0.5)), turn, (1.0, 1.0), |svg| {
                        svg.path(&leaf, figure)
                    });
                }
                svg.circle(u(0.3), v(0.74), h * 0.08, detail);
                svg.circle(u(0.8), v(0.26), h * 0.08, detail);
            }
        }
    }
}

fn horns(svg: &mut Svg, w: f64, h: f64, figure: Colour, detail: Colour) {
    let horn = |x: f64, y: f64| (w * x, h * y);
    let mut left = vec![
        (0.46, 0.95),
        (0.46, 0.3),
        (0.3, 0.3),
        (0.3, 0.55),
        (0.2, 0.55),
        (0.2, 0.12),
    ];
    left.extend([(0.5, 0.12), (0.5, 0.95)]);
    let points: Vec<_> = left.iter().map(|(x, y)| horn(*x, *y)).collect();
    let other: Vec<_> = left.iter().map(|(x, y)| horn(1.0 - x, *y)).collect();
    svg.path(polygon(&points), figure);
    svg.path(polygon(&other), figure);
    for x in [0.0, 0.92] {
        svg.rect(w * x, h * 0.38, w * 0.08, h * 0.24, detail);
    }
}
