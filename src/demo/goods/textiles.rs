//! Textiles: for the bath, the house, the wearer.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{INDIGO, MADDER, OLIVE, PLUM, POMEGRANATE, SAFFRON, SKY, TURQUOISE, textiles},
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Textiles",
    seller: "Hammam Row",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Peshtemal Pair, Sky Stripe",
        kind: "Peshtemal",
        code: "TEX-PES",
        shelf: "Bath/Towels",
        maker: "Loom & Ladder",
        price: 3800,
        stock: 32,
        grams: 640,
        is_featured: true,
        short: "Thin, thirsty and dry again before you are.",
        text: "Woven flat on old shuttle looms, so it packs to the size of a book and drinks like a \
            towel. It gets softer for the first ten washes and then stays so. Beach, bath, sofa, \
            picnic, baby: one cloth.",
        tags: &["cotton", "towel", "travel", "summer"],
        facts: &[
            ("Material", "Cotton"),
            ("Size", "95 × 175 cm"),
            ("Care", "Machine wash at 40 °C"),
        ],
        axes: &[Axis::new(
            "Colour",
            &[("Sky", 0), ("Olive", 0), ("Madder", 0), ("Charcoal", 0)],
        )],
        picture: Picture::new(textiles::draped, SKY, 2),
        detail: Some(Picture::new(textiles::draped, MADDER, 2)),
        ..GOOD
    },
    Good {
        name: "Hammam Towel Stack, Five Colours",
        kind: "Folded Towel Set",
        code: "TEX-STK",
        shelf: "Bath/Towels",
        maker: "Loom & Ladder",
        price: 8900,
        was: 10_900,
        stock: 15,
        grams: 2300,
        short: "Five looped towels, tied with a ribbon, ready to give.",
        text: "Two large and three small ones in colours that were dyed to stand next to each other. \
            Real loops, 480 grams to the square metre, and hems that were sewn twice. The ribbon \
            is woven too.",
        tags: &["cotton", "towel", "set", "gift"],
        facts: &[
            ("Material", "Cotton"),
            ("Weight", "480 g/m²"),
            ("Pieces", "5"),
        ],
        picture: Picture::new(textiles::stack, SKY, 1),
        ..GOOD
    },
    Good {
        name: "Waffle Bathrobe Cloth, Olive",
        kind: "Waffle Cloth",
        code: "TEX-WAF",
        shelf: "Bath",
        maker: "Loom & Ladder",
        price: 5400,
        stock: 12,
        grams: 900,
        short: "Deep waffle squares that lift off the skin.",
        text: "The weave does the drying; the cloth weighs next to nothing. Comes as two lengths, \
            one for each of you, and shrinks three hand's breadths less than other waffles \
            because we wash it before we cut it.",
        tags: &["cotton", "bath", "towel"],
        facts: &[
            ("Material", "Cotton"),
            ("Size", "100 × 180 cm"),
            ("Pieces", "2"),
        ],
        picture: Picture::new(textiles::draped, OLIVE, 5),
        ..GOOD
    },
    Good {
        name: "Kilim Cushion, Concentric",
        kind: "Kilim Cushion",
        code: "TEX-CUS",
        shelf: "Home/Cushions",
        maker: "Dokuma Evi",
        price: 4200,
        stock: 20,
        grams: 850,
        is_featured: true,
        short: "Lozenge in lozenge, cut so that the point is in the middle.",
        text: "Cut from new kilims rather than worn ones, so the corners hold. The back is heavy \
            cotton, the zip is hidden, and the tassels are knotted through and will survive a \
            toddler.",
        tags: &["wool", "cushion", "living room"],
        facts: &[("Material", "Wool, cotton back"), ("Filling", "Feather")],
        axes: &[Axis::new(
            "Size",
            &[
                ("40 × 40 cm", 0),
                ("50 × 50 cm", 1200),
                ("60 × 40 cm", 1200),
            ],
        )],
        picture: Picture::new(textiles::cushion, INDIGO, 3),
        detail: Some(Picture::new(textiles::cushion, MADDER, 6)),
        ..GOOD
    },
    Good {
        name: "Tile-Print Cushion, Turquoise",
        kind: "Printed Cushion",
        code: "TEX-TPC",
        shelf: "Home/Cushions",
        maker: "Suzani House",
        price: 2900,
        was: 3600,
        stock: 28,
        grams: 700,
        short: "Block-printed with a pattern off a bathhouse wall.",
        text: "Two pear-wood blocks and two colours, printed by eye across the whole width. Look \
            closely and you will find where the printer shifted his feet. Linen and cotton, \
            washable, zip at the bottom.",
        tags: &["linen", "block print", "cushion"],
        facts: &[("Material", "Linen and cotton"), ("Size", "50 × 35 cm")],
        picture: Picture::new(textiles::cushion, TURQUOISE, 2),
        ..GOOD
    },
    Good {
        name: "Suzani Wall Hanging, Four Wheels",
        kind: "Suzani Hanging",
        code: "TEX-SUZ",
        shelf: "Home/Hangings",
        maker: "Suzani House",
        price: 34_000,
        stock: 3,
        grams: 1600,
        is_featured: true,
        short: "Silk wheels on cotton, chain stitch, nine weeks' work.",
        text: "The cloth is embroidered in four narrow strips by four women and sewn together at the \
            end, and the halves of the wheels never meet exactly. That is how you tell it from a \
            machine's. Silk thread on hand-loomed cotton.",
        tags: &["silk", "embroidery", "wall", "one of a kind"],
        facts: &[
            ("Material", "Silk on cotton"),
            ("Size", "150 × 200 cm"),
            ("Technique", "Chain stitch"),
        ],
        picture: Picture::new(textiles::embroidery, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Indigo Throw with Border",
        kind: "Bordered Throw",
        code: "TEX-THR",
        shelf: "Home/Throws",
        maker: "Loom & Ladder",
        price: 7600,
        stock: 18,
        grams: 1300,
        short: "A diamond weave in one colour, and a border that is not.",
        text: "Wool and cotton, so it is warm without the itch. The border is woven in, not sewn on, \
            and tells you which end goes over your feet. Airs better than it washes: hang it out \
            on a dry, windy day.",
        tags: &["wool", "cotton", "throw", "winter"],
        facts: &[("Material", "Wool and cotton"), ("Size", "130 × 180 cm")],
        axes: &[Axis::new(
            "Colour",
            &[("Indigo", 0), ("Terracotta", 0), ("Olive", 0)],
        )],
        picture: Picture::new(textiles::blanket, INDIGO, 1),
        ..GOOD
    },
    Good {
        name: "Evening Kaftan, Plum",
        kind: "Kaftan",
        code: "TEX-KAF",
        shelf: "Clothing",
        maker: "Suzani House",
        price: 14_500,
        stock: 9,
        grams: 780,
        short: "Loose, long, embroidered where the eye goes first.",
        text: "Cut straight from the loom's width so that nothing is wasted, with the border at hem, \
            cuffs and front. Thirty-one covered buttons, of which five open. Cool in August, and \
            a good reason to stay in.",
        tags: &["cotton", "embroidery", "clothing"],
        facts: &[
            ("Material", "Cotton sateen"),
            ("Length", "130 cm"),
            ("Care", "Hand wash"),
        ],
        axes: &[
            Axis::new("Size", &[("S", 0), ("M", 0), ("L", 0), ("XL", 800)]),
            Axis::new("Colour", &[("Plum", 0), ("Sea", 0)]),
        ],
        picture: Picture::new(textiles::robe, PLUM, 1),
        detail: Some(Picture::new(textiles::robe, TURQUOISE, 2)),
        ..GOOD
    },
    Good {
        name: "Striped House Robe, 1970s",
        code: "TEX-ROB",
        shelf: "Clothing",
        maker: "Second Life",
        price: 6800,
        stock: 1,
        grams: 820,
        condition: Condition::Good,
        short: "A saffron robe from a theatre wardrobe.",
        text: "It has two name tapes in the collar and a mended pocket, and must have been in \
            several plays. Washed, pressed, moth-free. Fits a medium with opinions.",
        tags: &["vintage", "clothing", "one of a kind"],
        facts: &[
            ("Material", "Cotton and silk"),
            ("Age", "1970s"),
            ("Size", "M"),
        ],
        picture: Picture::new(textiles::robe, SAFFRON, 4),
        ..GOOD
    },
    Good {
        name: "Plant-Dyed Yarn, Four Skeins",
        kind: "Plant-Dyed Yarn",
        code: "TEX-YAR",
        shelf: "Yarn & Craft",
        maker: "Atlas Wool Co-operative",
        price: 3600,
        stock: 24,
        grams: 460,
        short: "Weld, madder, indigo and walnut on mountain wool.",
        text: "Four hundred metres in four colours that were all dyed in one week and like each \
            other. Two-ply, a little rustic, splendid for hats and for mending kilims. Wash cool: \
            the indigo may leave a memory.",
        tags: &["wool", "natural dyes", "knitting", "diy"],
        facts: &[("Material", "Wool"), ("Weight", "4 × 100 g"), ("Ply", "2")],
        axes: &[Axis::new(
            "Colours",
            &[("Warm", 0), ("Cool", 0), ("Undyed", -800)],
        )],
        picture: Picture::new(textiles::yarn, SAFFRON, 1),
        ..GOOD
    },
    Good {
        name: "Table Runner with Tassels",
        kind: "Tasselled Table Runner",
        code: "TEX-TRU",
        shelf: "Home/Table",
        maker: "Loom & Ladder",
        price: 3300,
        stock: 21,
        grams: 380,
        short: "Two metres of red stripes and a row of knots.",
        text: "Long enough to hang over both ends of a table for six. The stripes are woven from \
            leftover warps, so the red is the same and the whites are not. Iron it damp, or \
            don't.",
        tags: &["cotton", "table", "gift"],
        facts: &[("Material", "Cotton"), ("Size", "45 × 200 cm")],
        picture: Picture::new(textiles::draped, MADDER, 4),
        ..GOOD
    },
    Good {
        name: "Embroidery Charts: Twelve Borders",
        kind: "Embroidery Chart",
        code: "TEX-CHA",
        shelf: "Yarn & Craft",
        maker: "Paper Garden",
        price: 750,
        stock: 9999,
        is_digital: true,
        short: "Twelve borders to stitch on anything with an edge.",
        text: "From a zigzag that a child can do to a vine that takes a winter. Every chart comes in \
            colour and in symbols, at two sizes, with a thread list. PDF, yours to print as often \
            as the coffee spills.",
        tags: &["pattern", "download", "embroidery", "diy"],
        facts: &[
            ("Format", "PDF, 26 pages"),
            ("Level", "All"),
            ("Language", "English"),
        ],
        picture: Picture::new(textiles::pattern_sheets, INDIGO, 3),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindIn,
    looks: Looks::Dyes,
    makers: &[
        "Loom & Ladder",
        "Suzani House",
        "Dokuma Evi",
        "Atlas Wool Co-operative",
        "Bridge Street Weavers",
        "White Shuttle",
    ],
    places: &[
        "Denizli",
        "Bursa",
        "Buldan",
        "Fez",
        "Rize",
        "Antep",
        "Tlemcen",
        "Mahdia",
        "Nurata",
        "Margilan",
        "Bukhara",
        "Shahrisabz",
        "Aleppo",
        "Homs",
        "Damascus",
        "Yazd",
        "Kerman",
        "Jaipur",
        "Bagru",
        "Akhmim",
        "Naqada",
        "Tangier",
        "Chefchaouen",
        "Kastamonu",
        "Mugla",
        "Odemis",
        "Tire",
        "Hatay",
        "Jerba",
        "Hotan",
    ],
    openings: &[
        "Woven in {place} in {look}, with the selvedge left on.",
        "From a mill in {place} that runs eleven looms and one radio.",
        "In {look}, a shade the dyers of {place} mix without a recipe.",
        "Made in {place}, washed once, and softer for it.",
        "In {look}, from {place}, finished by hand at both ends.",
    ],
    middles: &[
        "Dries quickly and folds small.",
        "The colour is fast at forty degrees.",
        "Light in summer and enough in spring.",
        "Hems are turned twice and sewn once, properly.",
        "Feels better every time it comes out of the wash.",
    ],
    endings: &[
        "Line-dry it if you have a line.",
        "Threads that stand up may be cut, not pulled.",
        "Wrapped in paper, tied with an offcut.",
        "It can be ironed, but nobody we know does.",
    ],
};
