//! Tiles that fill walls.

use super::{leaf, star};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::Colour,
        svg::{N, Paint, Svg, polar, polygon},
    },
};

/// Tiles that fill a wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tiles {
    /// Eight-pointed stars and crosses.
    Stars,
    /// Stars in a net of ribbons.
    Ribbons,
    /// Scales of a fish.
    Scales,
    /// Octagons with squares between.
    Octagons,
    /// Flowers of four petals.
    Petals,
    /// Six-pointed stars and hexagons.
    Hexagons,
}

impl Tiles {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Stars,
        Self::Ribbons,
        Self::Scales,
        Self::Octagons,
        Self::Petals,
        Self::Hexagons,
    ];

    /// One of them.
    pub fn any(chance: &mut Chance) -> Self {
        *chance.pick(&Self::ALL)
    }

    /// A fill of tiles of this size from a point on: ground, figure, detail and line colours.
    pub fn paint(self, svg: &mut Svg, (x, y): (f64, f64), size: f64, c: [Colour; 4]) -> Paint {
        let height = match self {
            Self::Scales => size * 0.5,
            Self::Hexagons => size * 1.732,
            _ => size,
        };
        svg.pattern((x, y, size, height), 0.0, |svg| {
            self.tile(svg, size, height, c)
        })
    }

    fn tile(self, svg: &mut Svg, s: f64, height: f64, [ground, figure, detail, line]: [Colour; 4]) {
        svg.rect(0.0, 0.0, s, height, ground);
        let half = s / 2.0;
        let corners = [(0.0, 0.0), (s, 0.0), (0.0, s), (s, s)];
        match self {
            Self::Stars => {
                svg.path(star(half, half, s * 0.5, 8, 0.765), figure);
                svg.path(star(half, half, s * 0.3, 8, 0.765), ground);
                svg.path(star(half, half, s * 0.17, 8, 0.6), detail);
                for (x, y) in corners {
                    svg.path(star(x, y, s * 0.17, 4, 0.45), detail);
                }
            }
            Self::Ribbons => {
                let shape = svg.shape(star(0.0, 0.0, s * 0.33, 8, 0.54));
                svg.stamp_in(&shape, (half, half), 1.0, figure);
                for corner in corners {
                    svg.stamp_in(&shape, corner, 1.0, detail);
                }
                let net = format!(
                    "M{h} 0L{s} {h}L{h} {s}L0 {h}ZM0 {a}L{a} 0M{b} 0L{s} {a}M0 {b}\
        L{a} {s}M{b} {s}L{s} {b}",
                    h = N(half),
                    s = N(s),
                    a = N(s * 0.3),
                    b = N(s * 0.7)
                );
                svg.line(net, line, s * 0.035);
                svg.circle(half, half, s * 0.07, ground);
            }
            Self::Scales => {
                let scale = svg.symbol(|svg| {
                    svg.circle(0.0, 0.0, half, line);
                    svg.circle(0.0, 0.0, half * 0.93, figure);
                    svg.circle(0.0, 0.0, half * 0.64, ground);
                    svg.circle(0.0, 0.0, half * 0.34, detail);
                });
                // Each row covers the lower halves of the one above.
                for row in 0..5 {
                    let y = f64::from(row) * height / 2.0;
                    let shift = f64::from(row % 2) * half;
                    svg.stamp(&scale, shift, y);
                    svg.stamp(&scale, shift + s, y);
                }
            }
            Self::Octagons => {
                let turned: Vec<_> = (0..8)
                    .map(|corner| polar((half, half), 22.5 + f64::from(corner) * 45.0, s * 0.52))
                    .collect();
                svg.path(polygon(&turned), figure);
                svg.path(star(half, half, s * 0.34, 8, 0.5), ground);
                svg.circle(half, half, s * 0.1, detail);
                for (x, y) in corners {
                    svg.path(star(x, y, s * 0.15, 4, 0.71), detail);
                }
            }
            Self::Petals => {
                let petal = leaf(s * 0.66);
                for (x, y) in corners {
                    let turn = (f64::from(y > 0.0)) * 180.0;
                    let side = if (x > 0.0) == (y > 0.0) { -45.0 } else { 45.0 };
                    let turn = if y > 0.0 {
                        turn + 180.0 + side
                    } else {
                        180.0 + side
                    };
                    svg.placed((x, y), turn, (1.2, 1.0), |svg| svg.path(&petal, figure));
                }
                svg.circle(half, half, s * 0.1, detail);
                for (x, y) in corners {
                    svg.circle(x, y, s * 0.1, detail);
                }
                svg.ring(half, half, s * 0.49, line, s * 0.02);
            }
            Self::Hexagons => {
                let shape = svg.shape(star(0.0, 0.0, s * 0.52, 6, 0.577));
                for (x, y) in [(0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                    let at = (x * s, y * height);
                    svg.stamp_in(&shape, at, 1.0, figure);
                    svg.stamp_in(&shape, at, 0.58, ground);
                    svg.circle(at.0, at.1, s * 0.09, detail);
                }
                for (x, y) in [(0.5, 0.0), (0.0, 0.5), (1.0, 0.5), (0.5, 1.0)] {
                    svg.circle(x * s, y * height, s * 0.06, line);
                }
            }
        }
    }
}
