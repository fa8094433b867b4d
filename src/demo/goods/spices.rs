//! Spices: ground, whole, blended.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::demo::draw::{COPPER, MADDER, OLIVE, POMEGRANATE, SAFFRON, SAND, WALNUT, books, spices};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Spices",
    seller: "The Spice Row",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Smoked Sweet Paprika",
        kind: "Sweet Paprika",
        code: "SPI-PAP",
        shelf: "Ground Spices",
        maker: "Saffron Yard",
        price: 590,
        stock: 120,
        grams: 110,
        short: "Dried over oak for two weeks, ground twice.",
        text: "The peppers hang over a slow oak fire for a fortnight and are turned by hand every \
            morning. The smoke is deep but the taste is sweet, without heat. A spoonful in hot \
            oil, off the flame, colours a whole pot of lentils.",
        tags: &["paprika", "smoked", "vegan"],
        facts: &[("Origin", "La Vera style"), ("Heat", "None")],
        axes: &[Axis::new(
            "Weight",
            &[("80 g", 0), ("250 g", 860), ("1 kg", 2900)],
        )],
        picture: Picture::new(spices::bowl, MADDER, 1),
        detail: Some(Picture::new(spices::jar, MADDER, 2)),
        ..GOOD
    },
    Good {
        name: "Turmeric, Bright Ground",
        kind: "Ground Turmeric",
        code: "SPI-TUR",
        shelf: "Ground Spices",
        maker: "Saffron Yard",
        price: 450,
        stock: 90,
        grams: 130,
        short: "Boiled, dried, polished and milled in small lots.",
        text: "A good turmeric smells of carrots and pencil shavings before it smells of curry; this \
            one does. It stains boards, fingers and wooden spoons, so choose which ones you mind. \
            Milled every second week.",
        tags: &["turmeric", "vegan", "organic"],
        facts: &[("Origin", "Highland farms"), ("Curcumin", "About 4 %")],
        axes: &[Axis::new(
            "Weight",
            &[("100 g", 0), ("250 g", 540), ("1 kg", 1850)],
        )],
        picture: Picture::new(spices::bowl, SAFFRON, 2),
        detail: Some(Picture::new(spices::jar, SAFFRON, 1)),
        ..GOOD
    },
    Good {
        name: "Urfa Chilli Flakes",
        kind: "Chilli Flakes",
        code: "SPI-URF",
        shelf: "Chillies",
        maker: "Seven Jars",
        price: 720,
        stock: 64,
        grams: 100,
        is_featured: true,
        short: "Dark, moist, raisin-sweet, with a slow heat.",
        text: "Sun by day, wrapped by night: the peppers sweat and turn the colour of aubergine. It \
            tastes of raisins, tobacco and salt first and of heat only a minute later. Scatter it \
            on eggs and you will never go back.",
        tags: &["chilli", "medium hot", "vegan"],
        facts: &[("Heat", "Medium"), ("Texture", "Flakes, oiled")],
        axes: &[Axis::new("Weight", &[("80 g", 0), ("250 g", 1150)])],
        picture: Picture::new(spices::sack, POMEGRANATE, 1),
        detail: Some(Picture::new(spices::jar, POMEGRANATE, 3)),
        ..GOOD
    },
    Good {
        name: "Chilli String",
        kind: "Chilli String",
        code: "SPI-CHI",
        shelf: "Chillies",
        maker: "Seven Jars",
        price: 1100,
        stock: 18,
        grams: 260,
        short: "Forty dried pods on a cord, for the kitchen wall.",
        text: "Threaded fresh in August and dried under the eaves. Break one off when you need it; a \
            string lasts most households a winter. The heat sits in the pale ribs, so take them \
            out if you are careful.",
        tags: &["chilli", "hot", "gift", "decoration"],
        facts: &[("Heat", "Hot"), ("Length", "50 cm")],
        picture: Picture::new(spices::chillies, MADDER, 1),
        ..GOOD
    },
    Good {
        name: "Saffron Threads, First Picking",
        kind: "Saffron Threads",
        code: "SPI-SAF",
        shelf: "Whole Spices",
        maker: "Saffron Yard",
        price: 1450,
        stock: 55,
        grams: 20,
        is_featured: true,
        short: "Whole red threads, picked before the sun opened the flowers.",
        text: "Three weeks in October, and every flower is picked before breakfast. Only the red \
            tips are in the tin, no yellow ends to make weight. Steep ten threads in two spoons \
            of warm water for a pot of rice; more tastes of medicine.",
        tags: &["saffron", "luxury", "gift"],
        facts: &[("Grade", "All red"), ("Harvest", "Last autumn")],
        axes: &[Axis::new(
            "Weight",
            &[("1 g", 0), ("2 g", 1300), ("5 g", 4900)],
        )],
        picture: Picture::new(spices::threads, MADDER, 1),
        detail: Some(Picture::new(spices::tin, MADDER, 4)),
        ..GOOD
    },
    Good {
        name: "Star Anise, Whole",
        kind: "Whole Star Anise",
        code: "SPI-ANI",
        shelf: "Whole Spices",
        maker: "Seven Jars",
        price: 480,
        stock: 75,
        grams: 70,
        short: "Eight-armed pods, sorted for size, seeds still in.",
        text: "Most of the scent is in the pod and not in the seed, so buy them whole and use them \
            whole. One in the stew, one in the poached pears, one in the drawer with the \
            tablecloths.",
        tags: &["anise", "baking", "vegan"],
        facts: &[("Grade", "Hand-sorted"), ("Use", "Stews, tea, baking")],
        axes: &[Axis::new("Weight", &[("50 g", 0), ("150 g", 720)])],
        picture: Picture::new(spices::star_pods, WALNUT, 1),
        ..GOOD
    },
    Good {
        name: "Ceylon Cinnamon Quills",
        kind: "Cinnamon Quills",
        code: "SPI-CIN",
        shelf: "Whole Spices",
        maker: "Saffron Yard",
        price: 640,
        was: 750,
        stock: 48,
        grams: 90,
        short: "Papery rolls that snap between two fingers.",
        text: "True cinnamon is rolled from many thin barks and crumbles; the other kind is one hard \
            curl and tastes of red sweets. Grate it on fruit, boil it with rice, put a quill in \
            the coffee grounds.",
        tags: &["cinnamon", "baking", "vegan"],
        facts: &[("Grade", "C5"), ("Length", "12 cm")],
        axes: &[Axis::new("Weight", &[("60 g", 0), ("200 g", 1080)])],
        picture: Picture::new(spices::quills, COPPER, 1),
        ..GOOD
    },
    Good {
        name: "Cumin Seed",
        kind: "Cumin Seed",
        code: "SPI-CUM",
        shelf: "Whole Spices",
        maker: "Seven Jars",
        price: 360,
        stock: 140,
        grams: 110,
        short: "Thin, green-grey and loud; toast it first.",
        text: "Put a spoonful in a dry pan and wait for the smell to reach the next room. From small \
            fields on the plateau, sieved three times, and never more than a season old when it \
            leaves us.",
        tags: &["cumin", "vegan", "everyday"],
        facts: &[("Origin", "Anatolian plateau"), ("Harvest", "Last summer")],
        axes: &[Axis::new(
            "Weight",
            &[("100 g", 0), ("250 g", 440), ("1 kg", 1540)],
        )],
        picture: Picture::new(spices::seeds, OLIVE, 2),
        detail: Some(Picture::new(spices::sack, OLIVE, 2)),
        ..GOOD
    },
    Good {
        name: "Za'atar with Wild Thyme",
        kind: "Za'atar",
        code: "SPI-ZAA",
        shelf: "Blends & Herbs",
        maker: "Saffron Yard",
        price: 680,
        stock: 60,
        grams: 120,
        short: "Wild thyme, sumac, sesame and nothing to fill the bag.",
        text: "Hill thyme picked in May, rubbed between the palms, mixed with sumac and sesame \
            toasted the same morning. Good oil, warm bread, a bowl of this: breakfast is settled.",
        tags: &["herbs", "blend", "breakfast", "vegan"],
        facts: &[("Contains", "Sesame"), ("Salt", "None")],
        axes: &[Axis::new("Weight", &[("100 g", 0), ("300 g", 1060)])],
        picture: Picture::new(spices::herbs, OLIVE, 1),
        detail: Some(Picture::new(spices::jar, OLIVE, 5)),
        ..GOOD
    },
    Good {
        name: "Market Curry Powder in a Tin",
        kind: "Curry Powder Tin",
        code: "SPI-CUR",
        shelf: "Blends & Herbs",
        maker: "Seven Jars",
        price: 890,
        stock: 36,
        grams: 190,
        short: "Eleven spices, roasted apart, ground together.",
        text: "Roasting each spice apart is the whole secret, and it takes all of Tuesday. Warm \
            rather than hot. The tin is too pretty to throw away, so we sell refills as well.",
        tags: &["blend", "medium hot", "gift"],
        facts: &[("Spices", "11"), ("Heat", "Mild")],
        axes: &[Axis::new(
            "Pack",
            &[("Tin, 120 g", 0), ("Refill, 250 g", 260)],
        )],
        picture: Picture::new(spices::tin, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Seven Spice Wheel",
        kind: "Spice Wheel",
        code: "SPI-WHE",
        shelf: "Blends & Herbs",
        maker: "Copper Court",
        price: 4200,
        stock: 14,
        grams: 1100,
        is_featured: true,
        short: "A round brass-lidded box with seven cups, filled.",
        text: "The everyday seven: paprika, turmeric, cinnamon, oregano, sumac, black pepper and \
            cumin, with a small spoon. The cups lift out and go into the dishwasher. Refill them \
            with whatever your seven are.",
        tags: &["gift", "set", "storage"],
        facts: &[("Pieces", "7 cups and a spoon"), ("Diameter", "19 cm")],
        picture: Picture::new(spices::wheel, SAND, 1),
        ..GOOD
    },
    Good {
        name: "The Seven-Jar Kitchen (e-book)",
        code: "SPI-EBK",
        shelf: "Cookbooks",
        maker: "Paper Garden",
        price: 950,
        stock: 9999,
        is_digital: true,
        short: "Eighty dishes from seven spices, to read on any screen.",
        text: "You own seven jars: what can you cook? Eighty answers, most of them under an hour, \
            with a page on each spice and no photographs of anyone laughing at salad. EPUB and \
            PDF, without copy protection.",
        tags: &["e-book", "download", "cooking"],
        facts: &[
            ("Format", "EPUB and PDF"),
            ("Pages", "212"),
            ("Language", "English"),
        ],
        picture: Picture::new(books::ebook, SAFFRON, 4),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindComma,
    looks: Looks::Grades,
    makers: &[
        "Saffron Yard",
        "Seven Jars",
        "Copper Court",
        "The Pepper Stair",
        "Monsoon & Sons",
        "Hilltop Pantry",
    ],
    places: &[
        "Aleppo",
        "Urfa",
        "Antep",
        "Kashmir",
        "Malabar",
        "Muscat",
        "Zanzibar",
        "Marrakesh",
        "Shiraz",
        "Khorasan",
        "Cairo",
        "Aswan",
        "Hatay",
        "Denizli",
        "Tunis",
        "Harar",
        "Madurai",
        "Galle",
        "Sylhet",
        "Jaffna",
        "Tabriz",
        "Yazd",
        "Basra",
        "Aden",
        "Salalah",
        "Beja",
        "Taza",
        "Cochin",
        "Mersin",
        "Kilis",
    ],
    openings: &[
        "Bought in {place} from growers whose names are on the sack.",
        "From {place}, chosen by nose and not by price list.",
        "Comes to us from {place} twice a year, and to you in small bags.",
        "Grown around {place}, dried in the open and cleaned by hand.",
        "What the cooks of {place} ask for, and what we found when we asked them.",
    ],
    middles: &[
        "Smells of itself from an arm's length.",
        "Sieved, looked over, sieved again.",
        "Nothing added to it and nothing taken out.",
        "Packed here, in daylight, within the month.",
        "Start with half of what the recipe says.",
    ],
    endings: &[
        "Keep it dark and closed, and use it within the year.",
        "The bag can be sealed again, the temptation can't.",
        "Toast it first if you have two minutes.",
        "Suitable for vegans, cooks and people with opinions.",
    ],
};
