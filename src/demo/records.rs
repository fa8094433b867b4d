//! A thing in the bazaar as the record that the catalogue saves.

use std::collections::BTreeMap;

use super::{
    bazaar::{Item, Variation},
    chance::Chance,
    goods::{Axis, Range, SECOND_HAND},
    prices::{self, Prices},
};
use crate::catalogue::{
    Condition, ImageRecord, OptionRecord, Record, VariantRecord, text::slugify,
};

const DAY: i64 = 86_400_000;
/// How far back the goods written by hand go; variations go twice as far.
const DAYS: usize = 200;
/// How old the shop is, in milliseconds.
pub const AGE: i64 = DAYS as i64 * 2 * DAY;
/// What a file has in stock: enough.
const ENDLESS: i64 = 9_999;

const FILE_OPENINGS: &[&str] = &[
    "Drawn after a piece from {place}, with the colours worked out in {look}.",
    "Charts to download, made from photographs and measurements taken in {place}.",
    "A pattern from {place} for people with patient hands, in {look}.",
];
const FILE_MIDDLES: &[&str] = &[
    "Every step has a drawing of its own.",
    "Tested by three people who had never done it before.",
    "With a list of what you need and what you can do without.",
];
const FILE_ENDINGS: &[&str] = &[
    "You get the file as soon as you have paid.",
    "Yours to print as often as the coffee spills.",
    "Prints on ordinary paper, in colour or without.",
];

/// The record of a thing, without the ids of its category and its seller. `now` is in milliseconds
/// since the epoch.
pub fn record(item: &Item, prices: Prices, now: i64) -> Record {
    let mut chance = item.chance();
    let good = item.good;
    let terms = Terms::of(item, &mut chance);
    let axes: Vec<_> = match item.variation {
        None => good.axes.iter().collect(),
        // One thing to choose is enough where there are many things.
        Some(_) => {
            let looks = item.category.range.looks;
            let open = good.axes.iter().filter(|axis| !looks.settles(axis.name));
            open.take(1).collect()
        }
    };
    Record {
        slug: item.slug(),
        name: item.name().into_owned(),
        short_description: Some(short(item)),
        description: Some(description(item, &terms, &mut chance)),
        brand: Some(terms.maker.to_owned()),
        condition: terms.condition,
        is_featured: terms.is_featured,
        is_digital: good.is_digital,
        tags: tags(item, &terms),
        attributes: attributes(item),
        weight_grams: (good.grams > 0).then_some(good.grams),
        images: images(item),
        options: options(&axes),
        variants: variants(item, &terms, &axes, prices, &mut chance),
        created_at: Some(now - age(item.place, &mut chance)),
        ..Record::default()
    }
}

/// What is decided about a thing before it is written down.
struct Terms {
    maker: &'static str,
    /// Euro cents.
    price: i64,
    /// Euro cents; 0 without a sale.
    was: i64,
    stock: i64,
    condition: Condition,
    is_featured: bool,
}

impl Terms {
    fn of(item: &Item, chance: &mut Chance) -> Self {
        let good = item.good;
        let Some(_) = item.variation else {
            return Self {
                maker: good.maker,
                price: good.price,
                was: good.was,
                stock: good.stock,
                condition: good.condition,
                is_featured: good.is_featured,
            };
        };
        let is_used = !good.is_digital && good.grams > 0 && chance.once_in(14);
        let condition = match is_used {
            true => *chance.pick(&[
                Condition::LikeNew,
                Condition::Good,
                Condition::Good,
                Condition::Fair,
            ]),
            false => Condition::New,
        };
        let worth = if is_used { 0.7 } else { 1.0 };
        let price = prices::round((good.price as f64 * worth * chance.between(0.72, 1.45)) as i64);
        let is_reduced = chance.once_in(7);
        let stock = match (chance.once_in(16), is_used) {
            (true, _) => 0,
            (_, true) => 1,
            _ => 1 + chance.below(60) as i64,
        };
        Self {
            maker: *chance.pick(item.category.range.makers),
            price,
            was: if is_reduced { price * 5 / 4 } else { 0 },
            stock: if good.is_digital { ENDLESS } else { stock },
            condition,
            is_featured: chance.once_in(250),
        }
    }
}

fn short(item: &Item) -> String {
    let Some(variation) = item.variation else {
        return item.good.short.to_owned();
    };
    let openings = sentences(item)[0];
    fill_in(
        openings[variation.number % openings.len()],
        &item.category.range,
        variation,
    )
}

fn description(item: &Item, terms: &Terms, chance: &mut Chance) -> String {
    let Some(variation) = item.variation else {
        return item.good.text.to_owned();
    };
    let [openings, middles, endings] = sentences(item);
    // Any but the one that the short description is.
    let opening = variation.number + 1 + chance.below(openings.len() - 1);
    let opening = openings[opening % openings.len()];
    let mut text = fill_in(opening, &item.category.range, variation);
    let used = match terms.condition {
        Condition::New => "",
        Condition::LikeNew => "Used once or twice; you would not know.",
        Condition::Good => "Pre-owned and looked over by us: some signs of use, nothing missing.",
        Condition::Fair | Condition::Poor => "Pre-owned, with wear that you can see and may like.",
    };
    for sentence in [*chance.pick(middles), used, *chance.pick(endings)] {
        if !sentence.is_empty() {
            text.push(' ');
            text.push_str(sentence);
        }
    }
    text
}

/// First, second and last sentences about a variation.
fn sentences(item: &Item) -> [&'static [&'static str]; 3] {
    let range = &item.category.range;
    match item.good.is_digital {
        true => [FILE_OPENINGS, FILE_MIDDLES, FILE_ENDINGS],
        false => [range.openings, range.middles, range.endings],
    }
}

/// A sentence with the place and the look in it. Looks that are no names are written small, but for
/// the first letter of a sentence.
fn fill_in(sentence: &str, range: &Range, variation: Variation) -> String {
    let look = range.looks.name(variation.look);
    let small;
    let look = if range.looks.is_proper() || sentence.starts_with("{look}") {
        look
    } else {
        small = look.to_lowercase();
        &small
    };
    sentence
        .replace("{place}", range.places[variation.origin])
        .replace("{look}", look)
}

fn tags(item: &Item, terms: &Terms) -> Vec<String> {
    let own = item.good.tags.iter();
    let Some(variation) = item.variation else {
        return own.map(|tag| (*tag).to_owned()).collect();
    };
    let range = &item.category.range;
    let mut tags: Vec<String> = own
        .filter(|tag| !matches!(**tag, "one of a kind" | "vintage") && !range.looks.has(tag))
        .take(3)
        .map(|tag| (*tag).to_owned())
        .collect();
    if !range.looks.is_proper() {
        let look = range.looks.name(variation.look).to_lowercase();
        if !tags.contains(&look) {
            tags.push(look);
        }
    }
    if terms.condition != Condition::New {
        tags.push("vintage".to_owned());
    }
    tags
}

fn attributes(item: &Item) -> BTreeMap<String, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let own = item.good.facts.iter();
    let Some(variation) = item.variation else {
        return own.map(owned).collect();
    };
    let range = &item.category.range;
    let looks = range.looks;
    // Silver and turquoise becomes silver and coral.
    let material = |value: &str| {
        let parts = value.split(", ").map(|part| match looks.has(part) {
            true => looks.name(variation.look).to_lowercase(),
            false => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join(", ")
    };
    let mut facts: BTreeMap<String, String> = own
        .filter(|(name, _)| *name != "Age" && !looks.settles(name))
        .map(|(name, value)| ((*name).to_owned(), material(value)))
        .collect();
    facts.insert(
        "Origin".to_owned(),
        range.places[variation.origin].to_owned(),
    );
    facts
}

fn images(item: &Item) -> Vec<ImageRecord> {
    let name = item.name();
    let pictures = item.pictures().into_iter().enumerate();
    let image = |(index, url): (usize, String)| ImageRecord {
        thumbnail_url: url.clone(),
        alt_text: match index {
            0 => format!("{name}, drawn"),
            _ => format!("{name}, drawn from another side"),
        },
        is_primary: index == 0,
        url,
    };
    pictures.map(image).collect()
}

fn options(axes: &[&Axis]) -> Vec<OptionRecord> {
    let option = |axis: &&Axis| OptionRecord {
        name: axis.name.to_owned(),
        values: axis
            .values
            .iter()
            .map(|(value, _)| (*value).to_owned())
            .collect(),
    };
    axes.iter().map(option).collect()
}

/// Every combination of the values, or the one thing that there is.
fn variants(
    item: &Item,
    terms: &Terms,
    axes: &[&Axis],
    prices: Prices,
    chance: &mut Chance,
) -> Vec<VariantRecord> {
    let count: usize = axes.iter().map(|axis| axis.values.len()).product();
    let code = item.code();
    let mut left = terms.stock;
    let mut variant = |index: usize| {
        let (mut sku, mut more, mut rest) = (code.to_string(), 0, index);
        let mut options = BTreeMap::new();
        for axis in axes.iter().rev() {
            let (value, extra) = axis.values[rest % axis.values.len()];
            rest /= axis.values.len();
            more += extra;
            sku.push('-');
            sku.push_str(&short_code(value));
            options.insert(axis.name.to_owned(), value.to_owned());
        }
        let price = prices.minor((terms.price + more).max(100));
        let former = prices.former((terms.was + more).max(100), price);
        VariantRecord {
            id: None,
            sku: Some(sku),
            options,
            price,
            original_price: (terms.was > 0).then_some(former),
            stock_quantity: share(item, terms.stock, &mut left, count - index, chance),
            is_default: index == 0,
            is_active: true,
        }
    };
    (0..count).map(&mut variant).collect()
}

/// What one of the variants that are still to come has of the stock that is left.
fn share(item: &Item, stock: i64, left: &mut i64, to_come: usize, chance: &mut Chance) -> i64 {
    if item.good.is_digital {
        return stock;
    }
    let share = match to_come {
        1 => *left,
        // Half more or less than an equal share; now and then a size is gone.
        _ if chance.once_in(9) => 0,
        _ => {
            let equal = *left as f64 / to_come as f64;
            (equal * chance.between(0.5, 1.5)).round() as i64
        }
    };
    let share = share.min(*left);
    *left -= share;
    share
}

/// A value in a SKU: `120 × 180 cm` → `120X180`, `Sky blue` → `SKYB`, `2.5 l` → `25L`.
fn short_code(value: &str) -> String {
    let value = value.replace('×', "x").replace(" cm", "");
    let upper = slugify(&value).to_uppercase().replace('-', "");
    let length = if value.starts_with(|c: char| c.is_ascii_digit()) {
        10
    } else {
        6
    };
    upper.chars().take(length).collect()
}

/// How long ago a thing came into the shop, in milliseconds. The goods written by hand come one
/// after the other, mixed; variations at any time.
fn age(place: usize, chance: &mut Chance) -> i64 {
    use super::bazaar::MADE;
    let days = match place {
        _ if place < MADE => place * 59 % MADE * DAYS / MADE,
        _ => chance.below(DAYS * 2),
    };
    days as i64 * DAY + chance.below(DAY as usize / 1_000) as i64 * 1_000
}

/// Who sells a thing: used ones go to a stall of their own. `None` is the shop itself.
pub fn seller(item: &Item, record: &Record) -> Option<&'static str> {
    match item.variation {
        None => item.category.seller_of(item.good),
        Some(_) if item.good.is_digital => None,
        Some(_) if record.condition != Condition::New => Some(SECOND_HAND),
        Some(_) => Some(item.category.seller),
    }
}
