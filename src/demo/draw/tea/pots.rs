//! Pots, urns and mills.

use super::{STEEL, sheen, steam};
use crate::demo::{
    chance::Chance,
    draw::{
        colour::{Colour, Palette},
        ornament::Band,
        profile::{Profile, outline, rim, stripe},
        stage,
        svg::{N, Svg},
    },
};

/// A pot for mint tea: round, on four feet, with a tall lid.
pub fn teapot(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 700.0, 190.0);
    let metal = if chance.once_in(3) { p.main } else { STEEL };
    let shine = sheen(svg, metal);
    svg.path(
        "M540 500C620 520 640 400 664 330C672 306 700 300 716 296L700 330\
        C690 420 680 590 556 620Z",
        &shine,
    );
    svg.line("M270 380C110 300 90 560 254 590", metal.darker(0.4), 28.0);
    svg.line("M270 376C118 304 98 550 254 582", metal.lighter(0.2), 13.0);
    let body: Profile<'_> = &[
        (96.0, 352.0),
        (120.0, 376.0),
        (178.0, 450.0),
        (192.0, 530.0),
        (160.0, 620.0),
        (100.0, 664.0),
        (96.0, 672.0),
    ];
    svg.path(
        "M296 640L270 704H300L330 660ZM504 640L530 704H500L470 660Z",
        metal.darker(0.4),
    );
    let light = stage::round_light(svg);
    let (one, two) = (*chance.pick(&Band::PAINTED), *chance.pick(&Band::PAINTED));
    svg.form(outline(400.0, body), &shine, &light, |svg| {
        let etched = metal.darker(0.35);
        one.draw(
            svg,
            (200.0, 424.0, 400.0, 56.0),
            [metal.lighter(0.1), etched, p.accent],
        );
        stripe(svg, 486.0, 5.0, etched);
        two.draw(svg, (200.0, 498.0, 400.0, 72.0), [metal, etched, p.main]);
        stripe(svg, 576.0, 5.0, etched);
        Band::Teeth.draw(svg, (200.0, 592.0, 400.0, 36.0), [metal, etched, metal]);
    });
    let lid: Profile<'_> = &[
        (5.0, 150.0),
        (14.0, 172.0),
        (8.0, 196.0),
        (40.0, 232.0),
        (54.0, 268.0),
        (88.0, 318.0),
        (104.0, 354.0),
        (104.0, 362.0),
    ];
    svg.form(outline(400.0, lid), &shine, &light, |svg| {
        Band::Scallops.draw(
            svg,
            (280.0, 304.0, 240.0, 34.0),
            [metal, metal.darker(0.35), p.accent],
        );
    });
    svg.circle(400.0, 142.0, 15.0, p.accent);
}

/// A small pot with a long handle, for coffee.
pub fn cezve(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 360.0, 694.0, 170.0);
    let copper = Colour(0xc26b3a).mix(p.main, 0.25);
    let shine = sheen(svg, copper);
    let wood = Colour(0x5a3822);
    svg.turned(-22.0, 460.0, 430.0, |svg| {
        svg.round(450.0, 408.0, 300.0, 34.0, 15.0, wood);
        svg.round(450.0, 412.0, 296.0, 9.0, 4.0, wood.lighter(0.3));
        svg.round(440.0, 400.0, 80.0, 50.0, 8.0, copper.darker(0.35));
        svg.circle(730.0, 425.0, 6.0, p.light);
    });
    let pot: Profile<'_> = &[
        (136.0, 352.0),
        (130.0, 370.0),
        (92.0, 430.0),
        (110.0, 490.0),
        (164.0, 600.0),
        (160.0, 680.0),
        (156.0, 692.0),
    ];
    let light = stage::round_light(svg);
    let band = *chance.pick(&[Band::Leaves, Band::Lozenges, Band::Scallops, Band::Stars]);
    svg.form(outline(360.0, pot), &shine, &light, |svg| {
        let dark = copper.darker(0.45);
        stripe(svg, 446.0, 6.0, dark);
        band.draw(svg, (190.0, 540.0, 340.0, 62.0), [copper, dark, STEEL]);
        stripe(svg, 526.0, 6.0, dark);
        stripe(svg, 610.0, 6.0, dark);
        svg.dashes("M190 650H530", dark, 8.0, (0.0, 20.0));
    });
    svg.path(
        "M226 352C200 340 190 330 170 332C190 360 220 384 240 384Z",
        copper.darker(0.1),
    );
    rim(
        svg,
        (360.0, 352.0),
        136.0,
        copper.lighter(0.5),
        Colour(0x3a2014),
    );
    svg.ellipse(360.0, 360.0, 112.0, 12.0, Colour(0x8a5a34));
    steam(svg, 352.0, 326.0);
}

/// A brass mill with a folding crank.
pub fn mill(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 698.0, 100.0);
    let brass = Colour(0xd29c3e).mix(p.main, 0.15);
    let shine = sheen(svg, brass);
    svg.line("M400 208V176H590", brass.darker(0.3), 15.0);
    svg.line("M590 176V140", brass.darker(0.3), 11.0);
    svg.round(572.0, 84.0, 36.0, 66.0, 17.0, Colour(0x5a3822));
    let lid: Profile<'_> = &[(18.0, 196.0), (70.0, 214.0), (98.0, 252.0), (98.0, 270.0)];
    let light = stage::round_light(svg);
    svg.form(outline(400.0, lid), &shine, &light, |_| {});
    let body: Profile<'_> = &[(96.0, 270.0), (96.0, 270.0), (96.0, 690.0), (96.0, 690.0)];
    let (one, two) = (*chance.pick(&Band::PAINTED), *chance.pick(&Band::PAINTED));
    svg.form(outline(400.0, body), &shine, &light, |svg| {
        let dark = brass.darker(0.5);
        for (y, h, band) in [(306.0, 60.0, one), (396.0, 92.0, two), (580.0, 60.0, one)] {
            band.draw(svg, (290.0, y, 220.0, h), [brass, dark, brass.lighter(0.4)]);
            stripe(svg, y - 10.0, 4.0, dark);
            stripe(svg, y + h + 6.0, 4.0, dark);
        }
        stripe(svg, 520.0, 12.0, brass.darker(0.3));
        stripe(svg, 534.0, 5.0, brass.lighter(0.5));
    });
}

/// An urn for tea, with a tap and a small pot on top.
pub fn samovar(svg: &mut Svg, p: &Palette, chance: &mut Chance) {
    stage::room(svg, p, chance);
    stage::shadow(svg, 400.0, 704.0, 150.0);
    let metal = Colour(0xcf9a48).mix(p.main, 0.2);
    let shine = sheen(svg, metal);
    svg.mirrored(|svg| svg.line("M246 390C160 370 170 490 250 470", metal.darker(0.4), 17.0));
    let light = stage::round_light(svg);
    let pot: Profile<'_> = &[
        (10.0, 72.0),
        (20.0, 88.0),
        (60.0, 112.0),
        (84.0, 164.0),
        (66.0, 214.0),
        (60.0, 224.0),
    ];
    svg.line("M470 170C520 160 520 120 552 116", p.main.darker(0.2), 17.0);
    svg.form(outline(400.0, pot), p.main, &light, |svg| {
        Band::Dots.draw(
            svg,
            (310.0, 144.0, 180.0, 34.0),
            [p.main, p.light, p.second],
        );
    });
    let body: Profile<'_> = &[
        (96.0, 230.0),
        (96.0, 230.0),
        (104.0, 262.0),
        (164.0, 320.0),
        (166.0, 440.0),
        (110.0, 548.0),
        (66.0, 590.0),
        (70.0, 620.0),
        (132.0, 650.0),
        (136.0, 700.0),
    ];
    let band = *chance.pick(&[Band::Leaves, Band::Stars, Band::Lozenges]);
    svg.form(outline(400.0, body), &shine, &light, |svg| {
        let dark = metal.darker(0.45);
        stripe(svg, 318.0, 5.0, dark);
        band.draw(
            svg,
            (220.0, 334.0, 360.0, 70.0),
            [metal, dark, metal.lighter(0.4)],
        );
        stripe(svg, 412.0, 5.0, dark);
        svg.dashes("M220 660H580", dark, 9.0, (0.0, 22.0));
    });
    svg.round(380.0, 486.0, 40.0, 26.0, 8.0, metal.darker(0.3));
    svg.path("M388 506h24l6 44h-36Z", metal.darker(0.2));
    svg.line("M400 486V452M376 452H424", metal.darker(0.5), 11.0);
    svg.line(
        format!("M{} 700h{}", N(250.0), N(300.0)),
        metal.darker(0.4),
        11.0,
    );
}
