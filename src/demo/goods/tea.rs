//! Tea and coffee, and what they are made and served in.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{INDIGO, MADDER, MINT, OLIVE, POMEGRANATE, SAFFRON, SKY, TURQUOISE, tea},
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Tea & Coffee",
    seller: "Copper & Cup",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Silver Mint-Tea Pot",
        kind: "Mint-Tea Pot",
        code: "TEA-POT",
        shelf: "Pots",
        maker: "Copper Court",
        price: 9200,
        was: 11_000,
        stock: 10,
        grams: 980,
        is_featured: true,
        short: "Round belly, tall lid, a spout for pouring from on high.",
        text: "The spout is long so that the tea falls far and froths. Inside is a strainer that \
            keeps the mint back, and the handle stays cool if you use two fingers as you are \
            meant to. Chased by hand with three bands.",
        tags: &["silver plate", "teapot", "gift"],
        facts: &[("Material", "Silver-plated brass"), ("Capacity", "0.8 l")],
        axes: &[Axis::new(
            "Size",
            &[("0.5 l", -2200), ("0.8 l", 0), ("1.2 l", 3400)],
        )],
        picture: Picture::new(tea::teapot, SAFFRON, 3),
        detail: Some(Picture::new(tea::tray, SAFFRON, 4)),
        ..GOOD
    },
    Good {
        name: "Enamel Teapot, Turquoise",
        kind: "Enamel Teapot",
        code: "TEA-ENA",
        shelf: "Pots",
        maker: "Copper Court",
        price: 5400,
        stock: 17,
        grams: 1100,
        short: "The market porters' pot: enamel over steel, on four feet.",
        text: "It goes on gas, on coals and on the floor of a pick-up. Chips give it character and \
            do it no harm. The bands are stencilled, and the stencil is older than the enameller.",
        tags: &["enamel", "teapot", "outdoor"],
        facts: &[("Material", "Enamelled steel"), ("Capacity", "1 l")],
        axes: &[Axis::new(
            "Colour",
            &[("Turquoise", 0), ("Red", 0), ("White", -400)],
        )],
        picture: Picture::new(tea::teapot, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Six Painted Tea Glasses",
        kind: "Painted Tea Glass Set",
        code: "TEA-GLA",
        shelf: "Cups & Glasses",
        maker: "Copper Court",
        price: 3600,
        stock: 24,
        grams: 900,
        is_featured: true,
        short: "Gold rims, jewel colours, and a sprig of mint if you have one.",
        text: "Thick at the foot so that they stand, thin at the rim so that they sip. Each colour \
            comes twice, which settles arguments. Hand-wash for the gold's sake.",
        tags: &["glass", "tea", "set", "gift"],
        facts: &[
            ("Material", "Glass"),
            ("Capacity", "120 ml"),
            ("Pieces", "6"),
        ],
        picture: Picture::new(tea::glasses, INDIGO, 1),
        detail: Some(Picture::new(tea::tray, INDIGO, 2)),
        ..GOOD
    },
    Good {
        name: "Tulip Glass and Saucer",
        kind: "Tulip Tea Glass",
        code: "TEA-TUL",
        shelf: "Cups & Glasses",
        maker: "Caravan Tea",
        price: 950,
        stock: 80,
        grams: 240,
        short: "The waist keeps your fingers cool and the tea hot.",
        text: "Tea is judged by its colour here: hold it against the light and it should be \
            rabbit-blood red. The saucer is painted, the sugar is your own affair.",
        tags: &["glass", "tea", "everyday"],
        facts: &[("Material", "Glass, porcelain"), ("Capacity", "110 ml")],
        axes: &[Axis::new("Set", &[("One", 0), ("Six", 4400)])],
        picture: Picture::new(tea::tulip_glass, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Hammered Copper Cezve",
        kind: "Copper Cezve",
        code: "TEA-CEZ",
        shelf: "Pots",
        maker: "Copper Court",
        price: 4200,
        stock: 19,
        grams: 420,
        is_featured: true,
        short: "Tinned inside, hammered outside, a beak that pours both ways.",
        text: "Two millimetres of copper spread the heat so that the foam rises all at once and not \
            at the edge. The tin lining lasts about ten years; we re-tin it for the price of a \
            lunch.",
        tags: &["copper", "coffee", "handmade"],
        facts: &[
            ("Material", "Copper, tin, walnut"),
            ("Use", "Gas and electric"),
        ],
        axes: &[Axis::new(
            "Cups",
            &[("Two", 0), ("Four", 900), ("Six", 1900)],
        )],
        picture: Picture::new(tea::cezve, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Cardamom Coffee, Ground Fine",
        kind: "Cardamom Coffee",
        code: "TEA-CAR",
        shelf: "Coffee",
        maker: "Hill & Harbour",
        price: 840,
        stock: 70,
        grams: 270,
        short: "Dust-fine, with green cardamom ground in.",
        text: "Highland beans roasted to the colour of a monk's robe, ground with one pod of \
            cardamom to every thirty. Stir once, before it boils, and never again. The window in \
            the bag is so that you see what you get.",
        tags: &["coffee", "cardamom", "vegan"],
        facts: &[("Roast", "Medium"), ("Grind", "Extra fine")],
        axes: &[Axis::new(
            "Weight",
            &[("250 g", 0), ("500 g", 690), ("1 kg", 1900)],
        )],
        picture: Picture::new(tea::packet, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Highland Beans, Slow Roast",
        kind: "Coffee Beans",
        code: "TEA-BEA",
        shelf: "Coffee",
        maker: "Hill & Harbour",
        price: 980,
        stock: 58,
        grams: 270,
        short: "Whole beans, roasted on Tuesdays, posted on Wednesdays.",
        text: "From terraces so steep that the pickers tie themselves on. Dried on roofs, which \
            gives the fruit; roasted slowly, which gives the chocolate. Rest them a week before \
            you judge.",
        tags: &["coffee", "beans", "vegan"],
        facts: &[("Roast", "Medium"), ("Altitude", "1,900 m")],
        axes: &[Axis::new(
            "Weight",
            &[("250 g", 0), ("500 g", 790), ("1 kg", 2200)],
        )],
        picture: Picture::new(tea::beans, INDIGO, 1),
        detail: Some(Picture::new(tea::packet, INDIGO, 4)),
        ..GOOD
    },
    Good {
        name: "Gunpowder Mint Tea",
        kind: "Mint Tea",
        code: "TEA-MIN",
        shelf: "Tea",
        maker: "Caravan Tea",
        price: 620,
        stock: 85,
        grams: 160,
        short: "Green tea rolled like shot, with dried spearmint.",
        text: "The first glass is gentle as life, the second strong as love, the third bitter as \
            death, they say; it is the same pot each time. Enough for forty glasses, or for one \
            wedding table.",
        tags: &["tea", "mint", "vegan"],
        facts: &[("Type", "Green tea, spearmint"), ("Caffeine", "Yes")],
        axes: &[Axis::new(
            "Weight",
            &[("125 g", 0), ("250 g", 510), ("500 g", 1400)],
        )],
        picture: Picture::new(tea::packet, MINT, 2),
        detail: Some(Picture::new(tea::glasses, MINT, 2)),
        ..GOOD
    },
    Good {
        name: "Evening Blend, No Caffeine",
        kind: "Evening Herb Tea",
        code: "TEA-EVE",
        shelf: "Tea",
        maker: "Caravan Tea",
        price: 580,
        was: 690,
        stock: 66,
        grams: 120,
        short: "Lime blossom, sage and a little orange peel.",
        text: "Picked by a school on the hill that has mended its roof with the proceeds. Pour on \
            water just off the boil, put a lid on the cup, and turn the phone face down.",
        tags: &["tea", "herbs", "caffeine-free", "vegan"],
        facts: &[("Type", "Herb tea"), ("Caffeine", "None")],
        axes: &[Axis::new("Weight", &[("80 g", 0), ("200 g", 720)])],
        picture: Picture::new(tea::packet, SKY, 2),
        ..GOOD
    },
    Good {
        name: "Brass Hand Mill",
        kind: "Brass Mill",
        code: "TEA-MIL",
        shelf: "Mills & Trays",
        maker: "Copper Court",
        price: 5800,
        stock: 13,
        grams: 650,
        short: "Grinds to flour, folds into itself, outlives its owner.",
        text: "The crank comes off and stores under the lid. Twelve minutes of turning gives coffee \
            for two and a forearm for life. Steel burrs, adjustable from below.",
        tags: &["brass", "coffee", "travel"],
        facts: &[("Material", "Brass, steel"), ("Height", "21 cm")],
        picture: Picture::new(tea::mill, OLIVE, 1),
        ..GOOD
    },
    Good {
        name: "Serving Tray with Pot and Five Glasses",
        kind: "Tea Service Tray",
        code: "TEA-TRA",
        shelf: "Mills & Trays",
        maker: "Copper Court",
        price: 14_800,
        stock: 6,
        grams: 3400,
        is_featured: true,
        short: "Everything for a visit, on one engraved tray.",
        text: "The tray is brass under silver, engraved from the middle outwards, and rings if you \
            flick it. With a small pot and five glasses. The sixth guest can have the cook's.",
        tags: &["set", "tray", "gift", "engraved"],
        facts: &[
            ("Material", "Silver-plated brass, glass"),
            ("Diameter", "40 cm"),
            ("Pieces", "7"),
        ],
        picture: Picture::new(tea::tray, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Market Samovar, 1930s",
        code: "TEA-SAM",
        shelf: "Pots",
        maker: "Second Life",
        price: 31_000,
        stock: 1,
        grams: 5200,
        condition: Condition::Good,
        short: "Copper and brass, charcoal-fired, with its small red pot.",
        text: "The tap has been re-ground and does not drip. The dent in the belly faces the wall in \
            every house it has lived in. Decorative as it stands; have the lining renewed before \
            you drink from it.",
        tags: &["vintage", "copper", "one of a kind"],
        facts: &[
            ("Material", "Copper, brass"),
            ("Age", "About 1935"),
            ("Capacity", "4 l"),
        ],
        picture: Picture::new(tea::samovar, MADDER, 1),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::KindLookFrom,
    looks: Looks::Lines,
    makers: &[
        "Copper Court",
        "Caravan Tea",
        "Hill & Harbour",
        "Samovar Brothers",
        "The Long Spout",
        "Third Glass",
    ],
    places: &[
        "Rize",
        "Gaziantep",
        "Fez",
        "Cairo",
        "Aleppo",
        "Lahijan",
        "Isfahan",
        "Meknes",
        "Marrakesh",
        "Mardin",
        "Trabzon",
        "Erzurum",
        "Baku",
        "Sanaa",
        "Harar",
        "Mocha",
        "Tangier",
        "Tunis",
        "Damascus",
        "Basra",
        "Istanbul",
        "Kars",
        "Bursa",
        "Tabriz",
        "Yazd",
        "Muscat",
        "Aden",
        "Tiznit",
        "Oran",
        "Amman",
    ],
    openings: &[
        "From {place}, where nobody has ever refused a second glass.",
        "Chosen in {place} at a counter no wider than a tray.",
        "We met the people who make it in {place}, and stayed too long.",
        "Sent from {place} every month in plain boxes.",
        "The “{look}” is what they serve in {place} to guests they like.",
    ],
    middles: &[
        "Good on an ordinary day, which is most of them.",
        "Made in small numbers, so that somebody looks at each.",
        "Keeps its character with milk, sugar or silence.",
        "Better the second time, when you know how.",
        "As useful for two as for twelve.",
    ],
    endings: &[
        "Instructions are on a card, in words and in pictures.",
        "Keep it dry and away from the onions.",
        "A gift note can go into the box.",
        "If you run out on a Sunday, write; we are usually up.",
    ],
};
