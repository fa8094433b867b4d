//! Jewellery: silver, brass and beads.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{INDIGO, MADDER, MINT, POMEGRANATE, ROSE, SAFFRON, SKY, TURQUOISE, jewellery},
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Jewellery",
    seller: "Silver Gate",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Turquoise String with Silver Drop",
        kind: "Beaded Necklace",
        code: "JEW-NEC",
        shelf: "Necklaces",
        maker: "Bead Street",
        price: 11_800,
        stock: 6,
        grams: 120,
        is_featured: true,
        short: "Turquoise and coral-coloured beads, strung on silk, knotted between.",
        text: "The knots keep the beads from rubbing and, should the thread ever go, from rolling \
            under every cupboard in the house. The drop is cast silver around a stone of its own. \
            Long enough to wear over a jumper.",
        tags: &["silver", "turquoise", "necklace", "gift"],
        facts: &[
            ("Material", "Silver, turquoise, glass"),
            ("Length", "62 cm"),
        ],
        picture: Picture::new(jewellery::necklace, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Coin Collar",
        kind: "Coin Collar",
        code: "JEW-COI",
        shelf: "Necklaces",
        maker: "Silver Gate",
        price: 16_500,
        stock: 3,
        grams: 240,
        short: "Three rows of stamped discs that answer when you walk.",
        text: "The discs are struck for the purpose and never were money. Hung on wool cord, so the \
            collar lies soft and warm. You will be heard in the next room; that is what it is \
            for.",
        tags: &["silver plate", "necklace", "festive"],
        facts: &[("Material", "Silver-plated brass, wool"), ("Discs", "28")],
        axes: &[Axis::new("Metal", &[("Silver", 0), ("Gold", 2200)])],
        picture: Picture::new(jewellery::coins, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Crescent Drop Earrings",
        kind: "Crescent Earrings",
        code: "JEW-CRE",
        shelf: "Earrings",
        maker: "Silver Gate",
        price: 7200,
        stock: 14,
        grams: 60,
        is_featured: true,
        short: "A crescent, a stone, five drops; light as a letter.",
        text: "Filigree is mostly air, which is why they can be this size and you forget that you \
            have them on. The hooks are solid silver. In a box that a ring maker's widow folds \
            for us.",
        tags: &["silver", "filigree", "earrings", "gift"],
        facts: &[("Material", "Silver, turquoise"), ("Length", "6 cm")],
        axes: &[Axis::new(
            "Stone",
            &[("Turquoise", 0), ("Garnet", 600), ("Lapis", 800)],
        )],
        picture: Picture::new(jewellery::earrings, TURQUOISE, 2),
        ..GOOD
    },
    Good {
        name: "Rosette Earrings, Garnet Red",
        kind: "Rosette Earrings",
        code: "JEW-RET",
        shelf: "Earrings",
        maker: "Silver Gate",
        price: 5800,
        was: 6900,
        stock: 11,
        grams: 55,
        short: "Round as a window, with five red tears.",
        text: "The rosette is pierced with a saw blade as thin as a hair; they break six for each \
            pair. Garnet-coloured glass, silver hooks, and a soft tinkle if you shake your head.",
        tags: &["silver", "earrings"],
        facts: &[("Material", "Silver, glass"), ("Length", "7 cm")],
        picture: Picture::new(jewellery::earrings, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Signet Ring with Oval Stone",
        kind: "Stone Ring",
        code: "JEW-SIG",
        shelf: "Rings",
        maker: "Silver Gate",
        price: 9400,
        stock: 9,
        grams: 40,
        short: "One stone, two small ones, and a beaded band.",
        text: "Cast in sand, filed, beaded, stoned and polished on one bench by one man, who would \
            like you to know that he does not do engraving on Fridays. Sizes run true.",
        tags: &["silver", "ring", "turquoise"],
        facts: &[("Material", "Silver 925"), ("Stone", "Turquoise")],
        axes: &[Axis::new(
            "Size",
            &[("50", 0), ("54", 0), ("58", 0), ("62", 400)],
        )],
        picture: Picture::new(jewellery::ring, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Gilt Star Ring",
        kind: "Star Ring",
        code: "JEW-GST",
        shelf: "Rings",
        maker: "Silver Gate",
        price: 8800,
        stock: 7,
        grams: 35,
        short: "A red stone in the middle of an eight-pointed star.",
        text: "Gilded over silver, three microns, which is more than it needs to be. The star sits \
            low enough for gloves and high enough for arguments at table.",
        tags: &["gilt", "ring", "garnet"],
        facts: &[("Material", "Silver, gilt"), ("Stone", "Garnet")],
        axes: &[Axis::new("Size", &[("52", 0), ("56", 0), ("60", 0)])],
        picture: Picture::new(jewellery::ring, MADDER, 2),
        ..GOOD
    },
    Good {
        name: "Engraved Cuff with Stones",
        kind: "Engraved Cuff",
        code: "JEW-CUF",
        shelf: "Bracelets",
        maker: "Silver Gate",
        price: 18_500,
        stock: 4,
        grams: 190,
        is_featured: true,
        short: "A hand's breadth of silver, engraved between two rows of beads.",
        text: "Hammered round on a stake and engraved by hand: no two of the flowers are quite awake \
            in the same way. It opens at the back and bends a little to fit. Heavy in a way that \
            you will miss when you take it off.",
        tags: &["silver", "bracelet", "engraved"],
        facts: &[("Material", "Silver 925"), ("Width", "4.5 cm")],
        axes: &[Axis::new("Wrist", &[("Narrow", 0), ("Wide", 1000)])],
        picture: Picture::new(jewellery::cuff, TURQUOISE, 1),
        detail: Some(Picture::new(jewellery::cuff, MADDER, 3)),
        ..GOOD
    },
    Good {
        name: "Bead Bracelets, Three Together",
        kind: "Bead Bracelet Set",
        code: "JEW-BBR",
        shelf: "Bracelets",
        maker: "Bead Street",
        price: 2600,
        stock: 38,
        grams: 90,
        short: "Sky, coral and straw, with a small blue eye on watch.",
        text: "Glass beads pressed in an old mould, strung on elastic that survives children. One of \
            the three carries an eye against envy, in case your bracelets turn out too well.",
        tags: &["glass", "bracelet", "gift", "everyday"],
        facts: &[("Material", "Glass"), ("Pieces", "3")],
        axes: &[Axis::new(
            "Colours",
            &[("Sky", 0), ("Rose", 0), ("Olive", 0)],
        )],
        picture: Picture::new(jewellery::bracelets, SKY, 1),
        detail: Some(Picture::new(jewellery::bracelets, ROSE, 2)),
        ..GOOD
    },
    Good {
        name: "Silver Hand Pendant",
        kind: "Hand Pendant",
        code: "JEW-HAN",
        shelf: "Necklaces",
        maker: "Silver Gate",
        price: 6400,
        stock: 13,
        grams: 70,
        short: "The open hand, with an enamel eye in its palm.",
        text: "Worn for luck from one end of the sea to the other, by people who agree on little \
            else. The eye is vitreous enamel in four colours, fired one after the other. Chain \
            included.",
        tags: &["silver", "enamel", "pendant", "gift"],
        facts: &[
            ("Material", "Silver, enamel"),
            ("Height", "4 cm"),
            ("Chain", "45 cm"),
        ],
        picture: Picture::new(jewellery::hand, INDIGO, 1),
        ..GOOD
    },
    Good {
        name: "Olive-Wood Prayer Beads",
        kind: "Prayer Beads",
        code: "JEW-TES",
        shelf: "Beads",
        maker: "Bead Street",
        price: 3200,
        stock: 25,
        grams: 80,
        short: "Thirty-six beads, turned, oiled and tasselled.",
        text: "Turned on a foot lathe and polished against each other in a sack, which takes a week \
            and sounds like rain. The tassel is silk, the cap is brass. They darken with the \
            warmth of the hand.",
        tags: &["wood", "beads", "gift"],
        facts: &[("Material", "Olive wood, silk"), ("Beads", "36")],
        axes: &[Axis::new(
            "Wood",
            &[("Olive", 0), ("Ebony", 900), ("Amber resin", 1400)],
        )],
        picture: Picture::new(jewellery::prayer_beads, SAFFRON, 1),
        ..GOOD
    },
    Good {
        name: "Fibula Pair with Chain, 1940s",
        code: "JEW-FIB",
        shelf: "Brooches",
        maker: "Second Life",
        price: 24_000,
        stock: 1,
        grams: 210,
        condition: Condition::Good,
        short: "Two triangles and a chain that once held a cloak.",
        text: "Low-grade silver, as such pieces are, with red glass that was a bottle. One of the \
            six enamel dots is lost and we have left the hole. They still pin a heavy shawl \
            perfectly.",
        tags: &["vintage", "silver", "brooch", "one of a kind"],
        facts: &[
            ("Material", "Silver alloy, glass"),
            ("Age", "About 1940"),
            ("Chain", "48 cm"),
        ],
        picture: Picture::new(jewellery::fibula, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Child's Bracelet with Blue Eye",
        kind: "Child's Bracelet",
        code: "JEW-KID",
        shelf: "Bracelets",
        maker: "Bead Street",
        price: 1200,
        was: 1400,
        stock: 60,
        grams: 30,
        short: "Small beads for a small wrist.",
        text: "Made short, made strong, and without metal parts. The beads are dyed through, so \
            nothing flakes off when they are chewed; they are still not for children under three.",
        tags: &["glass", "children", "bracelet"],
        facts: &[
            ("Material", "Glass"),
            ("Wrist", "13 cm"),
            ("Age", "From 3 years"),
        ],
        picture: Picture::new(jewellery::bracelets, MINT, 6),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindWith,
    looks: Looks::Stones,
    makers: &[
        "Silver Gate",
        "Bead Street",
        "Two Hammers",
        "Filigree Stair",
        "Nomad Bench",
        "Little Anvil",
    ],
    places: &[
        "Tiznit",
        "Siwa",
        "Muscat",
        "Nizwa",
        "Mardin",
        "Midyat",
        "Trabzon",
        "Beypazari",
        "Isfahan",
        "Zanjan",
        "Samarkand",
        "Khiva",
        "Jaipur",
        "Cairo",
        "Luxor",
        "Jerusalem",
        "Bethlehem",
        "Damascus",
        "Aleppo",
        "Essaouira",
        "Agadez",
        "Ghadames",
        "Kabul",
        "Turkmenabat",
        "Van",
        "Erzurum",
        "Sana'a",
        "Tunis",
        "Moknine",
        "Bukhara",
    ],
    openings: &[
        "Made in {place} and set with {look}.",
        "From a bench in {place} with a view of one wall and a great deal of patience.",
        "{look}, cut and set in {place}.",
        "The way they wear it in {place}: with {look} and with pride.",
        "Hammered, pierced and finished in {place}.",
    ],
    middles: &[
        "Nickel-free, weighed and stamped.",
        "Stones are chosen in daylight, by eye, in pairs.",
        "Edges are rounded by hand and do not catch on wool.",
        "Light enough for a whole evening.",
        "The back is finished as well as the front.",
    ],
    endings: &[
        "Comes in a small box with a ribbon.",
        "Take it off before you swim.",
        "Can be mended here for as long as we are here.",
        "Darkens with time; rub it with a soft cloth, or don't.",
    ],
};
