//! Ornament: bands that run along rugs and vessels, tiles that fill walls.

use super::{
    chance::Chance,
    colour::Colour,
    svg::{N, Paint, Svg, polar, polygon},
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
                svg.line(super::svg::lines(&line), figure, h * 0.17);
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
                svg.path(star(half, half, s * 0.33, 8, 0.54), figure);
                for (x, y) in corners {
                    svg.path(star(x, y, s * 0.33, 8, 0.54), detail);
                }
                let net = format!(
                    "M{h} 0L{s} {h}L{h} {s}L0 {h}ZM0 {a}L{a} 0M{b} 0L{s} {a}M0 {b}L{a} {s}M{b} {s}L{s} {b}",
                    h = N(half),
                    s = N(s),
                    a = N(s * 0.3),
                    b = N(s * 0.7)
                );
                svg.line(net, line, s * 0.035);
                svg.circle(half, half, s * 0.07, ground);
            }
            Self::Scales => {
                let scale = |svg: &mut Svg, x: f64, y: f64| {
                    svg.circle(x, y, half, line);
                    svg.circle(x, y, half * 0.92, figure);
                    svg.circle(x, y, half * 0.62, ground);
                    svg.circle(x, y, half * 0.34, detail);
                };
                for (x, y) in [(0.0, 0.0), (s, 0.0), (half, 0.5), (0.0, 1.0), (s, 1.0)] {
                    scale(svg, x, y * height);
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
                for (x, y) in [(0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                    let (x, y) = (x * s, y * height);
                    svg.path(star(x, y, s * 0.52, 6, 0.577), figure);
                    svg.path(star(x, y, s * 0.3, 6, 0.577), ground);
                    svg.circle(x, y, s * 0.09, detail);
                }
                for (x, y) in [(0.5, 0.0), (0.0, 0.5), (1.0, 0.5), (0.5, 1.0)] {
                    svg.circle(x * s, y * height, s * 0.06, line);
                }
            }
        }
    }
}

/// A round ornament, ring in ring from the rim to the middle.
pub fn rosette(svg: &mut Svg, (x, y): (f64, f64), r: f64, c: [Colour; 4], chance: &mut Chance) {
    let [ground, figure, detail, line] = c;
    let points = *chance.pick(&[8, 10, 12, 16]);
    svg.circle(x, y, r, ground);
    svg.ring(x, y, r * 0.955, figure, r * 0.03);
    let around = |svg: &mut Svg, count: usize, offset: f64, at: f64, shape: &str, fill: Colour| {
        let petal = svg.symbol(|svg| svg.path(shape, fill));
        for number in 0..count {
            let turn = (number as f64 + offset) * 360.0 / count as f64;
            let (px, py) = polar((x, y), turn, r * at);
            svg.stamp_turned(&petal, px, py, turn, 1.0);
        }
    };
    around(svg, points * 2, 0.0, 0.68, &leaf(r * 0.22), figure);
    around(
        svg,
        points * 2,
        0.5,
        0.84,
        "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
        detail,
    );
    svg.ring(x, y, r * 0.66, line, r * 0.014);
    svg.path(star(x, y, r * 0.63, points, 0.62), figure);
    svg.path(star(x, y, r * 0.5, points, 0.66), ground);
    around(svg, points, 0.5, 0.12, &leaf(r * 0.33), detail);
    around(svg, points, 0.0, 0.1, &leaf(r * 0.28), figure);
    svg.circle(x, y, r * 0.13, ground);
    svg.circle(x, y, r * 0.075, detail);
}
