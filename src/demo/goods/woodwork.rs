//! Woodwork and games.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{
        INDIGO, MADDER, OLIVE, PLUM, POMEGRANATE, SKY, TURQUOISE, WALNUT, books, woodwork,
    },
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Woodwork & Games",
    seller: "Inlay Yard",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Inlaid Backgammon Set",
        kind: "Backgammon Set",
        code: "WOO-BAC",
        shelf: "Games",
        maker: "Walnut Court",
        price: 18_500,
        stock: 6,
        grams: 3600,
        is_featured: true,
        short: "Walnut, pear and bone-white points, thirty men and two dice.",
        text: "The points are cut from three woods and laid in by knife, and the hinge is sunk so \
            that the board closes without a gap. Rattles like rain in a good café. The dice are \
            honest; we have lost with them.",
        tags: &["game", "walnut", "inlay", "gift"],
        facts: &[("Wood", "Walnut, pear"), ("Size", "48 × 48 cm, open")],
        axes: &[Axis::new(
            "Size",
            &[("Travel, 30 cm", -7000), ("Full, 48 cm", 0)],
        )],
        picture: Picture::new(woodwork::backgammon, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Chess Set with Turned Men",
        kind: "Chess Set",
        code: "WOO-CHE",
        shelf: "Games",
        maker: "Walnut Court",
        price: 15_800,
        stock: 7,
        grams: 2900,
        short: "A bordered board and thirty-two men with good balance.",
        text: "Turned after an old set in the teahouse on the corner, where the knights have no \
            faces and nobody minds. Felt below, lead inside, so that they slide and stop. The \
            border is mosaic in bone and ebony.",
        tags: &["game", "walnut", "inlay"],
        facts: &[("Wood", "Walnut, maple, ebony"), ("Board", "42 × 42 cm")],
        picture: Picture::new(woodwork::chess, WALNUT, 1),
        ..GOOD
    },
    Good {
        name: "Mosaic Casket, Star Pattern",
        kind: "Inlaid Casket",
        code: "WOO-CAS",
        shelf: "Boxes",
        maker: "Inlay Yard",
        price: 12_800,
        was: 15_000,
        stock: 9,
        grams: 1700,
        is_featured: true,
        short: "Thin rods of six woods, glued, sliced and laid like tiles.",
        text: "A rod as thick as a finger holds the whole star from end to end; slice it and you \
            have two hundred stars, all alike. Lined with red cotton, with a lock that works and \
            a key that you will lose. For letters, rings, or the good chocolate.",
        tags: &["inlay", "box", "gift"],
        facts: &[("Wood", "Walnut, lemon, bone"), ("Lining", "Cotton")],
        axes: &[Axis::new(
            "Size",
            &[("15 cm", -4200), ("22 cm", 0), ("30 cm", 6500)],
        )],
        picture: Picture::new(woodwork::casket, TURQUOISE, 1),
        detail: Some(Picture::new(woodwork::casket, MADDER, 3)),
        ..GOOD
    },
    Good {
        name: "Four Carved Spoons",
        kind: "Carved Spoon Set",
        code: "WOO-SPO",
        shelf: "Kitchen",
        maker: "Walnut Court",
        price: 2700,
        stock: 41,
        grams: 260,
        short: "Walnut, cherry, pear and plum, one for each pot.",
        text: "Carved green with an axe and a crooked knife, dried for a month, oiled. The stars are \
            burned in with a hot nail. They will not scratch your pans or your conscience.",
        tags: &["kitchen", "set", "gift"],
        facts: &[
            ("Wood", "Walnut, cherry, pear, plum"),
            ("Length", "30 cm"),
            ("Pieces", "4"),
        ],
        picture: Picture::new(woodwork::spoons, SKY, 1),
        ..GOOD
    },
    Good {
        name: "Eight-Sided Side Table",
        kind: "Inlaid Side Table",
        code: "WOO-TAB",
        shelf: "Furniture",
        maker: "Inlay Yard",
        price: 26_500,
        stock: 4,
        grams: 7800,
        is_featured: true,
        short: "A top like a night sky, on eight pointed arches.",
        text: "The panels fold on hidden hinges and the top lifts off, so it travels flat. \
            Sixty-four pieces of mother-of-pearl in the rosette; the ones that catch the light \
            are set a hair's breadth tilted, on purpose.",
        tags: &["furniture", "inlay", "living room"],
        facts: &[("Wood", "Walnut, mother-of-pearl"), ("Size", "45 × 48 cm")],
        axes: &[Axis::new("Height", &[("48 cm", 0), ("60 cm", 6000)])],
        picture: Picture::new(woodwork::table, INDIGO, 1),
        detail: Some(Picture::new(woodwork::table, TURQUOISE, 3)),
        ..GOOD
    },
    Good {
        name: "Folding Book Stand",
        kind: "Book Stand",
        code: "WOO-STN",
        shelf: "Desk",
        maker: "Inlay Yard",
        price: 6900,
        stock: 12,
        grams: 1400,
        short: "One board, sawn into two that cannot be parted.",
        text: "It is cut from a single plank with a saw as thin as a thread: the halves are hinged \
            in each other and were never separate. Holds a heavy book open, or a tablet, or the \
            score. Pierced with a pattern that throws a good shadow.",
        tags: &["desk", "carved", "gift"],
        facts: &[("Wood", "Walnut"), ("Height", "30 cm, open")],
        axes: &[Axis::new(
            "Size",
            &[("20 cm", -1800), ("30 cm", 0), ("42 cm", 3300)],
        )],
        picture: Picture::new(woodwork::book_stand, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Mancala Board with Stones",
        kind: "Mancala Board",
        code: "WOO-MAN",
        shelf: "Games",
        maker: "Walnut Court",
        price: 4300,
        was: 5100,
        stock: 16,
        grams: 1300,
        short: "Twelve hollows, two stores, forty-eight stones, no batteries.",
        text: "The rules take one minute and the revenge takes all evening. The board is one piece \
            of beech; the stones come from a river and are polished in a barrel with the beads.",
        tags: &["game", "children", "gift"],
        facts: &[
            ("Wood", "Beech"),
            ("Length", "45 cm"),
            ("Stones", "48 and spares"),
        ],
        picture: Picture::new(woodwork::mancala, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Arched Mirror, Scale Inlay",
        kind: "Arched Mirror",
        code: "WOO-MIR",
        shelf: "Furniture",
        maker: "Inlay Yard",
        price: 21_000,
        stock: 5,
        grams: 5600,
        is_featured: true,
        short: "A pointed window that happens to show you.",
        text: "The frame is inlaid all the way round and the scales turn the corner properly, which \
            is a fortnight's thinking. Silvered glass, old wavy kind or new flat kind. Two hooks \
            on the back, screws included.",
        tags: &["mirror", "inlay", "living room"],
        facts: &[("Wood", "Walnut, bone"), ("Size", "46 × 68 cm")],
        axes: &[Axis::new("Glass", &[("New", 0), ("Old", 2500)])],
        picture: Picture::new(woodwork::mirror, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Carved Serving Board",
        kind: "Serving Board",
        code: "WOO-BOA",
        shelf: "Kitchen",
        maker: "Walnut Court",
        price: 3800,
        stock: 25,
        grams: 1200,
        short: "A round board with a rosette on its good side.",
        text: "Cut on the back, serve on the front. Pear wood is close enough not to hold garlic. \
            Oil it when it looks thirsty, which is about when you do.",
        tags: &["kitchen", "carved", "serving"],
        facts: &[("Wood", "Pear"), ("Diameter", "32 cm")],
        axes: &[Axis::new(
            "Diameter",
            &[("26 cm", -900), ("32 cm", 0), ("38 cm", 1200)],
        )],
        picture: Picture::new(woodwork::board, OLIVE, 1),
        ..GOOD
    },
    Good {
        name: "Letter Casket, Pearl and Ebony",
        kind: "Letter Casket",
        code: "WOO-LET",
        shelf: "Boxes",
        maker: "Inlay Yard",
        price: 17_600,
        stock: 3,
        grams: 2100,
        short: "Long enough for envelopes, dark enough for secrets.",
        text: "Ebony inside, pearl outside, and a false bottom that we are not supposed to mention. \
            The hinges are hidden. Made by the master himself, who makes four a year.",
        tags: &["inlay", "box", "desk"],
        facts: &[
            ("Wood", "Ebony, mother-of-pearl"),
            ("Size", "30 × 14 × 12 cm"),
        ],
        picture: Picture::new(woodwork::casket, POMEGRANATE, 6),
        ..GOOD
    },
    Good {
        name: "Travelling Backgammon, 1970s",
        code: "WOO-TRV",
        shelf: "Games",
        maker: "Second Life",
        price: 6400,
        stock: 1,
        grams: 1500,
        condition: Condition::Good,
        short: "From a ferry captain, with one man carved later.",
        text: "The set crossed the strait some nine thousand times. One of the black men is a \
            replacement in a different wood, and the captain always gave that one to his \
            opponent. Clasp and hinges sound.",
        tags: &["vintage", "game", "one of a kind"],
        facts: &[
            ("Wood", "Walnut"),
            ("Age", "1970s"),
            ("Size", "34 × 34 cm, open"),
        ],
        picture: Picture::new(woodwork::backgammon, OLIVE, 4),
        ..GOOD
    },
    Good {
        name: "A Hundred Stars: Inlay Drawings (e-book)",
        code: "WOO-HUN",
        shelf: "Books",
        maker: "Paper Garden",
        price: 1400,
        stock: 9999,
        is_digital: true,
        short: "One hundred patterns with compass, ruler and the order of the steps.",
        text: "From a square to a sixteen-pointed star in drawings that you can follow with cold \
            hands in a workshop. Each pattern has its angles, its rods and what usually goes \
            wrong. PDF for paper and screen.",
        tags: &["e-book", "download", "drawing", "diy"],
        facts: &[("Format", "PDF"), ("Pages", "148"), ("Language", "English")],
        picture: Picture::new(books::ebook, PLUM, 5),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::KindLookFrom,
    looks: Looks::Lines,
    makers: &[
        "Walnut Court",
        "Inlay Yard",
        "Turner's Bench",
        "Six Woods",
        "The Joiner's Stair",
        "Pear & Pearl",
    ],
    places: &[
        "Damascus",
        "Cairo",
        "Isfahan",
        "Shiraz",
        "Antep",
        "Istanbul",
        "Fez",
        "Essaouira",
        "Tetouan",
        "Granada",
        "Konya",
        "Kahta",
        "Rize",
        "Kastamonu",
        "Taraz",
        "Khiva",
        "Bukhara",
        "Kashmir",
        "Chiniot",
        "Saharanpur",
        "Tunis",
        "Algiers",
        "Aleppo",
        "Homs",
        "Nablus",
        "Bethlehem",
        "Baku",
        "Sheki",
        "Tabriz",
        "Amasya",
    ],
    openings: &[
        "Made in {place} from wood that has lain for five winters.",
        "From a bench in {place}, with shavings still in the corners.",
        "Joined, inlaid and oiled in {place}.",
        "The “{look}” drawing belongs to {place} and to this workshop.",
        "A piece from {place}, light where it moves and heavy where it stands.",
    ],
    middles: &[
        "No nails: the joints hold by themselves.",
        "The inlay is flush; close your eyes and you won't find it.",
        "Oiled three times and rubbed down between.",
        "Each piece has a number under it.",
        "Made by one hand from plank to polish.",
    ],
    endings: &[
        "Keep it out of the noon sun.",
        "A drop of oil twice a year is all it asks.",
        "Sent in a crate that makes good kindling.",
        "If a corner lifts in a dry winter, send it home for a week.",
    ],
};
