//! SVG as it is written: shapes go into the body, what they refer to into the definitions.
//!
//! Holds: what comes out is well-formed, has no script, no text and no reference to anything outside
//! of itself, and is the same for the same calls.

use std::fmt::{self, Display, Write};

/// The width and height of every picture.
pub const SIDE: f64 = 800.0;

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

/// What a shape is filled with: a gradient or a pattern among the definitions.
#[derive(Clone)]
pub struct Paint(String);

impl Display for Paint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "url(#{})", self.0)
    }
}

/// A drawing that can be put in many places.
#[derive(Clone)]
pub struct Symbol(String);

/// A stop of a gradient: where (0 to 1), which colour, how opaque (0 to 1).
pub type Stop<C> = (f64, C, f64);

/// A picture in the making.
#[derive(Default)]
pub struct Svg {
    definitions: String,
    body: String,
    ids: usize,
}

impl Svg {
    /// An empty picture.
    pub fn new() -> Self {
        Self::default()
    }

    /// The finished document.
    pub fn finish(self) -> String {
        let Self {
            definitions, body, ..
        } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {SIDE}\" \
             width=\"{SIDE}\" height=\"{SIDE}\"><defs>{definitions}</defs>{body}</svg>\n"
        )
    }

    fn id(&mut self) -> String {
        let mut number = self.ids;
        self.ids += 1;
        let mut id = String::new();
        loop {
            id.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
            if number == 0 {
                return id;
            }
        }
    }

    fn put(&mut self, element: fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        let _ = self.body.write_fmt(element);
    }

    /// A circle.
    pub fn circle(&mut self, x: f64, y: f64, r: f64, fill: impl Display) {
        let (x, y, r) = (N(x), N(y), N(r));
        self.put(format_args!(
            "<circle cx='{x}' cy='{y}' r='{r}' fill='{fill}'/>"
        ));
    }

    /// A circle's line.
    pub fn ring(&mut self, x: f64, y: f64, r: f64, stroke: impl Display, width: f64) {
        let (x, y, r, width) = (N(x), N(y), N(r), N(width));
        self.put(format_args!(
            "<circle cx='{x}' cy='{y}' r='{r}' fill='none' stroke='{stroke}' stroke-width='{width}'/>"
        ));
    }

    /// An ellipse.
    pub fn ellipse(&mut self, x: f64, y: f64, rx: f64, ry: f64, fill: impl Display) {
        let (x, y, rx, ry) = (N(x), N(y), N(rx), N(ry));
        self.put(format_args!(
            "<ellipse cx='{x}' cy='{y}' rx='{rx}' ry='{ry}' fill='{fill}'/>"
        ));
    }

    /// A rectangle.
    pub fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: impl Display) {
        let (x, y, w, h) = (N(x), N(y), N(w), N(h));
        self.put(format_args!(
            "<rect x='{x}' y='{y}' width='{w}' height='{h}' fill='{fill}'/>"
        ));
    }

    /// A rectangle with round corners.
    pub fn round(&mut self, x: f64, y: f64, w: f64, h: f64, r: f64, fill: impl Display) {
        let (x, y, w, h, r) = (N(x), N(y), N(w), N(h), N(r));
        self.put(format_args!(
            "<rect x='{x}' y='{y}' width='{w}' height='{h}' rx='{r}' fill='{fill}'/>"
        ));
    }

    /// A filled path.
    pub fn path(&mut self, d: impl Display, fill: impl Display) {
        self.put(format_args!("<path d='{d}' fill='{fill}'/>"));
    }

    /// The line along a path, with round ends.
    pub fn line(&mut self, d: impl Display, stroke: impl Display, width: f64) {
        let width = N(width);
        self.put(format_args!(
            "<path d='{d}' fill='none' stroke='{stroke}' stroke-width='{width}' \
             stroke-linecap='round' stroke-linejoin='round'/>"
        ));
    }

    /// A dashed line along a path: stitches, beads (with a dash of 0), ribs.
    pub fn dashes(
        &mut self,
        d: impl Display,
        stroke: impl Display,
        width: f64,
        (dash, gap): (f64, f64),
    ) {
        let (width, dash, gap) = (N(width), N(dash), N(gap));
        self.put(format_args!(
            "<path d='{d}' fill='none' stroke='{stroke}' stroke-width='{width}' \
             stroke-linecap='round' stroke-dasharray='{dash} {gap}'/>"
        ));
    }

    fn group(&mut self, attributes: fmt::Arguments<'_>, draw: impl FnOnce(&mut Self)) {
        self.put(format_args!("<g {attributes}>"));
        draw(self);
        self.body.push_str("</g>");
    }

    /// A group that lets through what is behind it.
    pub fn faint(&mut self, opacity: f64, draw: impl FnOnce(&mut Self)) {
        let percent = (opacity * 100.0).round() / 100.0;
        self.group(format_args!("opacity='{percent}'"), draw);
    }

    /// A group that is moved.
    pub fn at(&mut self, x: f64, y: f64, draw: impl FnOnce(&mut Self)) {
        self.group(
            format_args!("transform='translate({} {})'", N(x), N(y)),
            draw,
        );
    }

    /// A group that is turned about a point, in degrees clockwise.
    pub fn turned(&mut self, degrees: f64, x: f64, y: f64, draw: impl FnOnce(&mut Self)) {
        let (degrees, x, y) = (N(degrees), N(x), N(y));
        self.group(format_args!("transform='rotate({degrees} {x} {y})'"), draw);
    }

    /// A group that is moved, then turned, then scaled.
    pub fn placed(
        &mut self,
        (x, y): (f64, f64),
        degrees: f64,
        scale: (f64, f64),
        draw: impl FnOnce(&mut Self),
    ) {
        let (x, y, degrees) = (N(x), N(y), N(degrees));
        let (sx, sy) = scale;
        self.group(
            format_args!("transform='translate({x} {y}) rotate({degrees}) scale({sx:.2} {sy:.2})'"),
            draw,
        );
    }

    /// The drawing and its mirror image at the picture's middle.
    pub fn mirrored(&mut self, draw: impl FnOnce(&mut Self)) {
        let half = self.symbol(draw);
        self.stamp(&half, 0.0, 0.0);
        let id = &half.0;
        let _ = write!(
            self.body,
            "<use href='#{id}' transform='matrix(-1 0 0 1 {SIDE} 0)'/>"
        );
    }

    /// A drawing of which only what is within a path shows.
    pub fn within(&mut self, d: impl Display, draw: impl FnOnce(&mut Self)) {
        let id = self.id();
        let _ = write!(
            self.definitions,
            "<clipPath id='{id}'><path d='{d}'/></clipPath>"
        );
        self.group(format_args!("clip-path='url(#{id})'"), draw);
    }

    /// A body: a path in one colour, what is painted on it, and light and shade over both.
    pub fn form(
        &mut self,
        d: impl Display,
        fill: impl Display,
        light: &Paint,
        draw: impl FnOnce(&mut Self),
    ) {
        let (outline, clip) = (self.id(), self.id());
        let _ = write!(
            self.definitions,
            "<path id='{outline}' d='{d}'/><clipPath id='{clip}'><use href='#{outline}'/></clipPath>"
        );
        self.put(format_args!("<use href='#{outline}' fill='{fill}'/>"));
        self.group(format_args!("clip-path='url(#{clip})'"), draw);
        self.put(format_args!("<use href='#{outline}' fill='{light}'/>"));
    }

    fn stops<C: Display>(&mut self, stops: &[Stop<C>]) {
        for (offset, colour, opacity) in stops {
            let _ = write!(
                self.definitions,
                "<stop offset='{offset}' stop-color='{colour}'"
            );
            if *opacity < 1.0 {
                let _ = write!(self.definitions, " stop-opacity='{opacity}'");
            }
            self.definitions.push_str("/>");
        }
    }

    /// A gradient from one point of a shape's box to another; corners are (0, 0) and (1, 1).
    pub fn linear<C: Display>(
        &mut self,
        (x1, y1): (f64, f64),
        (x2, y2): (f64, f64),
        stops: &[Stop<C>],
    ) -> Paint {
        let id = self.id();
        let _ = write!(
            self.definitions,
            "<linearGradient id='{id}' x1='{x1}' y1='{y1}' x2='{x2}' y2='{y2}'>"
        );
        self.stops(stops);
        self.definitions.push_str("</linearGradient>");
        Paint(id)
    }

    /// A gradient from a point of a shape's box outwards.
    pub fn radial<C: Display>(&mut self, (x, y): (f64, f64), r: f64, stops: &[Stop<C>]) -> Paint {
        let id = self.id();
        let _ = write!(
            self.definitions,
            "<radialGradient id='{id}' cx='{x}' cy='{y}' r='{r}'>"
        );
        self.stops(stops);
        self.definitions.push_str("</radialGradient>");
        Paint(id)
    }

    /// What `draw` puts into the body, taken out of it again.
    fn apart(&mut self, draw: impl FnOnce(&mut Self)) -> String {
        let body = std::mem::take(&mut self.body);
        draw(self);
        std::mem::replace(&mut self.body, body)
    }

    /// A tile of `w` × `h` that repeats, from (`x`, `y`) on, turned by `degrees`.
    pub fn pattern(
        &mut self,
        (x, y, w, h): (f64, f64, f64, f64),
        degrees: f64,
        draw: impl FnOnce(&mut Self),
    ) -> Paint {
        let id = self.id();
        let tile = self.apart(draw);
        let (x, y, w, h) = (N(x), N(y), N(w), N(h));
        let _ = write!(
            self.definitions,
            "<pattern id='{id}' x='{x}' y='{y}' width='{w}' height='{h}' \
             patternUnits='userSpaceOnUse'"
        );
        if degrees != 0.0 {
            let _ = write!(
                self.definitions,
                " patternTransform='rotate({})'",
                N(degrees)
            );
        }
        let _ = write!(self.definitions, ">{tile}</pattern>");
        Paint(id)
    }

    /// A drawing to be stamped in many places.
    pub fn symbol(&mut self, draw: impl FnOnce(&mut Self)) -> Symbol {
        let id = self.id();
        let drawing = self.apart(draw);
        let _ = write!(self.definitions, "<g id='{id}'>{drawing}</g>");
        Symbol(id)
    }

    /// A path to be stamped in many colours.
    pub fn shape(&mut self, d: impl Display) -> Symbol {
        let id = self.id();
        let _ = write!(self.definitions, "<path id='{id}' d='{d}'/>");
        Symbol(id)
    }

    /// Puts a shape's origin at a point, scaled and in a colour.
    pub fn stamp_in(&mut self, shape: &Symbol, (x, y): (f64, f64), scale: f64, fill: impl Display) {
        let (id, x, y) = (&shape.0, N(x), N(y));
        self.put(format_args!(
            "<use href='#{id}' transform='translate({x} {y}) scale({scale:.2})' fill='{fill}'/>"
        ));
    }

    /// Puts a symbol's origin at a point.
    pub fn stamp(&mut self, symbol: &Symbol, x: f64, y: f64) {
        let id = &symbol.0;
        if x == 0.0 && y == 0.0 {
            let _ = write!(self.body, "<use href='#{id}'/>");
        } else {
            let (x, y) = (N(x), N(y));
            let _ = write!(self.body, "<use href='#{id}' x='{x}' y='{y}'/>");
        }
    }

    /// Puts a symbol's origin at a point, turned by `degrees` and scaled.
    pub fn stamp_turned(&mut self, symbol: &Symbol, x: f64, y: f64, degrees: f64, scale: f64) {
        let id = &symbol.0;
        let (x, y, degrees) = (N(x), N(y), N(degrees));
        let _ = write!(
            self.body,
            "<use href='#{id}' transform='translate({x} {y}) rotate({degrees})"
        );
        if scale != 1.0 {
            let _ = write!(self.body, " scale({scale:.2})");
        }
        self.body.push_str("'/>");
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
    fn a_circle_is_a_picture() {
        let mut svg = Svg::new();
        svg.circle(1.0, 2.5, 3.0, "#abc");
        let text = svg.finish();
        assert!(
            text.starts_with("<svg ") && text.contains("cy='2.5'"),
            "{text}"
        );
    }
}
