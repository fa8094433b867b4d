//! SVG as it is written: shapes go into the body, what they refer to into the definitions.
//!
//! Holds: what comes out is well-formed, has no script, no text and no reference to anything outside
//! of itself, and is the same for the same calls.

mod definitions;
mod path;

use std::fmt::{self, Display, Write};

pub use definitions::{Paint, Symbol};
pub use path::{N, lines, polar, polygon};

/// The width and height of every picture.
pub const SIDE: f64 = 800.0;

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
            format_args!(
                "transform='translate({x} {y}) rotate({degrees}) scale({sx:.2} \
        {sy:.2})'"
            ),
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_one_thing_are_written_down_once() {
        let mut svg = Svg::new();
        svg.around(12, |svg| svg.circle(0.0, -5.0, 1.0, "#abc"));
        let text = svg.finish();
        assert_eq!(text.matches("<circle").count(), 1, "{text}");
        // Two, four, twelve: each level stamps the one below.
        assert_eq!(text.matches("<use").count(), 2 + 2 + 3 + 1, "{text}");
    }
}
