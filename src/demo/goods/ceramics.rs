//! Ceramics: vases, bowls, plates, tiles.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::demo::draw::{
    INDIGO, MADDER, MINT, OLIVE, SAFFRON, SKY, TERRACOTTA, TURQUOISE, ceramics,
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Ceramics",
    seller: "Potters' Row",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Blue Amphora with Two Handles",
        kind: "Two-Handled Amphora",
        code: "CER-AMP",
        shelf: "Vases & Jars",
        maker: "Blue Kiln",
        price: 9600,
        stock: 5,
        grams: 3200,
        is_featured: true,
        short: "A tall jar in cobalt and white, painted in rings.",
        text: "Thrown in two parts and joined at the shoulder; the ring of lozenges hides the seam. \
            The painter holds the brush still and lets the wheel do the rest, and you can see \
            where she breathed. Watertight, so it may hold branches or simply stand there.",
        tags: &["stoneware", "cobalt", "vase", "hand-painted"],
        facts: &[
            ("Material", "Stoneware"),
            ("Height", "42 cm"),
            ("Glaze", "Cobalt on tin white"),
        ],
        picture: Picture::new(ceramics::amphora, INDIGO, 1),
        ..GOOD
    },
    Good {
        name: "Long-Necked Bottle, Turquoise",
        kind: "Long-Necked Bottle",
        code: "CER-BOT",
        shelf: "Vases & Jars",
        maker: "Blue Kiln",
        price: 6800,
        stock: 9,
        grams: 1900,
        short: "One stem, one flower, one very long neck.",
        text: "The turquoise is copper in an alkaline glaze, the old way, and pools a shade darker \
            where the neck begins. Made for a single stem; two start to argue.",
        tags: &["earthenware", "turquoise", "vase"],
        facts: &[("Material", "Earthenware"), ("Height", "38 cm")],
        axes: &[Axis::new(
            "Glaze",
            &[("Turquoise", 0), ("Cobalt", 400), ("White", 0)],
        )],
        picture: Picture::new(ceramics::bottle, TURQUOISE, 2),
        detail: Some(Picture::new(ceramics::bottle, INDIGO, 3)),
        ..GOOD
    },
    Good {
        name: "Terracotta Branch Vase",
        kind: "Branch Vase",
        code: "CER-VAS",
        shelf: "Vases & Jars",
        maker: "Safi Road Pottery",
        price: 7400,
        stock: 7,
        grams: 2800,
        short: "A round belly in red clay with bands of white slip.",
        text: "Slip is only clay with more water, but on this clay it fires to the white of \
            eggshell. The mouth is wide enough for olive branches and narrow enough to hold them \
            up. Not glazed outside: it will take on the marks of your table, and should.",
        tags: &["terracotta", "vase", "slip-painted"],
        facts: &[("Material", "Red clay, white slip"), ("Height", "29 cm")],
        picture: Picture::new(ceramics::vase, TERRACOTTA, 3),
        ..GOOD
    },
    Good {
        name: "Lidded Storage Jar, Olive Green",
        kind: "Lidded Storage Jar",
        code: "CER-LID",
        shelf: "Vases & Jars",
        maker: "Seven Jars",
        price: 5200,
        was: 6200,
        stock: 13,
        grams: 2400,
        short: "For rice, for sugar, for letters that you mean to answer.",
        text: "The lid sits in a groove and keeps ants out, which is what our neighbours buy it for. \
            Glazed inside and out, holds two kilos of rice. The knob is shaped like the finial on \
            the market roof.",
        tags: &["stoneware", "storage", "kitchen"],
        facts: &[("Material", "Stoneware"), ("Capacity", "2.5 l")],
        axes: &[Axis::new(
            "Size",
            &[("1 l", -1400), ("2.5 l", 0), ("5 l", 2400)],
        )],
        picture: Picture::new(ceramics::lidded_jar, OLIVE, 3),
        ..GOOD
    },
    Good {
        name: "Star Platter in Cobalt",
        kind: "Star Platter",
        code: "CER-PLT",
        shelf: "Bowls & Plates",
        maker: "Blue Kiln",
        price: 5800,
        stock: 15,
        grams: 1600,
        is_featured: true,
        short: "Sixteen points, drawn with a compass and a squirrel-hair brush.",
        text: "The star is laid out with a compass that belonged to the painter's father; the leaves \
            in the rim are done by eye. Food-safe and happy in the dishwasher, though it would \
            rather hang on a wall between dinners. Two holes in the foot ring take a wire.",
        tags: &["stoneware", "serving", "hand-painted", "wall"],
        facts: &[
            ("Material", "Stoneware"),
            ("Use", "Food-safe, dishwasher-safe"),
        ],
        axes: &[Axis::new(
            "Diameter",
            &[("28 cm", 0), ("34 cm", 1800), ("40 cm", 3900)],
        )],
        picture: Picture::new(ceramics::plate, INDIGO, 1),
        ..GOOD
    },
    Good {
        name: "Mint Garden Plate",
        kind: "Garden Plate",
        code: "CER-GAR",
        shelf: "Bowls & Plates",
        maker: "Blue Kiln",
        price: 2600,
        stock: 48,
        grams: 720,
        short: "A dinner plate with eight petals and room for the food.",
        text: "The middle is left light so that what you cook shows up. Four make a table, six make \
            a party, and the glaze is hard enough for daily use. Slight differences in the petals \
            are how you know whose plate is whose.",
        tags: &["stoneware", "dinner", "hand-painted"],
        facts: &[
            ("Material", "Stoneware"),
            ("Diameter", "26 cm"),
            ("Use", "Food-safe, dishwasher-safe"),
        ],
        axes: &[Axis::new(
            "Set",
            &[
                ("One plate", 0),
                ("Four plates", 7000),
                ("Six plates", 10_900),
            ],
        )],
        picture: Picture::new(ceramics::plate, MINT, 2),
        ..GOOD
    },
    Good {
        name: "Deep Serving Bowl, Sky",
        kind: "Serving Bowl",
        code: "CER-SRV",
        shelf: "Bowls & Plates",
        maker: "Safi Road Pottery",
        price: 6400,
        stock: 10,
        grams: 2100,
        short: "Couscous for six outside, a hidden rosette inside.",
        text: "You find the rosette when the bowl is empty, which is the cook's compliment. Turned \
            thick at the foot and thin at the rim, so it keeps warm and still feels light. Fits a \
            standard oven rack.",
        tags: &["earthenware", "serving", "hand-painted"],
        facts: &[
            ("Material", "Earthenware"),
            ("Diameter", "31 cm"),
            ("Use", "Oven to 180 °C"),
        ],
        picture: Picture::new(ceramics::bowl, SKY, 3),
        ..GOOD
    },
    Good {
        name: "Mezze Bowls, Stack of Five",
        kind: "Mezze Bowl Set",
        code: "CER-MEZ",
        shelf: "Bowls & Plates",
        maker: "Seven Jars",
        price: 4600,
        stock: 22,
        grams: 1500,
        short: "Five little bowls that disagree about colour.",
        text: "Olives, nuts, dips, and two for the stones. They nest in any order and each has a \
            band of its own, so no two shelves look alike. Chip one and we will sell you a \
            single.",
        tags: &["earthenware", "mezze", "set", "gift"],
        facts: &[
            ("Material", "Earthenware"),
            ("Diameter", "12 cm each"),
            ("Pieces", "5"),
        ],
        picture: Picture::new(ceramics::bowls, TURQUOISE, 2),
        detail: Some(Picture::new(ceramics::bowls, OLIVE, 4)),
        ..GOOD
    },
    Good {
        name: "Saffron Water Jug",
        kind: "Water Jug",
        code: "CER-JUG",
        shelf: "Jugs & Cups",
        maker: "Safi Road Pottery",
        price: 4800,
        was: 5600,
        stock: 11,
        grams: 1700,
        short: "A litre and a half with a lip that does not drip.",
        text: "We tested the lip with oil before we believed it. The handle takes a whole hand, the \
            glaze is the yellow of a taxi at dusk, and the shape has poured water in this valley \
            since before there were taxis.",
        tags: &["earthenware", "jug", "table"],
        facts: &[("Material", "Earthenware"), ("Capacity", "1.5 l")],
        picture: Picture::new(ceramics::jug, SAFFRON, 2),
        ..GOOD
    },
    Good {
        name: "Tagine in Brick and White",
        kind: "Tagine",
        code: "CER-TAG",
        shelf: "Cookware",
        maker: "Safi Road Pottery",
        price: 7200,
        stock: 12,
        grams: 4300,
        is_featured: true,
        short: "For slow Sundays: a cone, a base, and patience.",
        text: "Unleaded glaze inside, bare clay outside, and a base thick enough for a gas flame \
            with a diffuser. Soak it in water overnight before the first use. The hole in the \
            knob is meant to be there.",
        tags: &["terracotta", "cookware", "kitchen"],
        facts: &[
            ("Material", "Glazed clay"),
            ("Use", "Oven and gas with diffuser"),
            ("Serves", "4"),
        ],
        axes: &[Axis::new(
            "Size",
            &[("24 cm", -1400), ("28 cm", 0), ("32 cm", 1800)],
        )],
        picture: Picture::new(ceramics::tagine, TERRACOTTA, 1),
        ..GOOD
    },
    Good {
        name: "Two Coffee Cups with Saucers",
        kind: "Coffee Cup Pair",
        code: "CER-CUP",
        shelf: "Jugs & Cups",
        maker: "Blue Kiln",
        price: 3900,
        stock: 26,
        grams: 620,
        short: "Red for you, blue for your guest, or the other way round.",
        text: "The size of a proper small coffee: four sips and a look at the grounds. The saucers \
            have a well that holds the cup on a moving tray. Sold in pairs, because coffee is.",
        tags: &["stoneware", "coffee", "set", "gift"],
        facts: &[
            ("Material", "Stoneware"),
            ("Capacity", "80 ml"),
            ("Pieces", "4"),
        ],
        axes: &[Axis::new(
            "Colours",
            &[("Red and blue", 0), ("Both blue", 0), ("Both white", 0)],
        )],
        picture: Picture::new(ceramics::cups, INDIGO, 1),
        detail: Some(Picture::new(ceramics::cups, TURQUOISE, 3)),
        ..GOOD
    },
    Good {
        name: "Scale Tile Panel, Sixteen Tiles",
        kind: "Tile Panel",
        code: "CER-TIL",
        shelf: "Tiles",
        maker: "Blue Kiln",
        price: 11_800,
        stock: 8,
        grams: 6400,
        short: "Sixteen tiles for a splashback, and one spare.",
        text: "Cut from a slab, bisque-fired, glazed by hand and fired again, so edges are straight \
            and colours are not quite. Order a tenth more than you measure. For walls indoors and \
            out where it does not freeze hard.",
        tags: &["tiles", "kitchen", "bathroom", "hand-painted"],
        facts: &[
            ("Material", "Terracotta, tin glaze"),
            ("Tile", "15 × 15 cm"),
            ("Pieces", "17"),
        ],
        axes: &[Axis::new(
            "Pattern",
            &[("Scales", 0), ("Stars", 0), ("Ribbons", 800)],
        )],
        picture: Picture::new(ceramics::tiles, TURQUOISE, 1),
        detail: Some(Picture::new(ceramics::tiles, MADDER, 5)),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindIn,
    looks: Looks::Dyes,
    makers: &[
        "Blue Kiln",
        "Safi Road Pottery",
        "Seven Jars",
        "Two Wheels Studio",
        "Saltbush Ceramics",
        "The Glaze House",
    ],
    places: &[
        "Iznik",
        "Kütahya",
        "Fez",
        "Safi",
        "Nabeul",
        "Multan",
        "Avanos",
        "Lalejin",
        "Meybod",
        "Natanz",
        "Rishtan",
        "Gijduvan",
        "Sejnane",
        "Tamegroute",
        "Guellala",
        "Çanakkale",
        "Menemen",
        "Raqqa",
        "Khan Younis",
        "Fustat",
        "Talavera",
        "Manises",
        "Ubeda",
        "Sorkun",
        "Konak",
        "Rashid",
        "Hama",
        "Salé",
        "Sidi Bou",
        "Karacasu",
    ],
    openings: &[
        "Thrown in {place} and glazed in {look}.",
        "The clay is from {place}, the {look} is mixed on the spot.",
        "Painted freehand in {place}, one brush, one breath a line.",
        "In {look} over white, as the potters of {place} like it.",
        "Out of a kiln in {place} that is opened every second Friday.",
    ],
    middles: &[
        "The foot is ground smooth and will not scratch a table.",
        "Food-safe glaze, tested by a laboratory and by soup.",
        "Small runs of the glaze are signs of fire and not faults.",
        "A little heavier than it looks, and all the steadier for it.",
        "No two leave the wheel quite alike.",
    ],
    endings: &[
        "Goes into the dishwasher on a gentle day.",
        "Sent with enough straw for a small goat.",
        "If it arrives in two pieces, you get another whole one.",
        "The potter's mark is under the foot.",
    ],
};
