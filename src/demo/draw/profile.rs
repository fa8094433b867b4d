//! What is turned on a wheel or a lathe: a profile, its outline, its rim.

use super::{
    colour::Colour,
    svg::{N, SIDE, Svg},
};

/// Half widths at heights, from the top down. A point that comes twice is an edge.
pub type Profile<'a> = &'a [(f64, f64)];

/// The outline of a turned thing whose axis is at `x`.
pub fn outline(x: f64, profile: Profile<'_>) -> String {
    let right: Vec<_> = profile.iter().map(|(r, y)| (x + r, *y)).collect();
    let left: Vec<_> = profile.iter().rev().map(|(r, y)| (x - r, *y)).collect();
    let (Some(first), Some(last)) = (right.first(), right.last()) else {
        return String::new();
    };
    let mut d = format!("M{} {}", N(first.0), N(first.1));
    through(&mut d, &right);
    // The foot is round towards the one who looks.
    let r = last.0 - x;
    d.push_str(&format!(
        "A{} {} 0 0 1 {} {}",
        N(r),
        N(r * 0.13),
        N(x - r),
        N(last.1)
    ));
    through(&mut d, &left);
    d.push('Z');
    d
}

/// A smooth line through points (Catmull-Rom as Bézier curves).
fn through(d: &mut String, points: &[(f64, f64)]) {
    let at = |index: isize| points[index.clamp(0, points.len() as isize - 1) as usize];
    for index in 0..points.len() as isize - 1 {
        let (before, from, to, after) = (at(index - 1), at(index), at(index + 1), at(index + 2));
        if from == to {
            continue;
        }
        let first = (
            from.0 + (to.0 - before.0) / 6.0,
            from.1 + (to.1 - before.1) / 6.0,
        );
        let second = (
            to.0 - (after.0 - from.0) / 6.0,
            to.1 - (after.1 - from.1) / 6.0,
        );
        d.push_str(&format!(
            "C{} {} {} {} {} {}",
            N(first.0),
            N(first.1),
            N(second.0),
            N(second.1),
            N(to.0),
            N(to.1)
        ));
    }
}

/// A smooth open line through points.
pub fn curve(points: &[(f64, f64)]) -> String {
    let Some((x, y)) = points.first() else {
        return String::new();
    };
    let mut d = format!("M{} {}", N(*x), N(*y));
    through(&mut d, points);
    d
}

/// An open rim, seen a little from above.
pub fn rim(svg: &mut Svg, (x, y): (f64, f64), r: f64, lip: Colour, inside: Colour) {
    svg.ellipse(x, y, r, r * 0.16, lip);
    svg.ellipse(x, y + r * 0.015, r * 0.9, r * 0.125, inside);
}

/// A stripe across the whole picture, to be painted within a form.
pub fn stripe(svg: &mut Svg, y: f64, h: f64, colour: Colour) {
    svg.rect(0.0, y, SIDE, h, colour);
}
