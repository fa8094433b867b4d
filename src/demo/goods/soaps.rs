//! Soaps, oils and flower waters.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::demo::draw::{CHARCOAL, MINT, OLIVE, ROSE, SAFFRON, SKY, books, soaps};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Soaps & Oils",
    seller: "Hammam Row",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Laurel Soap, Three Bars",
        kind: "Laurel Soap",
        code: "SOA-LAU",
        shelf: "Soap",
        maker: "Laurel House",
        price: 1450,
        stock: 90,
        grams: 600,
        is_featured: true,
        short: "Olive and laurel oil, boiled for three days, aged for nine months.",
        text: "Cut into bars by men who skate across the slab on wooden shoes, stamped on one side, \
            and stacked in towers until the green inside has gone gold outside. Twenty per cent \
            laurel. For hands, hair, wool and the dog.",
        tags: &["soap", "olive oil", "vegan"],
        facts: &[("Oils", "Olive, laurel 20 %"), ("Weight", "3 × 190 g")],
        axes: &[Axis::new(
            "Laurel",
            &[("12 %", -200), ("20 %", 0), ("40 %", 600)],
        )],
        picture: Picture::new(soaps::bars, OLIVE, 1),
        detail: Some(Picture::new(soaps::slab, OLIVE, 3)),
        ..GOOD
    },
    Good {
        name: "Rose Soap, Three Bars",
        kind: "Rose Soap",
        code: "SOA-RSO",
        shelf: "Soap",
        maker: "Rose Valley",
        price: 1650,
        stock: 54,
        grams: 480,
        short: "Pink clay, rose oil, and a little less scent than you fear.",
        text: "Real rose oil costs more than the soap, so there are four drops to a bar and clay to \
            hold them. Gentle, slow to melt, and the bathroom smells of a garden two streets \
            away.",
        tags: &["soap", "rose", "gift", "vegan"],
        facts: &[("Oils", "Olive, coconut, rose"), ("Weight", "3 × 140 g")],
        picture: Picture::new(soaps::bars, ROSE, 2),
        ..GOOD
    },
    Good {
        name: "Blue-Tile Wrapped Soap",
        kind: "Wrapped Soap",
        code: "SOA-WRA",
        shelf: "Soap",
        maker: "Laurel House",
        price: 690,
        stock: 140,
        grams: 160,
        short: "One bar in a paper that people keep in drawers.",
        text: "Sage and sea salt under a sleeve printed from a tiled fountain in the upper market. \
            The paper is printed with ink that may touch skin, in case you keep it with the \
            linen.",
        tags: &["soap", "gift", "vegan"],
        facts: &[("Oils", "Olive, sage"), ("Weight", "150 g")],
        axes: &[Axis::new(
            "Scent",
            &[("Sage", 0), ("Orange blossom", 0), ("Unscented", 0)],
        )],
        picture: Picture::new(soaps::wrapped, SKY, 1),
        ..GOOD
    },
    Good {
        name: "Cold-Pressed Argan Oil",
        kind: "Argan Oil",
        code: "SOA-ARG",
        shelf: "Oils",
        maker: "Laurel House",
        price: 2400,
        was: 2900,
        stock: 37,
        grams: 240,
        is_featured: true,
        short: "Cracked by hand, pressed cold, for face and hair.",
        text: "Between two stones, one nut at a time, and yes, a machine has been tried: it breaks \
            the kernels. Three drops are enough. It smells faintly of hazelnut and of nothing \
            else.",
        tags: &["oil", "argan", "vegan"],
        facts: &[("Oil", "Argan, cold-pressed"), ("Use", "Skin and hair")],
        axes: &[Axis::new("Volume", &[("50 ml", 0), ("100 ml", 1800)])],
        picture: Picture::new(soaps::dropper, MINT, 1),
        ..GOOD
    },
    Good {
        name: "Olive Oil from the Upper Terraces",
        kind: "Olive Oil",
        code: "SOA-OLI",
        shelf: "Oils",
        maker: "Laurel House",
        price: 1590,
        stock: 62,
        grams: 900,
        short: "Green, peppery, pressed the day it was picked.",
        text: "It catches in the throat, which is how you know that it is young. The trees stand on \
            terraces where no tractor goes, so it is donkeys as far as the road. For salads and \
            for showing off.",
        tags: &["oil", "olive oil", "kitchen", "vegan"],
        facts: &[("Acidity", "0.3 %"), ("Harvest", "Last November")],
        axes: &[Axis::new(
            "Volume",
            &[("250 ml", -600), ("500 ml", 0), ("3 l can", 5200)],
        )],
        picture: Picture::new(soaps::bottle, OLIVE, 1),
        ..GOOD
    },
    Good {
        name: "Rose Water, Twice Distilled",
        kind: "Rose Water",
        code: "SOA-RWA",
        shelf: "Waters",
        maker: "Rose Valley",
        price: 980,
        stock: 72,
        grams: 420,
        is_featured: true,
        short: "From one morning's petals, in a copper still.",
        text: "Eleven kilos of petals to the litre, picked before the dew is off. Good on the face, \
            better in rice pudding, best in lemonade at four in the afternoon. Nothing is added, \
            so keep it cool.",
        tags: &["rose", "water", "kitchen", "vegan"],
        facts: &[("Distilled", "Twice"), ("Additives", "None")],
        axes: &[Axis::new("Volume", &[("200 ml", 0), ("500 ml", 950)])],
        picture: Picture::new(soaps::bottle, ROSE, 2),
        detail: Some(Picture::new(soaps::petals, ROSE, 2)),
        ..GOOD
    },
    Good {
        name: "Orange-Blossom Water",
        kind: "Orange-Blossom Water",
        code: "SOA-ORW",
        shelf: "Waters",
        maker: "Rose Valley",
        price: 920,
        stock: 48,
        grams: 420,
        short: "April in a bottle, for cakes and for tempers.",
        text: "Bitter-orange flowers are gathered on sheets under the trees and go into the still \
            the same day. A spoonful in milk sends children to sleep, or at least quiets the \
            person holding the spoon.",
        tags: &["orange blossom", "water", "kitchen", "vegan"],
        facts: &[("Distilled", "Once"), ("Additives", "None")],
        axes: &[Axis::new("Volume", &[("200 ml", 0), ("500 ml", 880)])],
        picture: Picture::new(soaps::bottle, SAFFRON, 1),
        ..GOOD
    },
    Good {
        name: "Black Soap with Eucalyptus",
        kind: "Black Soap",
        code: "SOA-BLS",
        shelf: "Soap",
        maker: "Laurel House",
        price: 1190,
        stock: 57,
        grams: 320,
        short: "A dark olive paste for the steam bath.",
        text: "Spread it on warm, wet skin, wait for five minutes, then scrub with a rough mitt and \
            be astonished. A bath without a steam room will do, with the door shut. In a jar with \
            a cork that you will find a use for.",
        tags: &["soap", "bath", "vegan"],
        facts: &[("Base", "Olive paste"), ("Scent", "Eucalyptus")],
        axes: &[Axis::new("Weight", &[("250 g", 0), ("500 g", 850)])],
        picture: Picture::new(soaps::pot, OLIVE, 1),
        detail: Some(Picture::new(soaps::bath, OLIVE, 2)),
        ..GOOD
    },
    Good {
        name: "Mitt and Loofah for the Bath",
        code: "SOA-MIT",
        shelf: "Bath",
        maker: "Loom & Ladder",
        price: 1350,
        stock: 44,
        grams: 140,
        short: "One rough, one rougher.",
        text: "The mitt is woven from goat hair and viscose in the weave that bath attendants swear \
            by; the loofah grew on a trellis. Rinse, hang up, replace in a year.",
        tags: &["bath", "gift", "vegan"],
        facts: &[("Material", "Viscose, goat hair, loofah"), ("Pieces", "2")],
        axes: &[Axis::new("Mitt", &[("Medium", 0), ("Rough", 0)])],
        picture: Picture::new(soaps::bath, CHARCOAL, 1),
        ..GOOD
    },
    Good {
        name: "Soap Maker's Sampler, Eight Bars",
        kind: "Soap Sampler",
        code: "SOA-SMP",
        shelf: "Gifts",
        maker: "Laurel House",
        price: 3200,
        was: 3900,
        stock: 18,
        grams: 900,
        short: "Eight small bars on a board of olive wood.",
        text: "Laurel, rose, sage, orange, cumin, clay, salt and one that changes with the month. \
            The board is grooved underneath, so soap water goes where it should. The empty place \
            is for the sprig.",
        tags: &["soap", "set", "gift", "vegan"],
        facts: &[("Pieces", "8 × 70 g"), ("Board", "Olive wood")],
        picture: Picture::new(soaps::slab, MINT, 1),
        ..GOOD
    },
    Good {
        name: "Rose Petals, Dried",
        kind: "Dried Rose Petals",
        code: "SOA-PET",
        shelf: "Waters",
        maker: "Rose Valley",
        price: 740,
        stock: 39,
        grams: 60,
        short: "Whole petals for tea, bath and weddings.",
        text: "Dried in the dark on cloth, so they stay pink and do not crumble at a look. \
            Food-grade: candy them, steep them, or throw them at somebody you like.",
        tags: &["rose", "tea", "wedding", "vegan"],
        facts: &[("Grade", "Food"), ("Harvest", "Last May")],
        axes: &[Axis::new("Weight", &[("50 g", 0), ("150 g", 1100)])],
        picture: Picture::new(soaps::petals, ROSE, 1),
        ..GOOD
    },
    Good {
        name: "Make Your Own Soap (e-book)",
        code: "SOA-ESO",
        shelf: "Books",
        maker: "Paper Garden",
        price: 850,
        stock: 9999,
        is_digital: true,
        short: "Twelve recipes and the arithmetic that keeps you safe.",
        text: "Lye is nothing to be afraid of and something to respect. Start with a plain olive \
            soap, learn to read a table, and go on to rose clay and salt bars. With a sheet that \
            does the sums for you.",
        tags: &["e-book", "download", "soap", "diy"],
        facts: &[
            ("Format", "EPUB, PDF and spreadsheet"),
            ("Pages", "96"),
            ("Language", "English"),
        ],
        picture: Picture::new(books::ebook, MINT, 9),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindLook,
    looks: Looks::Lines,
    makers: &[
        "Laurel House",
        "Rose Valley",
        "The Soap Stair",
        "Hammam Row",
        "Green Slab",
        "Still & Copper",
    ],
    places: &[
        "Aleppo",
        "Nablus",
        "Antakya",
        "Isparta",
        "Tripoli",
        "Kairouan",
        "Kasserine",
        "Essaouira",
        "Fez",
        "Ayvalik",
        "Edremit",
        "Mardin",
        "Kashan",
        "Taif",
        "Nabeul",
        "Saida",
        "Latakia",
        "Jerba",
        "Zarzis",
        "Meknes",
        "Skoura",
        "Kelaa",
        "Grasse",
        "Kalamata",
        "Chania",
        "Lesbos",
        "Milas",
        "Manisa",
        "Burdur",
        "Kaman",
    ],
    openings: &[
        "From {place}, made as the neighbours make it and a little slower.",
        "Boiled, pressed or distilled in {place}, in small lots.",
        "Comes from {place}, from people who use it themselves.",
        "The “{look}” is a recipe from {place} that we were not allowed to change.",
        "Filled by hand in {place}, with the date on it.",
    ],
    middles: &[
        "A little of it goes a long way.",
        "Scented so that you notice it first and nobody else does.",
        "No colouring, no palm oil, no hurry.",
        "Kind to skin that has had a long day.",
        "Good for travelling, if you wrap it well.",
    ],
    endings: &[
        "Keep it cool and dry.",
        "Use it within a year of opening.",
        "Packed in paper; the paper may go on the compost.",
        "Try it on the inside of the arm first, as with anything new.",
    ],
};
