//! Rugs: flatwoven, knotted, made of rags.

use super::{Axis, Category, GOOD, Good, Looks, Naming, Picture, Range};
use crate::{
    catalogue::Condition,
    demo::draw::{
        CHARCOAL, INDIGO, MADDER, POMEGRANATE, ROSE, SKY, TERRACOTTA, TURQUOISE, WALNUT, rugs,
        textiles,
    },
};

/// The category with its goods.
pub const CATEGORY: Category = Category {
    name: "Rugs",
    seller: "Rug Alley",
    goods: &GOODS,
    range: RANGE,
};

const GOODS: [Good; 12] = [
    Good {
        name: "Hakkari Kilim, Banded",
        kind: "Banded Kilim",
        code: "RUG-HAK",
        shelf: "Kilims",
        maker: "Dokuma Evi",
        price: 38_900,
        was: 46_000,
        stock: 6,
        grams: 4200,
        is_featured: true,
        short: "Flatwoven in bands of madder and indigo, the same from both ends.",
        text: "Two sisters in a village above the Zap wove this kilim over one winter, band by band, \
            without a drawing. The reds are madder root, the blue is vat indigo, and the white is \
            the fleece as it came. It has no right or wrong side, so turn it when the seasons \
            change.",
        tags: &["wool", "handwoven", "natural dyes", "flatweave"],
        facts: &[
            ("Material", "Wool on wool"),
            ("Technique", "Slit tapestry"),
            ("Pile", "None"),
        ],
        axes: &[Axis::new(
            "Size",
            &[
                ("80 × 150 cm", 0),
                ("120 × 180 cm", 17_000),
                ("170 × 240 cm", 42_000),
            ],
        )],
        picture: Picture::new(rugs::kilim, MADDER, 1),
        detail: Some(Picture::new(rugs::rolled, MADDER, 2)),
        ..GOOD
    },
    Good {
        name: "Plateau Diamond Kilim",
        kind: "Diamond Kilim",
        code: "RUG-PLA",
        shelf: "Kilims",
        maker: "Dokuma Evi",
        price: 44_500,
        stock: 4,
        grams: 5100,
        is_featured: true,
        short: "Three stair-edged lozenges on an open turquoise field.",
        text: "The open field is the daring part: most weavers fill it. Here the blue is left alone, \
            and you can follow the small changes of the dye bath from one end to the other. Sits \
            flat, takes a vacuum cleaner, and forgives red wine if you are quick.",
        tags: &["wool", "handwoven", "flatweave", "living room"],
        facts: &[
            ("Material", "Wool"),
            ("Technique", "Slit tapestry"),
            ("Size", "150 × 210 cm"),
        ],
        picture: Picture::new(rugs::diamonds, TURQUOISE, 3),
        detail: Some(Picture::new(rugs::rolled, TURQUOISE, 5)),
        ..GOOD
    },
    Good {
        name: "Courtyard Medallion Rug",
        kind: "Medallion Rug",
        code: "RUG-MED",
        shelf: "Pile Rugs",
        maker: "Northern Loom",
        price: 129_000,
        stock: 3,
        grams: 14_500,
        is_featured: true,
        short: "A knotted carpet with one great star and four quarters of it.",
        text: "Forty knots to the hand's width, tied on a cotton warp and clipped low so that the \
            drawing stays crisp. The pattern comes from a courtyard ceiling that our dyer \
            measured with a broom handle. Heavy enough to stay where you put it.",
        tags: &["wool", "hand-knotted", "living room", "medallion"],
        facts: &[
            ("Material", "Wool pile, cotton warp"),
            ("Technique", "Hand-knotted"),
            ("Pile", "8 mm"),
        ],
        axes: &[Axis::new(
            "Size",
            &[
                ("140 × 200 cm", 0),
                ("170 × 240 cm", 48_000),
                ("200 × 300 cm", 99_000),
            ],
        )],
        picture: Picture::new(rugs::medallion, INDIGO, 2),
        detail: Some(Picture::new(rugs::rolled, INDIGO, 4)),
        ..GOOD
    },
    Good {
        name: "Rosewater Medallion Carpet, 1960s",
        kind: "Garden Carpet",
        code: "RUG-ROS",
        shelf: "Pile Rugs",
        maker: "Second Life",
        price: 78_000,
        stock: 1,
        grams: 12_800,
        condition: Condition::Good,
        short: "A family carpet of the sixties, washed and re-fringed.",
        text: "It lay in one dining room for fifty years and shows it kindly: the pile is low under \
            where the table stood, and the reds have gone from wine to rose. We washed it twice, \
            secured both ends and put new fringes on. There is a darn near one corner that you \
            will only find with your fingers.",
        tags: &["vintage", "wool", "hand-knotted", "one of a kind"],
        facts: &[
            ("Material", "Wool pile, cotton warp"),
            ("Age", "About 1965"),
            ("Size", "190 × 280 cm"),
        ],
        picture: Picture::new(rugs::medallion, POMEGRANATE, 1),
        ..GOOD
    },
    Good {
        name: "Azilal Wool Rug, Open Net",
        kind: "Net Rug",
        code: "RUG-AZI",
        shelf: "Atlas Rugs",
        maker: "Atlas Wool Co-operative",
        price: 69_000,
        stock: 5,
        grams: 11_000,
        is_featured: true,
        short: "Thick undyed pile with a hand-drawn net of charcoal lines.",
        text: "No two meshes are the same width, because nobody measured. The white is mountain \
            sheep, the charcoal is the darkest fleece of the flock, and neither has met a dye. \
            Walk on it barefoot before you decide where it goes.",
        tags: &["wool", "undyed", "high pile", "bedroom"],
        facts: &[
            ("Material", "Undyed wool"),
            ("Technique", "Hand-knotted"),
            ("Pile", "25 mm"),
        ],
        axes: &[Axis::new(
            "Size",
            &[
                ("120 × 180 cm", 0),
                ("160 × 230 cm", 31_000),
                ("200 × 300 cm", 78_000),
            ],
        )],
        picture: Picture::new(rugs::atlas, CHARCOAL, 1),
        detail: Some(Picture::new(rugs::rolled, CHARCOAL, 3)),
        ..GOOD
    },
    Good {
        name: "Tazenakht Pile Rug, Wide Mesh",
        kind: "Wide Mesh Rug",
        code: "RUG-TAZ",
        shelf: "Atlas Rugs",
        maker: "Atlas Wool Co-operative",
        price: 54_000,
        was: 62_000,
        stock: 4,
        grams: 9800,
        short: "Cream pile, walnut lines, a mark of luck in every other mesh.",
        text: "The brown comes from walnut husks steeped for a week, which is also why the dyer's \
            hands are brown until spring. A lighter weave than the Azilal rugs, so it hangs well \
            on a wall too.",
        tags: &["wool", "natural dyes", "high pile"],
        facts: &[
            ("Material", "Wool"),
            ("Technique", "Hand-knotted"),
            ("Pile", "18 mm"),
            ("Size", "150 × 220 cm"),
        ],
        picture: Picture::new(rugs::atlas, WALNUT, 5),
        ..GOOD
    },
    Good {
        name: "Caravan Hall Runner",
        kind: "Hall Runner",
        code: "RUG-RUN",
        shelf: "Runners",
        maker: "Northern Loom",
        price: 26_500,
        stock: 8,
        grams: 4600,
        short: "Five hooked lozenges for a long, narrow hall.",
        text: "Made for the corridor where everyone drops their bags. The weave is dense, the ground \
            is a red that does not show dust, and the edges are overcast twice. Choose a rug pad \
            with it if your floor is polished.",
        tags: &["wool", "handwoven", "hallway"],
        facts: &[("Material", "Wool"), ("Technique", "Flatweave")],
        axes: &[Axis::new(
            "Length",
            &[("200 cm", 0), ("300 cm", 11_000), ("400 cm", 22_500)],
        )],
        picture: Picture::new(rugs::runner, MADDER, 3),
        detail: Some(Picture::new(rugs::rolled, MADDER, 7)),
        ..GOOD
    },
    Good {
        name: "Kitchen Runner in Sky Blue",
        kind: "Kitchen Runner",
        code: "RUG-KIT",
        shelf: "Runners",
        maker: "Dokuma Evi",
        price: 14_800,
        stock: 14,
        grams: 2700,
        short: "A cotton flatweave that goes into the washing machine.",
        text: "We asked for a runner that can be washed at thirty degrees and comes out the same \
            length. It took four tries. Cotton on cotton, reversible, and cheap enough to put in \
            front of a sink without flinching.",
        tags: &["cotton", "washable", "kitchen", "reversible"],
        facts: &[("Material", "Cotton"), ("Care", "Machine wash at 30 °C")],
        axes: &[Axis::new("Length", &[("150 cm", 0), ("200 cm", 3800)])],
        picture: Picture::new(rugs::runner, SKY, 6),
        ..GOOD
    },
    Good {
        name: "Boucherouite Rag Rug",
        kind: "Rag Rug",
        code: "RUG-RAG",
        shelf: "Atlas Rugs",
        maker: "Atlas Wool Co-operative",
        price: 19_800,
        stock: 2,
        grams: 5200,
        short: "Yesterday's shirts and blankets, knotted into squares.",
        text: "Every square was something else: a school pullover, a blanket, half a curtain. The \
            co-operative sorts by colour in the morning and by mood in the afternoon. Soft, loud, \
            cheerful, and a good first rug for a child's room.",
        tags: &["recycled", "colourful", "children", "one of a kind"],
        facts: &[
            ("Material", "Recycled textiles"),
            ("Technique", "Knotted"),
            ("Size", "140 × 200 cm"),
        ],
        picture: Picture::new(rugs::rags, ROSE, 1),
        ..GOOD
    },
    Good {
        name: "Niche Prayer Rug, Tree of Life",
        kind: "Niche Rug",
        code: "RUG-NIC",
        shelf: "Pile Rugs",
        maker: "Northern Loom",
        price: 32_000,
        stock: 7,
        grams: 3900,
        short: "A pointed niche over a tree in flower, knotted small.",
        text: "The size of one person at prayer, and light enough to fold under an arm. The tree has \
            five pairs of branches; the weavers here leave the top blossom a different colour on \
            purpose.",
        tags: &["wool", "hand-knotted", "small", "gift"],
        facts: &[
            ("Material", "Wool pile, cotton warp"),
            ("Size", "75 × 120 cm"),
        ],
        picture: Picture::new(rugs::niche, SKY, 4),
        ..GOOD
    },
    Good {
        name: "Lamp Niche Rug, Wine Red",
        kind: "Lamp Niche Rug",
        code: "RUG-LMP",
        shelf: "Pile Rugs",
        maker: "Second Life",
        price: 24_500,
        was: 29_500,
        stock: 1,
        grams: 3600,
        condition: Condition::LikeNew,
        short: "A hanging lamp in a red niche, kept in a chest since the wedding.",
        text: "It came as a wedding present in 1988 and was unrolled for guests. The colours are as \
            they were on the first day, and so is the crease in the middle, which a week on the \
            floor will take out.",
        tags: &["vintage", "wool", "hand-knotted"],
        facts: &[
            ("Material", "Wool pile, cotton warp"),
            ("Age", "1988"),
            ("Size", "80 × 125 cm"),
        ],
        picture: Picture::new(rugs::niche, MADDER, 2),
        ..GOOD
    },
    Good {
        name: "Weaving Pattern: Three Kilims to Make",
        kind: "Kilim Weaving Pattern",
        code: "RUG-PAT",
        shelf: "Patterns",
        maker: "Paper Garden",
        price: 1200,
        stock: 9999,
        is_digital: true,
        short: "Charts and dye recipes for three small kilims, as a PDF.",
        text: "Three charts drawn square by square, from a first sampler to a wall piece with steps \
            and hooks. Eleven pages on warping a frame, six on dyeing with what grows by the \
            road. Printable on ordinary paper; you get the file as soon as you have paid.",
        tags: &["pattern", "download", "weaving", "diy"],
        facts: &[
            ("Format", "PDF, 38 pages"),
            ("Level", "Beginner to intermediate"),
            ("Language", "English"),
        ],
        picture: Picture::new(textiles::pattern_sheets, TERRACOTTA, 1),
        ..GOOD
    },
];

const RANGE: Range = Range {
    naming: Naming::PlaceKindIn,
    looks: Looks::Dyes,
    makers: &[
        "Dokuma Evi",
        "Atlas Wool Co-operative",
        "Northern Loom",
        "Nine Bridges Weaving",
        "Shepherd & Shuttle",
        "Red Gate Rugs",
    ],
    places: &[
        "Konya",
        "Hakkari",
        "Kars",
        "Van",
        "Malatya",
        "Sivas",
        "Uşak",
        "Bergama",
        "Milas",
        "Kayseri",
        "Tabriz",
        "Shiraz",
        "Bidjar",
        "Azilal",
        "Tazenakht",
        "Kairouan",
        "Ghardaïa",
        "Shirvan",
        "Karabakh",
        "Baku",
        "Herat",
        "Bukhara",
        "Kashan",
        "Hamadan",
        "Siirt",
        "Antep",
        "Fethiye",
        "Tokat",
        "Rabat",
        "Sfax",
    ],
    openings: &[
        "Woven in {place} on an upright loom, in {look} and the white of the fleece.",
        "Comes from a weaving house in {place} that still dyes its own yarn.",
        "The ground is {look}, the lines are darker; from the looms of {place}.",
        "Made in {place} by three weavers who take turns at the figure and the ground.",
        "From {place}, where {look} is what you hang out when there is a wedding.",
    ],
    middles: &[
        "The ends are secured twice, so fringes stay where they are.",
        "Lies flat from the first day and needs no more than a shake.",
        "The figures are counted, not drawn, and small slips are left in.",
        "Colours were rinsed until the water ran clear.",
        "Sits well under a table and better beside a bed.",
    ],
    endings: &[
        "Turn it every spring and it will wear evenly.",
        "Measured by hand: allow for two centimetres either way.",
        "Rolled, wrapped in paper and posted within two days.",
        "A pad underneath keeps it from wandering.",
    ],
};
