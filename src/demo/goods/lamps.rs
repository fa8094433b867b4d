//! Lamps: lanterns, mosaic, pierced brass, skin.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{DUSK, GROVE, NIGHT, lamps},
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Lamps",
    seller: "Lantern House",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Fassi Lantern with Scale Glass",
        kind: "Standing Lantern",
        code: "LAM-FAS",
        shelf: "Lanterns",
        maker: "Kandil & Daughters",
        price: 12_900,
        stock: 11,
        grams: 2900,
        is_featured: true,
        short: "Six panes of fish-scale glass under a brass dome.",
        text: "Each pane is cut from rolled glass and set in tin, then the whole lantern is soldered \
            shut around a little door that never quite squeaks. Takes a pillar candle or an LED \
            bulb on a cord. On a dark evening the scales swim across the ceiling.",
        tags: &["brass", "glass", "candle", "table"],
        facts: &[
            ("Material", "Brass, rolled glass"),
            ("Light", "Candle or E14 bulb"),
        ],
        axes: &[Axis::new(
            "Height",
            &[("32 cm", 0), ("45 cm", 4800), ("60 cm", 11_500)],
        )],
        picture: Picture::new(lamps::lantern, NIGHT, 1),
        detail: Some(Picture::new(lamps::lantern, DUSK, 9)),
        ..GOOD
    },
    Good {
        name: "Andalus Lantern, Ribbon Glass",
        kind: "Ribbon Lantern",
        code: "LAM-AND",
        shelf: "Lanterns",
        maker: "Kandil & Daughters",
        price: 9800,
        was: 11_800,
        stock: 9,
        grams: 2300,
        short: "A smaller lantern whose panes are a net of amber and blue.",
        text: "The ribbons are painted on the inside, so they can be dusted without fear. We like it \
            by the front door: it says that somebody is at home. Hook or stand, both work.",
        tags: &["glass", "painted", "outdoor"],
        facts: &[
            ("Material", "Tin, painted glass"),
            ("Height", "34 cm"),
            ("Light", "Candle"),
        ],
        picture: Picture::new(lamps::lantern, GROVE, 2),
        ..GOOD
    },
    Good {
        name: "Mosaic Globe Lamp, Rose and Teal",
        kind: "Mosaic Globe Lamp",
        code: "LAM-GLO",
        shelf: "Table Lamps",
        maker: "Old Foundry",
        price: 8400,
        stock: 16,
        grams: 1900,
        is_featured: true,
        short: "Nine hundred pieces of glass on one round lamp.",
        text: "The globe is laid by hand from the middle outwards, a day for the glass and another \
            for the grout. Lit, it turns the nearest wall into a carpet. The brass foot is \
            weighted, because cats.",
        tags: &["mosaic", "glass", "bedside", "gift"],
        facts: &[
            ("Material", "Glass mosaic, brass"),
            ("Height", "38 cm"),
            ("Bulb", "E14, LED, included"),
        ],
        axes: &[Axis::new("Plug", &[("EU", 0), ("UK", 0), ("US", 200)])],
        picture: Picture::new(lamps::globe, DUSK, 3),
        ..GOOD
    },
    Good {
        name: "Mosaic Globe Lamp, Amber",
        kind: "Amber Globe Lamp",
        code: "LAM-AMB",
        shelf: "Table Lamps",
        maker: "Old Foundry",
        price: 7900,
        stock: 12,
        grams: 1900,
        short: "The same globe in the colours of tea and honey.",
        text: "If the rose one is a party, this is the hour after it. Amber, smoke and a little red, \
            on the same weighted foot. Reads well next to a bed; too warm to work by, which is \
            the point.",
        tags: &["mosaic", "glass", "bedside"],
        facts: &[
            ("Material", "Glass mosaic, brass"),
            ("Height", "38 cm"),
            ("Bulb", "E14, LED, included"),
        ],
        axes: &[Axis::new("Plug", &[("EU", 0), ("UK", 0), ("US", 200)])],
        picture: Picture::new(lamps::globe, NIGHT, 4),
        ..GOOD
    },
    Good {
        name: "Three Moons Ceiling Lamp",
        kind: "Three-Globe Ceiling Lamp",
        code: "LAM-TRI",
        shelf: "Pendant Lamps",
        maker: "Old Foundry",
        price: 21_900,
        stock: 5,
        grams: 4800,
        is_featured: true,
        short: "Three mosaic globes on chains from one brass bar.",
        text: "Three sizes, three colours, one bar, and chains that you can shorten link by link to \
            suit a staircase or a dining table. Wired for a dimmer. An electrician will need \
            twenty minutes and will want one for home.",
        tags: &["mosaic", "pendant", "dining room", "dimmable"],
        facts: &[
            ("Material", "Glass mosaic, brass"),
            ("Width", "62 cm"),
            ("Bulbs", "3 × E14"),
        ],
        axes: &[Axis::new(
            "Colours",
            &[("Evening", 0), ("Garden", 0), ("Ember", 1200)],
        )],
        picture: Picture::new(lamps::trio, NIGHT, 3),
        detail: Some(Picture::new(lamps::trio, GROVE, 1)),
        ..GOOD
    },
    Good {
        name: "Pierced Dome Pendant",
        kind: "Pierced Pendant",
        code: "LAM-DOM",
        shelf: "Pendant Lamps",
        maker: "Kandil & Daughters",
        price: 16_500,
        stock: 7,
        grams: 2600,
        short: "A brass bell pierced with stars; light falls down, sparks go up.",
        text: "Hammered over a wooden form and pierced with a punch and a steady temper: 1,140 \
            holes, and not one machine. Below it is bright enough to read a menu, above it the \
            ceiling gets a sky of its own.",
        tags: &["brass", "pendant", "hammered"],
        facts: &[
            ("Material", "Brass"),
            ("Diameter", "40 cm"),
            ("Bulb", "E27"),
        ],
        axes: &[Axis::new(
            "Finish",
            &[("Polished", 0), ("Antique", 1000), ("Blackened", 1800)],
        )],
        picture: Picture::new(lamps::dome, NIGHT, 2),
        detail: Some(Picture::new(lamps::dome, GROVE, 3)),
        ..GOOD
    },
    Good {
        name: "Little Dome Pendant, Copper Tone",
        kind: "Small Dome Pendant",
        code: "LAM-LIT",
        shelf: "Pendant Lamps",
        maker: "Kandil & Daughters",
        price: 8900,
        was: 10_500,
        stock: 0,
        grams: 1400,
        short: "The small sister of the pierced dome, for a hall or a nook.",
        text: "Half the size and the same punch work, made by the apprentices in their second year. \
            Hang a row of three over a bar. Sold out more often than not; the next ones come off \
            the bench after the holidays.",
        tags: &["brass", "pendant", "small"],
        facts: &[
            ("Material", "Brass"),
            ("Diameter", "22 cm"),
            ("Bulb", "E14"),
        ],
        picture: Picture::new(lamps::dome, DUSK, 1),
        ..GOOD
    },
    Good {
        name: "Henna Skin Floor Lamp",
        kind: "Henna Lamp",
        code: "LAM-HEN",
        shelf: "Floor Lamps",
        maker: "Atlas Hides",
        price: 11_200,
        stock: 6,
        grams: 2100,
        short: "Goatskin stretched over iron and painted with henna.",
        text: "The skin is sewn on wet and dries tight as a drum; then come the henna and a feather. \
            It glows like a lit window rather than a lamp. Keep it away from damp, and it will go \
            on darkening slowly for years.",
        tags: &["leather", "henna", "floor lamp", "handmade"],
        facts: &[("Material", "Goatskin, iron, henna"), ("Bulb", "E27")],
        axes: &[Axis::new(
            "Height",
            &[("60 cm", 0), ("90 cm", 5200), ("120 cm", 11_000)],
        )],
        picture: Picture::new(lamps::henna, NIGHT, 2),
        ..GOOD
    },
    Good {
        name: "Two-Tier Henna Lamp",
        kind: "Tiered Henna Lamp",
        code: "LAM-HTT",
        shelf: "Floor Lamps",
        maker: "Atlas Hides",
        price: 13_400,
        stock: 4,
        grams: 2500,
        short: "Two swellings, one seam, brushed with blue.",
        text: "A shape that only works if the frame is bent in one piece, so it is. The blue is a \
            plant dye over the henna and is darkest at the seam. Looks unlit like a pot, which is \
            half of its charm.",
        tags: &["leather", "henna", "floor lamp"],
        facts: &[
            ("Material", "Goatskin, iron"),
            ("Height", "74 cm"),
            ("Bulb", "E27"),
        ],
        picture: Picture::new(lamps::henna, DUSK, 1),
        ..GOOD
    },
    Good {
        name: "Ten-Point Star Lantern",
        kind: "Star Lantern",
        code: "LAM-STA",
        shelf: "Pendant Lamps",
        maker: "Old Foundry",
        price: 11_800,
        stock: 8,
        grams: 1700,
        short: "A star of coloured glass and tin that folds flat for the post.",
        text: "Ten points, twenty panes, and a hinge behind each that took longer to get right than \
            all the rest. Hang it in a window at the dark end of the year. It comes with two \
            spare panes, because movers exist.",
        tags: &["glass", "pendant", "festive"],
        facts: &[
            ("Material", "Tin, glass"),
            ("Diameter", "46 cm"),
            ("Bulb", "E14"),
        ],
        axes: &[Axis::new(
            "Colours",
            &[("Coral and teal", 0), ("Amber", 0), ("Clear", -1200)],
        )],
        picture: Picture::new(lamps::hanging_star, NIGHT, 1),
        detail: Some(Picture::new(lamps::hanging_star, GROVE, 2)),
        ..GOOD
    },
    Good {
        name: "Painted Candle Glasses, Set of Three",
        kind: "Candle Glass Set",
        code: "LAM-CAN",
        shelf: "Candles & Oil",
        maker: "Blue Kiln",
        price: 3400,
        stock: 40,
        grams: 950,
        short: "Three tumblers for tea lights, brushed with gold by hand.",
        text: "Two short, one tall. The colour is fired into the glass and the gold is not, so rinse \
            them gently and leave the dishwasher to the plates. They also serve perfectly well \
            for tea.",
        tags: &["glass", "candle", "gift", "set"],
        facts: &[("Material", "Painted glass"), ("Height", "9 and 13 cm")],
        axes: &[Axis::new(
            "Colour",
            &[("Jewel", 0), ("Sea", 0), ("Sand", 0)],
        )],
        picture: Picture::new(lamps::candle_glasses, DUSK, 2),
        ..GOOD
    },
    Good {
        name: "Spouted Oil Lamp, 1950s",
        kind: "Oil Lamp",
        code: "LAM-OIL",
        shelf: "Candles & Oil",
        maker: "Second Life",
        price: 5800,
        stock: 1,
        grams: 780,
        condition: Condition::Fair,
        short: "A workshop lamp with a dent and a story we can't confirm.",
        text: "The dent is on the left, the lid has been resoldered once, and the wick holder is \
            new. It burns ordinary lamp oil for about three hours. We have rubbed it thoroughly \
            and nothing came out, so we make no promises.",
        tags: &["vintage", "brass", "oil lamp", "one of a kind"],
        facts: &[
            ("Material", "Brass"),
            ("Age", "About 1955"),
            ("Length", "24 cm"),
        ],
        picture: Picture::new(lamps::oil_lamp, NIGHT, 1),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindIn,
    looks: Looks::Glass,
    makers: &[
        "Kandil & Daughters",
        "Old Foundry",
        "Atlas Hides",
        "Blue Kiln",
        "Crescent Metalwork",
        "The Tin Yard",
    ],
    places: &[
        "Cairo",
        "Fez",
        "Marrakesh",
        "Damascus",
        "Istanbul",
        "Isfahan",
        "Tunis",
        "Aleppo",
        "Meknes",
        "Tetouan",
        "Bursa",
        "Edirne",
        "Samarkand",
        "Muscat",
        "Baghdad",
        "Mosul",
        "Granada",
        "Cordoba",
        "Amman",
        "Beirut",
        "Tripoli",
        "Sana'a",
        "Jaipur",
        "Lahore",
        "Kashgar",
        "Oran",
        "Izmir",
        "Antalya",
        "Ouarzazate",
        "Hebron",
    ],
    openings: &[
        "Made in {place}, where a whole street does nothing but lamps.",
        "Cut, soldered and polished in a workshop in {place}.",
        "In {look}, which looks quiet by day and is not after sunset.",
        "A pattern from {place}, set in {look}.",
        "From a family in {place} that has lit the same square for four generations.",
    ],
    middles: &[
        "The seams are cleaned by hand, so nothing catches the duster.",
        "Throws a pattern on the wall from about two metres.",
        "Takes an LED bulb and stays cool to the touch.",
        "The door opens wide enough for a hand and a match.",
        "Hangs straight: we check each one on a nail.",
    ],
    endings: &[
        "Wipe with a dry cloth and leave the polish in the cupboard.",
        "Fittings for your country are in the box.",
        "Packed in straw and two boxes.",
        "A spare pane travels with it.",
    ],
};
