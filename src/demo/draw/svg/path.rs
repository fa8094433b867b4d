//! Numbers and paths as SVG writes them.

use std::fmt::{self, Display, Write};

/// A coordinate: one decimal at the most, so that pictures stay small.
#[derive(Clone, Copy)]
pub struct N(pub f64);

impl Display for N {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let (whole, rest) = (tenths / 10, (tenths % 10).abs());
        let sign = if tenths < 0 && whole == 0 { "-" } else { "" };
        match rest {
            0 => write!(formatter, "{whole}"),
            _ => write!(formatter, "{sign}{whole}.{rest}"),
        }
    }
}

/// A path from points: `M` to the first, lines to the others.
pub fn lines(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let _ = write!(
            d,
            "{}{} {}",
            if index == 0 { "M" } else { "L" },
            N(*x),
            N(*y)
        );
    }
    d
}

/// A closed path from points.
pub fn polygon(points: &[(f64, f64)]) -> String {
    lines(points) + "Z"
}

/// The point at an angle (0 is up, clockwise, degrees) and a distance from a centre.
pub fn polar((x, y): (f64, f64), degrees: f64, r: f64) -> (f64, f64) {
    let angle = degrees.to_radians();
    (x + r * angle.sin(), y - r * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal_at_the_most() {
        for (number, text) in [
            (0.0, "0"),
            (12.0, "12"),
            (0.25, "0.3"),
            (-0.25, "-0.3"),
            (-3.04, "-3"),
            (-3.06, "-3.1"),
            (799.96, "800"),
        ] {
            assert_eq!(N(number).to_string(), text);
        }
    }

    #[test]
    fn polygons_are_closed() {
        assert_eq!(polygon(&[(0.0, 1.0), (2.5, 3.0)]), "M0 1L2.5 3Z");
        assert_eq!(lines(&[polar((10.0, 10.0), 90.0, 5.0)]), "M15 10");
    }
}
