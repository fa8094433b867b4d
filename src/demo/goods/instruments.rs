//! Instruments: strings, skins and reeds.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::demo::draw::{
    INDIGO, MADDER, MINT, PLUM, POMEGRANATE, SAFFRON, SKY, TERRACOTTA, TURQUOISE, instruments,
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Instruments",
    seller: "Maqam Court",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Concert Oud, Walnut and Spruce",
        kind: "Concert Oud",
        code: "INS-OUD",
        shelf: "Strings/Lutes",
        maker: "Maqam Workshop",
        price: 89_000,
        stock: 3,
        grams: 2900,
        is_featured: true,
        short: "Eleven strings, twenty-one ribs, a voice like dark honey.",
        text: "The back is walnut in twenty-one ribs, the face is spruce that was felled in a \
            January, and the roses are cut with a scalpel. Set up with nylon and wound strings at \
            a low action. Comes with a padded bag, a horn plectrum and a spare set.",
        tags: &["oud", "strings", "handmade", "concert"],
        facts: &[
            ("Wood", "Walnut, spruce"),
            ("Scale", "58.5 cm"),
            ("Strings", "11"),
        ],
        picture: Picture::new(instruments::oud, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Student Oud",
        kind: "Student Oud",
        code: "INS-STO",
        shelf: "Strings/Lutes",
        maker: "Maqam Workshop",
        price: 32_000,
        was: 36_500,
        stock: 8,
        grams: 2700,
        short: "Made to be carried to lessons and leaned in corners.",
        text: "Simpler wood, the same bracing and the same hands for the set-up, which is what makes \
            an oud easy or hard. We would rather sell you this one and see you again in three \
            years.",
        tags: &["oud", "strings", "beginner"],
        facts: &[
            ("Wood", "Beech, spruce"),
            ("Scale", "58.5 cm"),
            ("Strings", "11"),
        ],
        axes: &[Axis::new("Handed", &[("Right", 0), ("Left", 2500)])],
        picture: Picture::new(instruments::oud, SKY, 4),
        ..GOOD
    },
    Good {
        name: "Long-Necked Saz",
        kind: "Long-Necked Saz",
        code: "INS-SAZ",
        shelf: "Strings/Lutes",
        maker: "Maqam Workshop",
        price: 41_000,
        stock: 5,
        grams: 1700,
        short: "Tied frets for the quarter tones, mulberry for the bowl.",
        text: "The frets are tied nylon and move, so you can have the note that lies between two \
            notes. The bowl is carved from one block of mulberry. Bright, quick, and louder than \
            it looks.",
        tags: &["saz", "strings", "handmade"],
        facts: &[
            ("Wood", "Mulberry, spruce"),
            ("Scale", "78 cm"),
            ("Strings", "7"),
        ],
        axes: &[Axis::new("Neck", &[("Long", 0), ("Short", -4000)])],
        picture: Picture::new(instruments::saz, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Plucked Zither with Levers",
        kind: "Lever Zither",
        code: "INS-QAN",
        shelf: "Strings/Zithers",
        maker: "Maqam Workshop",
        price: 145_000,
        stock: 2,
        grams: 6800,
        short: "Seventy-eight strings and a lever for every shade of a note.",
        text: "It takes an hour to tune and a life to stop tuning. Fish-skin bridges, plane-tree \
            back, brass levers filed by hand. Built to order when the two in the window are gone; \
            then allow four months.",
        tags: &["qanun", "strings", "concert"],
        facts: &[
            ("Wood", "Plane, spruce"),
            ("Strings", "78"),
            ("Width", "98 cm"),
        ],
        picture: Picture::new(instruments::qanun, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Pear Fiddle with Bow",
        kind: "Pear Fiddle",
        code: "INS-FID",
        shelf: "Strings/Bowed",
        maker: "Reed & String",
        price: 27_500,
        stock: 4,
        grams: 900,
        short: "Played upright on the knee, with the nail and not the fingertip.",
        text: "One piece of maple, hollowed until it rings. The strings are touched from the side \
            with the fingernail, which feels impossible on the first day and natural on the \
            tenth. Bow and rosin are included.",
        tags: &["fiddle", "strings", "bow"],
        facts: &[("Wood", "Maple"), ("Strings", "3"), ("Length", "41 cm")],
        picture: Picture::new(instruments::fiddle, SAFFRON, 1),
        ..GOOD
    },
    Good {
        name: "Tile-Pattern Darbuka",
        kind: "Darbuka",
        code: "INS-DAR",
        shelf: "Percussion",
        maker: "Old Foundry",
        price: 13_800,
        stock: 12,
        grams: 3600,
        is_featured: true,
        short: "Cast aluminium, sharp edge, deep bottom.",
        text: "A thin rim for the high tek, a long throat for the low dum, and a synthetic head that \
            ignores the weather. Tunes with one key, which is taped inside. The pattern is cast \
            in and wears to silver where your knee goes.",
        tags: &["darbuka", "percussion", "drum"],
        facts: &[("Material", "Aluminium"), ("Head", "22 cm, synthetic")],
        axes: &[Axis::new(
            "Size",
            &[("Solo, 22 cm", 0), ("Travel, 18 cm", -3000)],
        )],
        picture: Picture::new(instruments::darbuka, INDIGO, 1),
        detail: Some(Picture::new(instruments::darbuka, TURQUOISE, 3)),
        ..GOOD
    },
    Good {
        name: "Clay Goblet Drum",
        kind: "Clay Goblet Drum",
        code: "INS-CGD",
        shelf: "Percussion",
        maker: "Safi Road Pottery",
        price: 6400,
        stock: 6,
        grams: 2800,
        short: "Fired clay and goatskin; warm it by the fire first.",
        text: "The sound is rounder than metal and depends on the day. Hold the skin near something \
            warm for a minute and it comes up by a third. Packed in so much straw that nobody has \
            managed to break one yet.",
        tags: &["percussion", "drum", "clay"],
        facts: &[("Material", "Clay, goatskin"), ("Height", "34 cm")],
        picture: Picture::new(instruments::darbuka, TERRACOTTA, 5),
        ..GOOD
    },
    Good {
        name: "Frame Drum, Painted Star",
        kind: "Frame Drum",
        code: "INS-FRA",
        shelf: "Percussion",
        maker: "Reed & String",
        price: 8800,
        stock: 10,
        grams: 1300,
        short: "A wide goatskin over ash, with a snare you can lift.",
        text: "Two gut snares lie behind the skin and buzz when you tip it. The star is painted in \
            the workshop's red; it wears off where you play and shows how you play. With a soft \
            bag.",
        tags: &["percussion", "drum", "frame drum"],
        facts: &[("Wood", "Ash"), ("Head", "Goatskin")],
        axes: &[Axis::new(
            "Diameter",
            &[("40 cm", 0), ("48 cm", 1800), ("55 cm", 3400)],
        )],
        picture: Picture::new(instruments::frame_drum, TERRACOTTA, 1),
        detail: Some(Picture::new(instruments::frame_drum, SKY, 4)),
        ..GOOD
    },
    Good {
        name: "Riq with Five Pairs of Jingles",
        kind: "Riq",
        code: "INS-RIQ",
        shelf: "Percussion",
        maker: "Reed & String",
        price: 11_200,
        was: 13_000,
        stock: 0,
        grams: 620,
        short: "A tambourine that can whisper, if you let it.",
        text: "Fish skin is the old head and is here if you want it; the synthetic one stays in tune \
            at outdoor weddings. The jingles are hammered bronze, five double pairs, and the rim \
            is mosaic under varnish. The next batch is on the drying rack.",
        tags: &["percussion", "riq", "wedding"],
        facts: &[
            ("Wood", "Beech with inlay"),
            ("Head", "Synthetic"),
            ("Diameter", "22 cm"),
        ],
        picture: Picture::new(instruments::riq, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Reed Flutes, Set of Three Keys",
        kind: "Reed Flute Set",
        code: "INS-NEY",
        shelf: "Winds",
        maker: "Reed & String",
        price: 9600,
        stock: 9,
        grams: 420,
        short: "Three reeds for three keys, cut in the same bed.",
        text: "Nine segments, six holes, one behind: the rules are strict because the reed obeys \
            nothing else. The first sound may take a week. We put in a page that explains the \
            angle of the lips better than most teachers.",
        tags: &["ney", "winds", "beginner"],
        facts: &[("Material", "Reed, horn mouthpiece"), ("Keys", "D, A, G")],
        picture: Picture::new(instruments::flutes, MINT, 1),
        ..GOOD
    },
    Good {
        name: "Brass Finger Cymbals",
        kind: "Finger Cymbals",
        code: "INS-ZIL",
        shelf: "Percussion",
        maker: "Old Foundry",
        price: 2400,
        stock: 35,
        grams: 260,
        short: "Two pairs, turned and tuned to each other.",
        text: "Heavier than the ones on costumes, with a tone that lasts into the next bar. Elastic \
            loops in two widths, for small hands and for big ones.",
        tags: &["percussion", "dance", "gift"],
        facts: &[("Material", "Brass"), ("Diameter", "6 cm"), ("Pieces", "4")],
        picture: Picture::new(instruments::cymbals, PLUM, 1),
        ..GOOD
    },
    Good {
        name: "Night Market Sessions (recording)",
        code: "INS-REC",
        shelf: "Recordings",
        maker: "Maqam Workshop",
        price: 1100,
        stock: 9999,
        is_digital: true,
        short: "Nine pieces, one microphone, crickets included.",
        text: "Recorded in the courtyard after closing time with oud, zither, frame drum and whoever \
            stayed. One microphone, no cuts; on the fourth piece you can hear a shutter come \
            down. FLAC and MP3, with a booklet.",
        tags: &["recording", "download", "music"],
        facts: &[
            ("Format", "FLAC and MP3"),
            ("Length", "52 minutes"),
            ("Tracks", "9"),
        ],
        picture: Picture::new(instruments::record, INDIGO, 1),
        detail: Some(Picture::new(instruments::record, TERRACOTTA, 3)),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::KindLookFrom,
    looks: Looks::Lines,
    makers: &[
        "Maqam Workshop",
        "Reed & String",
        "Old Foundry",
        "Safi Road Pottery",
        "Nine Frets",
        "The Drum Stair",
    ],
    places: &[
        "Damascus",
        "Istanbul",
        "Cairo",
        "Baghdad",
        "Aleppo",
        "Konya",
        "Tehran",
        "Shiraz",
        "Tunis",
        "Fez",
        "Izmir",
        "Ankara",
        "Erzincan",
        "Kayseri",
        "Sivas",
        "Urfa",
        "Mosul",
        "Basra",
        "Beirut",
        "Amman",
        "Nablus",
        "Algiers",
        "Tlemcen",
        "Tabriz",
        "Baku",
        "Yerevan",
        "Tbilisi",
        "Kashgar",
        "Marrakesh",
        "Alexandria",
    ],
    openings: &[
        "Built in {place} by two brothers who agree about tuning and little else.",
        "From a workshop in {place}, third door after the well.",
        "Made in {place} and set up again here, because it travels by road.",
        "The “{look}” model is what players in {place} buy second.",
        "Finished in {place} in the driest month, which is the secret.",
    ],
    middles: &[
        "Speaks easily in the low register and keeps its tuning.",
        "Thin varnish, so the wood may move.",
        "Loud enough for a yard, gentle enough for a stairwell.",
        "Every joint is glued with hide glue and can be opened again.",
        "Tested for an hour by somebody who plays better than we do.",
    ],
    endings: &[
        "A soft bag comes with it.",
        "Let it rest for a day before you tune it up.",
        "You may send it back within a month if it does not sing to you.",
        "Spare parts are always here.",
    ],
};
