//! Spices as they are sold.

use crate::demo::{
    chance::Chance,
    draw::{
        colour::{BLACK, Colour, Palette, WHITE},
        ornament::{Band, Tiles, star},
        profile::{Profile, outline, stripe},
        stage,
        svg::{N, Svg, polar},
    },
};

/// Grains strewn over a heap.
fn grains(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let colours = [
        p.main.lighter(0.3),
        p.main.darker(0.25),
        p.main.lighter(0.12),
    ];
    for colour in colours {
        let mut d = String::new();
        for _ in 0..34 {
            let y = chance.between(240.0, 520.0);
            let half = (y - 200.0) * 0.62;
            let x = 400.0 + chance.between(-half, half);
            d.push_str(&format!("M{} {}h0", N(x), N(y)));
        }
        svg.line(d, colour, 6.0);
    }
}

fn heap(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    let light = svg.linear(
        (0.0, 0.0),
        (1.0, 0.2),
        &[
            (0.0, WHITE, 0.3),
            (0.46, WHITE, 0.06),
            (0.54, BLACK, 0.1),
            (1.0, BLACK, 0.36),
        ],
    );
    svg.form(
        "M400 206C430 226 560 420 626 520C560 580 240 580 174 520C240 \
        420 370 226 400 206Z",
        p.main,
        &light,
        |svg| grains(svg, p, chance),
    );
}

/// A cone of ground spice in a painted bowl.
pub fn bowl(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 694.0, 170.0);
    svg.ellipse(400.0, 512.0, 256.0, 52.0, p.ink);
    heap(svg, p, chance);
    let clay = Colour(0xf2e6d0);
    let bowl: Profile<'_> = &[
        (258.0, 506.0),
        (250.0, 540.0),
        (200.0, 628.0),
        (124.0, 672.0),
        (118.0, 694.0),
        (118.0, 694.0),
    ];
    let light = stage::round_light(svg);
    let band = *chance.pick(&Band::PAINTED);
    let glaze = p.second.darker(0.1);
    svg.within(format!("M0 512Q400 {} 800 512V800H0Z", N(606.0)), |svg| {
        svg.form(outline(400.0, bowl), clay, &light, |svg| {
            svg.rect(130.0, 596.0, 540.0, 5.0, glaze);
            band.draw(svg, (130.0, 572.0, 540.0, 50.0), [clay, glaze, p.accent]);
            svg.rect(130.0, 636.0, 540.0, 6.0, glaze);
            svg.rect(130.0, 670.0, 540.0, 40.0, glaze);
        });
    });
    svg.line("M144 514C200 574 600 574 656 514", clay.lighter(0.4), 8.0);
}

/// An open sack with its rim rolled down, heaped full.
pub fn sack(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 700.0, 230.0);
    let jute = Colour(0xc9a874);
    let cloth = svg.pattern((0.0, 0.0, 10.0, 10.0), 0.0, |svg| {
        svg.rect(0.0, 0.0, 10.0, 10.0, jute);
        svg.line("M0 2.5h10M0 7.5h10", jute.darker(0.16), 1.6);
        svg.line("M2.5 0v10M7.5 0v10", jute.lighter(0.16), 1.4);
    });
    svg.at(0.0, 40.0, |svg| heap(svg, p, chance));
    let light = stage::round_light(svg);
    svg.form(
        "M172 566C150 620 164 690 190 704C300 722 500 722 610 704C636 \
        690 650 620 628 566C560 600 240 600 172 566Z",
        cloth.clone(),
        &light,
        |svg| {
            svg.round(330.0, 614.0, 140.0, 66.0, 6.0, p.light);
            svg.path(star(400.0, 647.0, 22.0, 8, 0.6), p.main);
        },
    );
    svg.form(
        "M160 546C200 606 600 606 640 546C656 560 654 590 636 598C560 \
        640 240 640 164 598C146 590 144 560 160 546Z",
        jute.lighter(0.22),
        &light,
        |_| {},
    );
    svg.placed((560.0, 520.0), 32.0, (1.0, 1.0), |svg| {
        svg.round(-12.0, -190.0, 24.0, 190.0, 12.0, Colour(0x9a6638));
        svg.ellipse(0.0, 18.0, 46.0, 58.0, Colour(0xb07a45));
        svg.ellipse(0.0, 24.0, 34.0, 42.0, p.main.lighter(0.1));
    });
}

/// A jar of glass with a cork and a label.
pub fn jar(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 160.0);
    let cork = Colour(0xc49966);
    let light = stage::round_light(svg);
    svg.form("M290 170H510L500 262H300Z", cork, &light, |svg| {
        for (x, y) in [
            (330.0, 200.0),
            (380.0, 236.0),
            (440.0, 206.0),
            (470.0, 240.0),
        ] {
            svg.ellipse(x, y, 9.0, 4.0, cork.darker(0.3));
        }
    });
    let glass: Profile<'_> = &[
        (122.0, 250.0),
        (118.0, 270.0),
        (160.0, 320.0),
        (172.0, 380.0),
        (172.0, 640.0),
        (156.0, 690.0),
        (150.0, 696.0),
    ];
    svg.form(
        outline(400.0, glass),
        p.ground.lighter(0.4),
        &light,
        |svg| {
            svg.path(
                "M200 352C260 330 330 372 400 350S540 366 600 344V720H200Z",
                p.main,
            );
            svg.at(0.0, 150.0, |svg| grains(svg, p, chance));
            svg.at(0.0, 320.0, |svg| grains(svg, p, chance));
        },
    );
    label(svg, p, (400.0, 520.0), (236.0, 190.0), chance);
    svg.ellipse(400.0, 252.0, 124.0, 18.0, p.ground.lighter(0.6));
    svg.ellipse(400.0, 248.0, 106.0, 12.0, cork.darker(0.2));
    svg.faint(0.5, |svg| svg.line("M262 360V600", WHITE, 14.0));
}

/// A label without words: a frame and a mark.
fn label(svg: &mut Svg, p: &Palette, (x, y): (f64, f64), (w, h): (f64, f64), chance: &mut Chance) {
    svg.round(x - w / 2.0, y - h / 2.0, w, h, 10.0, p.light);
    svg.line(
        format!(
            "M{} {}h{}v{}h{}Z",
            N(x - w / 2.0 + 10.0),
            N(y - h / 2.0 + 10.0),
            N(w - 20.0),
            N(h - 20.0),
            N(20.0 - w)
        ),
        p.main,
        3.0,
    );
    let points = *chance.pick(&[8, 10, 12]);
    svg.path(star(x, y - h * 0.1, h * 0.24, points, 0.62), p.main);
    svg.circle(x, y - h * 0.1, h * 0.09, p.light);
    svg.round(x - w * 0.28, y + h * 0.22, w * 0.56, 8.0, 4.0, p.ink);
    svg.round(x - w * 0.18, y + h * 0.32, w * 0.36, 5.0, 2.5, p.accent);
}

/// A printed tin.
pub fn tin(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 190.0);
    let tin: Profile<'_> = &[
        (178.0, 270.0),
        (178.0, 270.0),
        (178.0, 694.0),
        (178.0, 694.0),
    ];
    let light = stage::round_light(svg);
    let tiles = Tiles::any(chance);
    let paint = tiles.paint(
        svg,
        (400.0, 330.0),
        60.0,
        [p.main, p.light, p.second, p.accent],
    );
    svg.form(outline(400.0, tin), p.main, &light, |svg| {
        svg.rect(200.0, 330.0, 400.0, 320.0, paint);
        stripe(svg, 322.0, 8.0, p.second);
        stripe(svg, 646.0, 8.0, p.second);
    });
    label(svg, p, (400.0, 490.0), (210.0, 190.0), chance);
    let lid: Profile<'_> = &[
        (186.0, 222.0),
        (186.0, 222.0),
        (186.0, 292.0),
        (186.0, 292.0),
    ];
    svg.form(outline(400.0, lid), p.deep, &light, |svg| {
        stripe(svg, 280.0, 6.0, p.second)
    });
    svg.ellipse(400.0, 222.0, 186.0, 30.0, p.deep.lighter(0.3));
    svg.ellipse(400.0, 222.0, 150.0, 22.0, p.deep.lighter(0.16));
}

/// A round box with a spice in each of seven cups, from above.
pub fn wheel(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::plain(svg, p);
    svg.faint(0.28, |svg| svg.circle(416.0, 424.0, 320.0, BLACK));
    let steel = Colour(0xc88f4e);
    svg.circle(400.0, 400.0, 320.0, steel.darker(0.25));
    svg.circle(400.0, 400.0, 306.0, steel);
    svg.circle(400.0, 400.0, 292.0, steel.darker(0.45));
    let spices = [
        0xc83b22, 0xe2a32a, 0x6b452a, 0x8a924a, 0x7c1f2c, 0x2f2a28, 0xd9b97c,
    ];
    let mut places = vec![(400.0, 400.0)];
    places.extend((0..6).map(|number| polar((400.0, 400.0), f64::from(number) * 60.0, 194.0)));
    let shift = chance.below(7);
    let dome = svg.radial(
        (0.38, 0.34),
        0.7,
        &[(0.0, WHITE, 0.36), (0.5, WHITE, 0.0), (1.0, BLACK, 0.42)],
    );
    for (number, (x, y)) in places.into_iter().enumerate() {
        let spice = Colour(spices[(number + shift) % 7]);
        svg.circle(x, y, 92.0, steel.lighter(0.3));
        svg.circle(x, y, 84.0, spice);
        let mut d = String::new();
        for _ in 0..22 {
            let (gx, gy) = polar(
                (x, y),
                chance.between(0.0, 360.0),
                chance.between(0.0, 72.0),
            );
            d.push_str(&format!("M{} {}h0", N(gx), N(gy)));
        }
        svg.line(d, spice.lighter(0.3), 5.0);
        svg.circle(x, y, 84.0, &dome);
    }
    let light = stage::flat_light(svg);
    svg.circle(400.0, 400.0, 320.0, light);
}
