//! Rugs, hung flat on the wall or lying rolled.

mod flat;
mod pile;

pub use flat::{diamonds, kilim, rags, runner};
pub use pile::{atlas, medallion, niche, rolled};

use crate::demo::draw::{
    colour::{Colour, Palette},
    stage,
    svg::{N, SIDE, Svg},
};

/// A rug's place in the picture.
#[derive(Clone, Copy)]
struct Cloth {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
}

impl Cloth {
    const fn new(w: f64, h: f64) -> Self {
        Self {
            x: (SIDE - w) / 2.0,
            y: (SIDE - h) / 2.0,
            w,
            h,
        }
    }

    fn outline(self) -> String {
        let Self { x, y, w, h } = self;
        format!("M{} {}h{}v{}h{}Z", N(x), N(y), N(w), N(h), N(-w))
    }

    fn inset(self, by: f64) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            w: self.w - 2.0 * by,
            h: self.h - 2.0 * by,
        }
    }
}

/// Fringes above and below.
fn fringe(svg: &mut Svg, cloth: Cloth, colour: Colour) {
    let knot = svg.pattern((cloth.x, 0.0, 9.0, SIDE), 0.0, |svg| {
        svg.rect(1.5, 0.0, 3.0, SIDE, colour);
        svg.rect(5.5, 0.0, 1.5, SIDE, colour.darker(0.15));
    });
    svg.rect(cloth.x, cloth.y - 24.0, cloth.w, 26.0, &knot);
    svg.rect(cloth.x, cloth.y + cloth.h - 2.0, cloth.w, 26.0, &knot);
}

/// Rows of weft over everything: what makes it cloth.
fn weft(svg: &mut Svg, cloth: Cloth) {
    let rows = svg.pattern((0.0, 0.0, 7.0, 5.0), 0.0, |svg| {
        svg.rect(0.0, 3.6, 7.0, 1.4, "#000");
        svg.rect(3.0, 0.0, 0.8, 5.0, "#000");
    });
    svg.faint(0.07, |svg| {
        svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, rows)
    });
    let light = stage::flat_light(svg);
    svg.rect(cloth.x, cloth.y, cloth.w, cloth.h, light);
}

fn hang(svg: &mut Svg, p: &Palette, cloth: Cloth, fringes: bool, weave: impl FnOnce(&mut Svg)) {
    stage::plain(svg, p);
    stage::flat_shadow(
        svg,
        &Cloth {
            y: cloth.y - 20.0,
            h: cloth.h + 40.0,
            ..cloth
        }
        .outline(),
    );
    if fringes {
        fringe(svg, cloth, p.light.mix(p.ink, 0.12));
    }
    svg.within(cloth.outline(), weave);
    weft(svg, cloth);
}

/// A ground and two dyes that show on it.
fn dye(ground: Colour, p: &Palette) -> [Colour; 3] {
    if ground == p.light {
        [ground, p.main, p.accent]
    } else if ground == p.second {
        [ground, p.deep, p.light]
    } else if ground == p.accent {
        [ground, p.light, p.second]
    } else {
        [ground, p.second, p.light]
    }
}
