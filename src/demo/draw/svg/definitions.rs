//! What shapes refer to: clips, gradients, patterns, drawings to be stamped.

use std::fmt::{self, Display, Write};

use super::{N, Svg};

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
pub struct Symbol(pub(super) String);

/// A stop of a gradient: where (0 to 1), which colour, how opaque (0 to 1).
pub type Stop<C> = (f64, C, f64);

impl Svg {
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

    /// So many of one thing around the origin. It is written down in a few lines however many there
    /// are: one becomes two or three of it, those become more.
    pub fn around(&mut self, count: usize, draw: impl FnOnce(&mut Self)) {
        let mut ring = self.symbol(draw);
        let mut reached = 1;
        while reached < count {
            let rest = count / reached;
            let times = (2..=rest).find(|times| rest.is_multiple_of(*times));
            let times = times.unwrap_or(rest);
            reached *= times;
            let step = 360.0 / reached as f64;
            let part = ring;
            ring = self.symbol(|svg| {
                svg.stamp(&part, 0.0, 0.0);
                for turn in 1..times {
                    let (id, degrees) = (&part.0, N(step * turn as f64));
                    svg.put(format_args!(
                        "<use href='#{id}' transform='rotate({degrees})'/>"
                    ));
                }
            });
        }
        self.stamp(&ring, 0.0, 0.0);
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
