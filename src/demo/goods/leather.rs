//! Leather: to sit on, to walk in, to carry.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{
        COPPER, INDIGO, MADDER, OLIVE, POMEGRANATE, SAFFRON, TERRACOTTA, TURQUOISE, WALNUT,
        leather, textiles,
    },
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Leather",
    seller: "Tannery Lane",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Star-Stitched Pouf",
        kind: "Stitched Pouf",
        code: "LEA-POU",
        shelf: "Home",
        maker: "Atlas Hides",
        price: 12_400,
        stock: 14,
        grams: 2600,
        is_featured: true,
        short: "A seat, a footstool, a place for the cat.",
        text: "Eight panels of goat leather, sewn from the inside and turned like a glove, with a \
            star couched on top in three colours. It arrives flat; two old duvets fill it nicely. \
            The leather smells of the tannery for a week and of leather ever after.",
        tags: &["leather", "living room", "handmade"],
        facts: &[
            ("Material", "Goat leather"),
            ("Size", "55 × 30 cm"),
            ("Filling", "Not included"),
        ],
        axes: &[Axis::new(
            "Colour",
            &[("Tan", 0), ("Natural", -800), ("Indigo", 600)],
        )],
        picture: Picture::new(leather::pouf, COPPER, 1),
        detail: Some(Picture::new(leather::pouf, INDIGO, 3)),
        ..GOOD
    },
    Good {
        name: "Saffron Slippers",
        kind: "Pointed Slippers",
        code: "LEA-SLI",
        shelf: "Footwear",
        maker: "Fassi Hides",
        price: 4400,
        stock: 26,
        grams: 420,
        is_featured: true,
        short: "The yellow ones, soft-soled, with a pattern pressed in.",
        text: "The yellow is pomegranate rind, and has been since anyone wrote it down. Heels go \
            down flat when you are in and up when you fetch the post. They stretch half a size in \
            a month, so take them snug.",
        tags: &["leather", "slippers", "natural dyes", "gift"],
        facts: &[("Material", "Goat leather"), ("Sole", "Leather")],
        axes: &[Axis::new(
            "Size",
            &[("37", 0), ("39", 0), ("41", 0), ("43", 0), ("45", 200)],
        )],
        picture: Picture::new(leather::slippers, SAFFRON, 1),
        detail: Some(Picture::new(leather::slippers, TURQUOISE, 4)),
        ..GOOD
    },
    Good {
        name: "Pomegranate Slippers, Ladies",
        kind: "Ladies' Slippers",
        code: "LEA-SLP",
        shelf: "Footwear",
        maker: "Fassi Hides",
        price: 4800,
        stock: 19,
        grams: 380,
        short: "Dark red, narrow, sewn with a star.",
        text: "A slimmer last and a thinner sole, made for stone floors and long evenings. The \
            stitching is silk. We resole them for a third of the price, however far they have \
            walked.",
        tags: &["leather", "slippers", "silk"],
        facts: &[("Material", "Goat leather, silk"), ("Sole", "Leather")],
        axes: &[Axis::new(
            "Size",
            &[("36", 0), ("37", 0), ("38", 0), ("39", 0), ("40", 0)],
        )],
        picture: Picture::new(leather::slippers, POMEGRANATE, 2),
        ..GOOD
    },
    Good {
        name: "Carved Satchel, Walnut Brown",
        kind: "Carved Satchel",
        code: "LEA-SAT",
        shelf: "Bags",
        maker: "Fassi Hides",
        price: 16_800,
        stock: 7,
        grams: 1450,
        is_featured: true,
        short: "Thick bridle leather with a rosette carved into the flap.",
        text: "The rosette is cut with a swivel knife and then beaten down around the lines, so it \
            stands up under your thumb. Two straps with real buckles, because magnets wipe cards. \
            Holds a laptop of fourteen inches and the lunch that should not touch it.",
        tags: &["leather", "bag", "work"],
        facts: &[("Material", "Cow leather"), ("Size", "37 × 28 × 9 cm")],
        axes: &[Axis::new("Strap", &[("Hand", 0), ("Shoulder", 1400)])],
        picture: Picture::new(leather::satchel, WALNUT, 1),
        detail: Some(Picture::new(leather::satchel, COPPER, 9)),
        ..GOOD
    },
    Good {
        name: "Plain Satchel, Madder Red",
        kind: "Plain Satchel",
        code: "LEA-PLS",
        shelf: "Bags",
        maker: "Fassi Hides",
        price: 14_200,
        was: 17_500,
        stock: 5,
        grams: 1350,
        short: "The same bag for those who like their leather quiet.",
        text: "No carving, one colour, and stitches in waxed linen. The red is drum-dyed right \
            through, so a scratch stays red and can be rubbed away with a drop of oil.",
        tags: &["leather", "bag", "work"],
        facts: &[("Material", "Cow leather"), ("Size", "37 × 28 × 9 cm")],
        picture: Picture::new(leather::satchel, MADDER, 2),
        ..GOOD
    },
    Good {
        name: "Kilim and Leather Backpack",
        kind: "Kilim Backpack",
        code: "LEA-BAC",
        shelf: "Bags",
        maker: "Dokuma Evi",
        price: 13_600,
        stock: 8,
        grams: 1100,
        short: "A woven flap on a leather body, with a drawstring inside.",
        text: "Every flap is cut from a different place in the kilim, so nobody else on the bus has \
            it. One big room, one pocket outside, one inside for the passport. The straps are \
            wide where they should be.",
        tags: &["leather", "bag", "travel", "wool"],
        facts: &[("Material", "Cow leather, kilim"), ("Volume", "18 l")],
        picture: Picture::new(leather::backpack, TERRACOTTA, 1),
        ..GOOD
    },
    Good {
        name: "Tooled Belt",
        kind: "Tooled Belt",
        code: "LEA-BEL",
        shelf: "Small Leather",
        maker: "Fassi Hides",
        price: 4900,
        stock: 30,
        grams: 320,
        short: "One strip, one buckle, one row of lozenges.",
        text: "Cut from the back of the hide, where it stretches least, and tooled along the first \
            third. The buckle is sand-cast brass and can be unscrewed and handed down to the next \
            belt.",
        tags: &["leather", "belt", "brass"],
        facts: &[("Material", "Cow leather, brass"), ("Width", "3.8 cm")],
        axes: &[
            Axis::new(
                "Length",
                &[("85 cm", 0), ("95 cm", 0), ("105 cm", 0), ("115 cm", 300)],
            ),
            Axis::new("Colour", &[("Tan", 0), ("Black", 0)]),
        ],
        picture: Picture::new(leather::belt, COPPER, 1),
        ..GOOD
    },
    Good {
        name: "Stamped Journal with Strap",
        kind: "Leather Journal",
        code: "LEA-JOU",
        shelf: "Small Leather",
        maker: "Paper Garden",
        price: 3800,
        stock: 33,
        grams: 480,
        short: "Blue goatskin around two hundred uncut pages.",
        text: "The paper is rag, rough enough for a pencil and sized enough for ink, with its edges \
            left as they came out of the vat. When it is full, the cover slips off and takes a \
            new block.",
        tags: &["leather", "paper", "gift", "writing"],
        facts: &[
            ("Material", "Goat leather, rag paper"),
            ("Pages", "200"),
            ("Size", "15 × 21 cm"),
        ],
        axes: &[Axis::new(
            "Paper",
            &[("Plain", 0), ("Ruled", 0), ("Dotted", 200)],
        )],
        picture: Picture::new(leather::journal, INDIGO, 1),
        ..GOOD
    },
    Good {
        name: "Snap Wallet, Olive",
        kind: "Snap Wallet",
        code: "LEA-WAL",
        shelf: "Small Leather",
        maker: "Fassi Hides",
        price: 3400,
        stock: 27,
        grams: 110,
        short: "Six cards, some notes, and coins that stay in.",
        text: "Folded from a single piece so that there are only two seams to wear out. The snap is \
            solid brass; the band of stars is rolled in with a wheel.",
        tags: &["leather", "wallet", "gift"],
        facts: &[("Material", "Goat leather"), ("Size", "10 × 8 cm")],
        axes: &[Axis::new(
            "Colour",
            &[("Olive", 0), ("Tan", 0), ("Black", 0)],
        )],
        picture: Picture::new(leather::wallet, OLIVE, 1),
        ..GOOD
    },
    Good {
        name: "Valet Tray",
        kind: "Valet Tray",
        code: "LEA-VAL",
        shelf: "Home",
        maker: "Fassi Hides",
        price: 2900,
        was: 3500,
        stock: 22,
        grams: 260,
        short: "A place for keys, so that they are not lost at eight in the morning.",
        text: "Four studs pinch the corners; undo them and it lies flat in a suitcase. Stamped in \
            the middle with a rosette that soon knows the shape of your keys.",
        tags: &["leather", "home", "travel", "gift"],
        facts: &[("Material", "Cow leather"), ("Size", "24 × 17 cm")],
        picture: Picture::new(leather::valet, COPPER, 1),
        ..GOOD
    },
    Good {
        name: "Caravan Saddle Pouf, 1960s",
        code: "LEA-SAD",
        shelf: "Home",
        maker: "Second Life",
        price: 9500,
        stock: 1,
        grams: 3100,
        condition: Condition::Fair,
        short: "Worn smooth, twice mended, still the best seat in the house.",
        text: "The top has gone the colour of toast and one panel is newer than the rest. It was in \
            a teahouse for thirty years, and it does smell a little of mint. Filled with wool, \
            which we aired.",
        tags: &["vintage", "leather", "one of a kind"],
        facts: &[
            ("Material", "Camel and goat leather"),
            ("Age", "About 1965"),
            ("Size", "60 × 32 cm"),
        ],
        picture: Picture::new(leather::pouf, WALNUT, 4),
        ..GOOD
    },
    Good {
        name: "Slipper Pattern and Course",
        kind: "Slipper Sewing Pattern",
        code: "LEA-COU",
        shelf: "Patterns",
        maker: "Paper Garden",
        price: 1800,
        stock: 9999,
        is_digital: true,
        short: "Cut and sew a pair of slippers at the kitchen table.",
        text: "A pattern in eleven sizes and two hours of video: choosing the hide, skiving with a \
            kitchen knife, turning without tears. You need an awl, two needles and an afternoon, \
            or by experience three.",
        tags: &["pattern", "download", "leather", "diy"],
        facts: &[
            ("Format", "PDF and video"),
            ("Sizes", "35–45"),
            ("Language", "English"),
        ],
        picture: Picture::new(textiles::pattern_sheets, SAFFRON, 5),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindIn,
    looks: Looks::Dyes,
    makers: &[
        "Fassi Hides",
        "Atlas Hides",
        "Dokuma Evi",
        "Saddle & Awl",
        "Old Tannery Works",
        "The Last Maker",
    ],
    places: &[
        "Fez",
        "Marrakesh",
        "Meknes",
        "Cordoba",
        "Konya",
        "Antep",
        "Kilis",
        "Maras",
        "Bolu",
        "Tunis",
        "Kairouan",
        "Ghadames",
        "Tamanrasset",
        "Cairo",
        "Aleppo",
        "Tabriz",
        "Hamadan",
        "Mashhad",
        "Multan",
        "Kabul",
        "Safranbolu",
        "Balikesir",
        "Usak",
        "Gerede",
        "Tetouan",
        "Taroudant",
        "Chinguetti",
        "Agadez",
        "Zagora",
        "Yozgat",
    ],
    openings: &[
        "Cut and sewn in {place} from hides tanned with bark.",
        "In {look}, dyed in the open pits of {place}.",
        "From {place}, where you can smell the trade before you see it.",
        "Made in {place} with an awl, two needles and waxed linen.",
        "Hide from {place} in {look}, chosen for its even side.",
    ],
    middles: &[
        "The edges are burnished with bone and water.",
        "Stitches are eight to the inch and pulled by hand.",
        "It will mark at first and shine later.",
        "Scratches vanish under a warm thumb.",
        "Lined where it matters, and bare where you touch it.",
    ],
    endings: &[
        "Feed it with a little wax in autumn.",
        "The smell of the tannery goes within a week.",
        "We mend what we sold, whenever it was.",
        "Stuff it with paper while it waits for you.",
    ],
};
