//! The catalogue that everything is measured with: a CSV file of made-up goods, the same each time.
//! Names, brands, categories, tags and prices are spread about as in a real shop's: a few of each
//! are frequent, most are rare.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Result;

const LOOKS: [&str; 24] = [
    "Vintage", "Modern", "Classic", "Compact", "Portable", "Wireless", "Handmade", "Rustic",
    "Slim", "Heavy", "Soft", "Bright", "Quiet", "Smart", "Solid", "Nordic", "Folding", "Padded",
    "Woven", "Glazed", "Carved", "Striped", "Plain", "Travel",
];
const MATERIALS: [&str; 16] = [
    "Oak", "Steel", "Cotton", "Wool", "Ceramic", "Leather", "Glass", "Bamboo", "Copper", "Linen",
    "Marble", "Silk", "Walnut", "Brass", "Felt", "Jute",
];
/// What a thing is, and the department that it stands in.
const THINGS: [(&str, &str); 24] = [
    ("Lamp", "Lighting"),
    ("Lantern", "Lighting"),
    ("Rug", "Textiles"),
    ("Blanket", "Textiles"),
    ("Cushion", "Textiles"),
    ("Chair", "Furniture"),
    ("Table", "Furniture"),
    ("Shelf", "Furniture"),
    ("Headphones", "Audio"),
    ("Speaker", "Audio"),
    ("Turntable", "Audio"),
    ("Camera", "Photo"),
    ("Tripod", "Photo"),
    ("Kettle", "Kitchen"),
    ("Mug", "Kitchen"),
    ("Bowl", "Kitchen"),
    ("Knife", "Kitchen"),
    ("Vase", "Decoration"),
    ("Mirror", "Decoration"),
    ("Backpack", "Travel"),
    ("Suitcase", "Travel"),
    ("Notebook", "Stationery"),
    ("Keyboard", "Computers"),
    ("Jacket", "Clothing"),
];
const KINDS: [&str; 6] = [
    "Basics",
    "Premium",
    "Kids",
    "Outdoor",
    "Accessories",
    "Spare Parts",
];
const HOUSES: [&str; 12] = [
    "Anadolu", "Borea", "Calanca", "Dunmore", "Elvira", "Fossa", "Galata", "Hedeby", "Ilmen",
    "Jarrow", "Kasbah", "Lumen",
];
const TRADES: [&str; 5] = ["Works", "Home", "Goods", "Studio", "Trading"];
const TAGS: [&str; 20] = [
    "gift",
    "sale",
    "eco",
    "handmade",
    "outdoor",
    "indoor",
    "kids",
    "office",
    "kitchen",
    "travel",
    "winter",
    "summer",
    "classic",
    "limited",
    "bestseller",
    "fragile",
    "washable",
    "recycled",
    "wedding",
    "camping",
];
const WORDS: [&str; 32] = [
    "made",
    "for",
    "long",
    "evenings",
    "with",
    "a",
    "finish",
    "that",
    "lasts",
    "light",
    "in",
    "the",
    "hand",
    "and",
    "easy",
    "to",
    "clean",
    "every",
    "piece",
    "differs",
    "slightly",
    "from",
    "its",
    "neighbour",
    "packed",
    "without",
    "plastic",
    "small",
    "enough",
    "any",
    "room",
    "quiet",
];
const CONDITIONS: [&str; 10] = [
    "new", "new", "new", "new", "new", "new", "like new", "like new", "good", "fair",
];

/// Numbers that look random and are the same in each run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end as u64) as usize
    }

    fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        let place = self.below(of.len());
        &of[place]
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of the list, the first ones most often.
    fn popular<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        let share = self.share();
        &of[((share * share) * of.len() as f64) as usize]
    }

    fn prose(&mut self, words: usize) -> String {
        let list: Vec<&str> = (0..words).map(|_| *self.one(&WORDS)).collect();
        let text = list.join(" ");
        text[..1].to_uppercase() + &text[1..] + "."
    }
}

/// Writes a file of so many products, one a row.
///
/// # Errors
/// When the file cannot be written.
pub fn write(file: &Path, count: usize) -> Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(
        out,
        "name,sku,brand,category,price,original_price,stock,condition,tags,short_description,description,image"
    )?;
    let mut dice = Dice(2_026);
    for number in 1..=count {
        row(&mut out, &mut dice, number)?;
    }
    out.flush()?;
    Ok(())
}

fn row(out: &mut impl Write, dice: &mut Dice, number: usize) -> Result<()> {
    let (thing, department) = *dice.popular(&THINGS);
    let (look, material) = (*dice.one(&LOOKS), *dice.one(&MATERIALS));
    let series = dice.below(900) + 100;
    let brand = format!("{} {}", dice.popular(&HOUSES), dice.popular(&TRADES));
    let kind = dice.popular(&KINDS);
    // From 3 to 3,000 units, each decade as frequent as the next.
    let price = 3.0 * 10_f64.powf(3.0 * dice.share());
    let original = if dice.share() < 0.2 {
        format!("{:.2}", price * 1.25)
    } else {
        String::new()
    };
    let stock = if dice.share() < 0.08 {
        0
    } else {
        dice.below(200) + 1
    };
    let condition = dice.one(&CONDITIONS);
    let first = dice.below(TAGS.len());
    let tags = [0, 7, 13].map(|step| TAGS[(first + step) % TAGS.len()]);
    let tags = &tags[..=dice.below(3)];
    let (short, long) = (dice.prose(8), dice.prose(34));
    writeln!(
        out,
        "{look} {material} {thing} {series},S-{number:07},{brand},{department} > {thing} {kind},\
         {price:.2},{original},{stock},{condition},\"{}\",{short},{long},https://pictures.example/{number}.jpg",
        tags.join(", ")
    )?;
    Ok(())
}

/// Searches that find something: a material and a thing.
pub fn searches() -> Vec<String> {
    let pairs = MATERIALS.iter().flat_map(|material| {
        let things = THINGS.iter();
        things.map(move |(thing, _)| format!("{material} {thing}").to_lowercase())
    });
    pairs.collect()
}

/// Searches with a letter missing.
pub fn misspelt() -> Vec<String> {
    let long = THINGS.iter().filter(|(thing, _)| thing.len() > 5);
    long.map(|(thing, _)| {
        let thing = thing.to_lowercase();
        format!("{}{}", &thing[..3], &thing[4..])
    })
    .collect()
}

/// Every brand's name.
pub fn brands() -> Vec<String> {
    let houses = HOUSES.iter();
    houses
        .flat_map(|house| TRADES.iter().map(move |trade| format!("{house} {trade}")))
        .collect()
}
