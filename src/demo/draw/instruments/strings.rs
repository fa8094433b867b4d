//! Strings, plucked and bowed.

use super::{BRASS, ROSEWOOD};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette},
        ornament::{Band, rosette, star},
        stage,
        svg::{N, Paint, Svg},
    },
};

const SPRUCE: Colour = Colour(0xe0b372);

const MAPLE: Colour = Colour(0xb97942);

/// Grain along a face of wood.
fn grain(svg: &mut Svg, colour: Colour) -> Paint {
    svg.pattern((0.0, 0.0, 34.0, 200.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 34.0, 200.0, colour);
        svg.line(
            "M5 0C8 60 2 130 5 200M19 0C15 70 22 140 19 200",
            colour.darker(0.14),
            1.8,
        );
        svg.line("M12 0V200M28 0V200", colour.lighter(0.14), 1.4);
    })
}

/// A carved sound hole.
fn rose(svg: &mut Svg, (x, y): (f64, f64), r: f64, chance: &mut Chance) {
    svg.circle(x, y, r * 1.22, ROSEWOOD);
    svg.ring(x, y, r * 1.11, SPRUCE, r * 0.05);
    rosette(
        svg,
        (x, y),
        r,
        [Colour(0x22140c), MAPLE, SPRUCE, MAPLE],
        chance,
    );
}

/// A sound hole too small for carving.
fn small_rose(svg: &mut Svg, (x, y): (f64, f64), r: f64) {
    svg.circle(x, y, r * 1.22, ROSEWOOD);
    svg.ring(x, y, r * 1.1, SPRUCE, 1.6);
    svg.circle(x, y, r, Colour(0x22140c));
    svg.path(star(x, y, r * 0.92, 8, 0.54), MAPLE);
    svg.circle(x, y, r * 0.22, ROSEWOOD);
}

const LUTE: &str = "M400 268C432 268 448 312 500 372C584 470 566 664 400 700C234 \
        664 216 470 300 372C352 312 368 268 400 268Z";

/// A short-necked lute with a pegbox bent back.
pub fn oud(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::disc(svg, p);
    svg.turned(24.0, 400.0, 420.0, |svg| {
        svg.faint(0.22, |svg| svg.at(22.0, 14.0, |svg| svg.path(LUTE, BLACK)));
        svg.path("M382 40L418 40L416 92L356 150L338 132Z", ROSEWOOD);
        svg.path("M378 86H422L428 300H372Z", ROSEWOOD.lighter(0.08));
        svg.line(
            "M372 92L310 40M362 102L286 66M352 112L272 92M388 60L330 14",
            MAPLE,
            9.0,
        );
        let face = grain(svg, SPRUCE);
        let light = stage::soft_light(svg);
        svg.form(LUTE, face, &light, |svg| {
            svg.line(LUTE, ROSEWOOD, 22.0);
            svg.path(
                "M330 560C360 510 440 510 470 560C440 580 360 580 330 560Z",
                p.main.darker(0.2),
            );
        });
        rose(svg, (400.0, 440.0), 52.0, chance);
        small_rose(svg, (330.0, 530.0), 20.0);
        small_rose(svg, (470.0, 530.0), 20.0);
        svg.round(320.0, 612.0, 160.0, 22.0, 8.0, ROSEWOOD);
        svg.line(
            "M384 92L372 616M390 92L384 616M396 92L395 616M404 92L405 616\
        M410 92L416 616M416 92L428 616",
            p.light,
            1.8,
        );
        svg.rect(374.0, 84.0, 52.0, 8.0, p.light);
    });
}

/// A long-necked lute with frets of gut.
pub fn saz(svg: &mut Svg, p: &Palette, _chance: &mut Chance) {
    stage::disc(svg, p);
    svg.turned(30.0, 400.0, 400.0, |svg| {
        let body = "M400 420C424 420 430 470 470 530C520 610 496 710 400 726C304 \
        710 280 610 330 530C370 470 376 420 400 420Z";
        svg.faint(0.22, |svg| svg.at(20.0, 12.0, |svg| svg.path(body, BLACK)));
        svg.round(388.0, -20.0, 24.0, 480.0, 6.0, ROSEWOOD);
        svg.line(
            "M388 20H364M388 52H364M388 84H364M412 36H436M412 68H436M412 100\
        H436",
            MAPLE,
            10.0,
        );
        svg.dashes("M388 150V430", p.light, 3.0, (1.0, 23.0));
        for fret in 0..13 {
            let y = 150.0 + f64::from(fret) * 21.0;
            svg.line(format!("M388 {}h24", N(y)), p.light, 2.4);
        }
        let face = grain(svg, SPRUCE.mix(p.main, 0.16));
        let light = stage::soft_light(svg);
        svg.form(body, face, &light, |svg| svg.line(body, ROSEWOOD, 26.0));
        small_rose(svg, (400.0, 575.0), 17.0);
        svg.round(366.0, 650.0, 68.0, 12.0, 4.0, ROSEWOOD);
        svg.line("M394 20L388 652M400 20V652M406 20L412 652", p.light, 1.8);
        for (x, y) in [(352.0, 620.0), (448.0, 620.0)] {
            svg.path(star(x, y, 12.0, 8, 0.6), p.accent);
        }
    });
}

/// A zither on its board.
pub fn qanun(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    let board = "M84 250H500L726 560H84Z";
    svg.faint(0.22, |svg| svg.at(14.0, 24.0, |svg| svg.path(board, BLACK)));
    let face = grain(svg, SPRUCE);
    let light = stage::flat_light(svg);
    svg.form(board, face, &light, |svg| {
        svg.line(board, ROSEWOOD, 34.0);
        for x in [470.0, 540.0, 610.0] {
            svg.rect(x, 260.0, 54.0, 292.0, Colour(0xf3e4c8));
        }
        svg.path("M500 250L726 560H664L446 250Z", ROSEWOOD);
    });
    Band::Lozenges.draw(
        svg,
        (100.0, 258.0, 350.0, 20.0),
        [ROSEWOOD, p.light, p.main],
    );
    rose(svg, (250.0, 404.0), 56.0, chance);
    small_rose(svg, (390.0, 430.0), 32.0);
    small_rose(svg, (160.0, 510.0), 22.0);
    let mut strings = String::new();
    let mut pegs = String::new();
    for course in 0..22 {
        let y = 284.0 + f64::from(course) * 12.0;
        let end = 480.0 + (y - 250.0) * 0.72;
        strings.push_str(&format!("M104 {y}H{}", N(end)));
        pegs.push_str(&format!("M{} {y}h12", N(end)));
    }
    svg.line(strings, p.light, 1.6);
    svg.line(pegs, BRASS, 5.0);
    svg.path("M450 262L664 552L652 552L440 262Z", ROSEWOOD.darker(0.3));
}

/// A bowed pear with its bow.
pub fn fiddle(svg: &mut Svg, p: &Palette, _chance: &mut Chance) {
    stage::disc(svg, p);
    svg.turned(-16.0, 400.0, 400.0, |svg| {
        let body = "M356 90C352 130 366 200 352 270C340 330 262 400 252 520C246 620 \
        300 690 356 690C412 690 466 620 460 520C450 400 372 330 360 270\
        C346 200 360 130 356 90Z";
        svg.faint(0.22, |svg| svg.at(18.0, 14.0, |svg| svg.path(body, BLACK)));
        svg.path("M330 60C320 20 392 20 382 60L372 280H340Z", ROSEWOOD);
        svg.line("M334 92H296M378 92H416M356 40V10", MAPLE, 11.0);
        let face = grain(svg, MAPLE.mix(p.main, 0.2));
        let light = stage::round_light(svg);
        svg.form(body, face, &light, |svg| svg.line(body, ROSEWOOD, 16.0));
        svg.path(
            "M306 500C290 520 290 560 306 580C316 560 316 520 306 500ZM406 \
        500C422 520 422 560 406 580C396 560 396 520 406 500Z",
            Colour(0x22140c),
        );
        small_rose(svg, (356.0, 430.0), 17.0);
        svg.round(318.0, 600.0, 76.0, 12.0, 4.0, p.light);
        svg.line("M348 70L338 606M356 70V606M364 70L374 606", p.light, 2.0);
    });
    svg.turned(12.0, 590.0, 400.0, |svg| {
        svg.line("M590 90C640 300 640 500 596 690", ROSEWOOD, 13.0);
        svg.line("M588 96L592 680", p.light, 7.0);
        svg.round(576.0, 620.0, 36.0, 60.0, 10.0, p.main);
    });
}
