//! Baskets: palm, reed, grass and willow.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{INDIGO, MADDER, OLIVE, PLUM, TERRACOTTA, TURQUOISE, WALNUT, baskets},
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Baskets",
    seller: "Riverside Weavers",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Market Tote with Leather Handles",
        kind: "Market Tote",
        code: "BAS-TOT",
        shelf: "Bags",
        maker: "Palm & Reed",
        price: 4600,
        stock: 28,
        grams: 900,
        is_featured: true,
        short: "Palm leaf, long handles, a blue band of zigzag.",
        text: "Damp the leaf once a month with a wet cloth and it stays supple for years. Long \
            handles so that it goes over a winter coat, a flat bottom so that the eggs stand. The \
            band is wool, sewn in afterwards.",
        tags: &["palm", "bag", "market", "summer"],
        facts: &[
            ("Material", "Palm leaf, leather, wool"),
            ("Size", "48 × 30 cm"),
        ],
        axes: &[Axis::new(
            "Band",
            &[("Indigo", 0), ("Madder", 0), ("Plain", -500)],
        )],
        picture: Picture::new(baskets::tote, INDIGO, 1),
        detail: Some(Picture::new(baskets::tote, MADDER, 3)),
        ..GOOD
    },
    Good {
        name: "Short-Handled Tote, Madder",
        kind: "Shopping Basket",
        code: "BAS-SHO",
        shelf: "Bags",
        maker: "Palm & Reed",
        price: 3900,
        stock: 16,
        grams: 780,
        short: "A smaller basket for the baker and the post.",
        text: "Half a step narrower than the market tote, to fit between two people on a bicycle. \
            Handles are riveted, not glued. We have seen one carry a duck.",
        tags: &["palm", "bag", "market"],
        facts: &[("Material", "Palm leaf, leather"), ("Size", "38 × 26 cm")],
        picture: Picture::new(baskets::tote, MADDER, 4),
        ..GOOD
    },
    Good {
        name: "Coiled Round Basket",
        kind: "Coiled Basket",
        code: "BAS-COR",
        shelf: "Storage",
        maker: "Oasis Plaiters",
        price: 5800,
        stock: 11,
        grams: 1300,
        is_featured: true,
        short: "Coil on coil of grass, with lozenges in dyed palm.",
        text: "Each coil is a bundle of grass wrapped in palm and stitched to the one below, about \
            nine thousand stitches for this size. For bread, wool, toys, or nothing. Strong \
            enough to sit on, though we did not tell you so.",
        tags: &["grass", "storage", "handmade"],
        facts: &[("Material", "Grass, palm"), ("Technique", "Coiling")],
        axes: &[Axis::new(
            "Diameter",
            &[("24 cm", -2000), ("32 cm", 0), ("40 cm", 2700)],
        )],
        picture: Picture::new(baskets::round, MADDER, 2),
        detail: Some(Picture::new(baskets::round, OLIVE, 1)),
        ..GOOD
    },
    Good {
        name: "Bread Basket with Peaked Lid",
        kind: "Lidded Bread Basket",
        code: "BAS-BRE",
        shelf: "Kitchen",
        maker: "Oasis Plaiters",
        price: 6600,
        was: 7800,
        stock: 7,
        grams: 1200,
        is_featured: true,
        short: "A tall hat for flat bread, banded in six colours.",
        text: "The lid keeps the steam in and the flies out, and the tassel tells the guests that it \
            is theirs. The maker signs with a row of white dots under the third band. Wipe it; do \
            not wash it.",
        tags: &["palm", "kitchen", "bread", "gift"],
        facts: &[("Material", "Palm, wool"), ("Height", "42 cm")],
        picture: Picture::new(baskets::cone, TERRACOTTA, 1),
        detail: Some(Picture::new(baskets::cone, PLUM, 3)),
        ..GOOD
    },
    Good {
        name: "Wall Plate, Blue Star",
        kind: "Woven Wall Plate",
        code: "BAS-WPL",
        shelf: "Wall",
        maker: "Oasis Plaiters",
        price: 4900,
        stock: 9,
        grams: 420,
        short: "A sun of dyed grass to hang by itself or in company.",
        text: "Begun in the middle with a knot and finished three weeks later with another. There is \
            a loop on the back. Hang it out of the midday sun and the blue will stay.",
        tags: &["grass", "wall", "handmade"],
        facts: &[("Material", "Grass, palm"), ("Diameter", "36 cm")],
        axes: &[Axis::new(
            "Diameter",
            &[("28 cm", -1400), ("36 cm", 0), ("46 cm", 2400)],
        )],
        picture: Picture::new(baskets::plate, INDIGO, 1),
        ..GOOD
    },
    Good {
        name: "Wall Plate, Plum Star",
        kind: "Star Wall Plate",
        code: "BAS-WPP",
        shelf: "Wall",
        maker: "Oasis Plaiters",
        price: 4900,
        stock: 12,
        grams: 420,
        short: "The same sun at dusk.",
        text: "Plum and orange, from hibiscus and onion skins. It goes well with the blue one, and \
            with two more that you will find you need.",
        tags: &["grass", "wall", "handmade"],
        facts: &[("Material", "Grass, palm"), ("Diameter", "36 cm")],
        picture: Picture::new(baskets::plate, PLUM, 2),
        ..GOOD
    },
    Good {
        name: "Laundry Hamper with Straps",
        kind: "Laundry Hamper",
        code: "BAS-HAM",
        shelf: "Storage",
        maker: "Palm & Reed",
        price: 9400,
        stock: 8,
        grams: 3100,
        short: "Waist-high, lidded, and honest about what it is for.",
        text: "Split willow over an ash frame, with a cotton bag inside that unties and goes into \
            the machine with its contents. The lid is hinged on two leather straps and closes on \
            two more.",
        tags: &["willow", "storage", "bathroom"],
        facts: &[
            ("Material", "Willow, leather"),
            ("Height", "58 cm"),
            ("Liner", "Cotton"),
        ],
        axes: &[Axis::new("Band", &[("Olive", 0), ("Charcoal", 0)])],
        picture: Picture::new(baskets::hamper, OLIVE, 1),
        ..GOOD
    },
    Good {
        name: "Fruit Tray with Two Ears",
        kind: "Oval Tray",
        code: "BAS-FRU",
        shelf: "Kitchen",
        maker: "Palm & Reed",
        price: 3200,
        stock: 23,
        grams: 560,
        short: "Flat, oval, blanket-stitched in blue.",
        text: "Woven tight enough that figs do not stick to it. The ears are bound twice, since that \
            is where trays die. For the table, or for breakfast on the stairs.",
        tags: &["reed", "kitchen", "serving"],
        facts: &[("Material", "Reed, cotton"), ("Size", "45 × 34 cm")],
        picture: Picture::new(baskets::tray, TURQUOISE, 1),
        ..GOOD
    },
    Good {
        name: "Palm Hat with Zigzag Band",
        kind: "Palm Hat",
        code: "BAS-HAT",
        shelf: "Wearables",
        maker: "Palm & Reed",
        price: 2800,
        was: 3400,
        stock: 31,
        grams: 160,
        short: "Wide in the brim, pinched in front, tied with red.",
        text: "Plaited in one long braid and sewn round and round from the crown. It may be rolled \
            if you must, and steamed back if you did. The band comes off.",
        tags: &["palm", "hat", "summer"],
        facts: &[("Material", "Palm leaf"), ("Brim", "8 cm")],
        axes: &[Axis::new("Size", &[("S", 0), ("M", 0), ("L", 0)])],
        picture: Picture::new(baskets::hat, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Planter Basket, Dipped",
        kind: "Planter Basket",
        code: "BAS-PLA",
        shelf: "Home",
        maker: "Palm & Reed",
        price: 3600,
        stock: 20,
        grams: 700,
        short: "Seagrass above, terracotta paint below.",
        text: "The inside is lined, so a careless watering does not become a rug's problem. The \
            paint is lime and pigment and will chalk a little. Plant not included, though the one \
            in the drawing is doing well.",
        tags: &["seagrass", "plants", "home"],
        facts: &[("Material", "Seagrass"), ("Lining", "Recycled plastic")],
        axes: &[Axis::new(
            "Diameter",
            &[("20 cm", -900), ("26 cm", 0), ("34 cm", 1600)],
        )],
        picture: Picture::new(baskets::planter, TERRACOTTA, 1),
        ..GOOD
    },
    Good {
        name: "Nest of Three Round Baskets",
        kind: "Nested Basket Set",
        code: "BAS-NES",
        shelf: "Storage",
        maker: "Oasis Plaiters",
        price: 8800,
        stock: 0,
        grams: 2400,
        short: "Small in middle in large; teal teeth around each.",
        text: "Made together from one bundle of grass so that the colour matches. They take up the \
            room of one until you need three. The weavers are on the next set; ask us to keep you \
            one.",
        tags: &["grass", "storage", "set"],
        facts: &[("Material", "Grass, palm"), ("Pieces", "3")],
        picture: Picture::new(baskets::round, TURQUOISE, 7),
        ..GOOD
    },
    Good {
        name: "Olive Harvest Hamper, 1950s",
        code: "BAS-OLV",
        shelf: "Storage",
        maker: "Second Life",
        price: 7500,
        stock: 1,
        grams: 2900,
        condition: Condition::Fair,
        short: "It carried olives for forty autumns and shows every one.",
        text: "Chestnut strips, black with oil at the bottom, and a handle that three generations \
            have mended in three ways. Dry, clean, and free of guests. Makes a fine umbrella \
            stand.",
        tags: &["vintage", "storage", "one of a kind"],
        facts: &[
            ("Material", "Chestnut"),
            ("Age", "About 1950"),
            ("Height", "54 cm"),
        ],
        picture: Picture::new(baskets::hamper, WALNUT, 5),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindIn,
    looks: Looks::Dyes,
    makers: &[
        "Palm & Reed",
        "Oasis Plaiters",
        "Willow Ferry",
        "Grass & Knot",
        "Harbour Cane",
        "Delta Weavers",
    ],
    places: &[
        "Siwa",
        "Fayoum",
        "Nabeul",
        "Gabès",
        "Tozeur",
        "Jerba",
        "Marrakesh",
        "Tetouan",
        "Essaouira",
        "Safi",
        "Hatay",
        "Mugla",
        "Silifke",
        "Trabzon",
        "Minab",
        "Bandar",
        "Basra",
        "Hofuf",
        "Nizwa",
        "Salalah",
        "Harar",
        "Axum",
        "Kassala",
        "Aswan",
        "Luxor",
        "Jericho",
        "Tripoli",
        "Lefkara",
        "Zagora",
        "Figuig",
    ],
    openings: &[
        "Plaited in {place} from leaves that were cut in the cool of the morning.",
        "From {place}, in natural straw and {look}.",
        "Begun in {place} by one pair of hands and finished by the same.",
        "The {look} is wool and palm, dyed in {place}.",
        "Made along the water in {place}, where the reeds are.",
    ],
    middles: &[
        "Firm enough to stand empty.",
        "The rim is bound twice.",
        "Light to carry and slow to wear out.",
        "Colours are tucked in as the work goes on, not painted.",
        "Holds its shape if you let it dry on its side.",
    ],
    endings: &[
        "Brush it, dust it, and keep it from the rain.",
        "Small differences in size are how you know that it's real.",
        "Sent stuffed with the paper of yesterday.",
        "Wet it a little if it ever feels brittle.",
    ],
};
