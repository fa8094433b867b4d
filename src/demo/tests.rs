#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use proptest::prelude::*;
use roxmltree::Document;

use super::{
    bazaar::{self, Item, MADE, MOST},
    fill::{fill, is_fillable},
    goods::{CATEGORIES, Looks},
    prices::Prices,
    records,
};
use crate::{
    catalogue::{Condition, Record, validate::validate},
    money::Currency,
    store,
};

/// 2026-01-01.
const NOW: i64 = 1_767_225_600_000;
/// The most that a picture may weigh.
const PICTURE_MAX: usize = 12_288;

fn record(place: usize) -> Record {
    records::record(&Item::at(place), Prices::of(Currency::EUR), NOW)
}

/// The first places, and some from everywhere behind them.
fn places() -> impl Iterator<Item = usize> {
    (0..6_000)
        .chain((6_000..MOST).step_by(397))
        .chain([MOST - 1])
}

#[test]
fn a_hundred_and_forty_four_are_made_by_hand_and_go_round_the_categories() {
    assert_eq!(MADE, 144);
    let names: Vec<_> = (0..12).map(|place| Item::at(place).category.name).collect();
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), 12);
    for place in 0..MADE {
        let item = Item::at(place);
        assert!(item.variation.is_none());
        assert_eq!(item.category.name, names[place % 12]);
    }
    assert!(Item::at(MADE).variation.is_some());
}

#[test]
fn the_same_place_is_the_same_thing() {
    for place in [0, 143, 144, 5_000, MOST - 1] {
        assert_eq!(record(place), record(place));
    }
}

#[test]
fn every_record_may_be_saved_in_every_kind_of_money() {
    for code in ["EUR", "JPY", "KWD", "IRR"] {
        let prices = Prices::of(Currency::from_code(code).unwrap());
        for place in places().step_by(if code == "EUR" { 1 } else { 7 }) {
            let record = records::record(&Item::at(place), prices, NOW);
            assert_eq!(validate(&record), [], "{code} {place} {}", record.name);
            for variant in &record.variants {
                let former = variant.original_price.unwrap_or(i64::MAX);
                assert!(
                    variant.price > 0 && former > variant.price,
                    "{code} {place}"
                );
            }
        }
    }
}

#[test]
fn names_and_skus_come_once() {
    let (mut slugs, mut skus) = (HashSet::new(), HashSet::new());
    for place in (0..40_000).chain(MOST - 20_000..MOST) {
        let record = record(place);
        for variant in record.variants {
            let sku = variant.sku.unwrap();
            assert!(skus.insert(sku.clone()), "{sku} {place}");
        }
        assert!(slugs.insert(record.slug), "{} {place}", record.name);
    }
}

#[test]
fn a_good_has_a_variation_of_each_name_before_one_comes_again() {
    for category in &CATEGORIES {
        let (_, good) = category.varied().next().unwrap();
        let combinations = category.range.places.len() * Looks::COUNT;
        let of_this = |place: &usize| std::ptr::eq(Item::at(*place).good, good);
        let names: HashSet<_> = (MADE..)
            .filter(of_this)
            .take(combinations)
            .map(|place| Item::at(place).name())
            .collect();
        assert_eq!(names.len(), combinations, "{}", category.name);
        assert!(names.iter().all(|name| !name.contains(" No. ")));
    }
}

#[test]
fn the_goods_made_by_hand_are_of_all_sorts() {
    let records: Vec<_> = (0..MADE).map(record).collect();
    let count =
        |what: &dyn Fn(&Record) -> bool| records.iter().filter(|record| what(record)).count();
    assert!(count(&|record| record.is_featured) >= 24);
    assert!(count(&|record| record.is_digital) >= 5);
    assert!(count(&|record| record.condition != Condition::New) >= 8);
    assert!(count(&|record| record.variants.len() > 1) >= 60);
    assert!(count(&|record| record.images.len() > 1) >= 30);
    assert!(count(&|record| record.variants[0].original_price.is_some()) >= 15);
    let sold_out = |record: &Record| {
        record
            .variants
            .iter()
            .all(|variant| variant.stock_quantity == 0)
    };
    assert!((2..10).contains(&count(&sold_out)));
    let texts: HashSet<_> = records.iter().map(|record| &record.description).collect();
    assert_eq!(texts.len(), MADE);
    for record in &records {
        let length = record.description.as_ref().unwrap().len();
        assert!((110..700).contains(&length), "{}: {length}", record.name);
        assert!(
            record.tags.len() >= 2 && record.attributes.len() >= 2,
            "{}",
            record.name
        );
        assert!(record.created_at.unwrap() < NOW);
    }
}

#[test]
fn what_is_left_of_stock_is_shared_out() {
    for place in 0..MADE {
        let item = Item::at(place);
        let sum: i64 = record(place)
            .variants
            .iter()
            .map(|variant| variant.stock_quantity)
            .sum();
        if !item.good.is_digital {
            assert_eq!(sum, item.good.stock, "{}", item.good.name);
        }
    }
}

/// Parses a picture, and makes sure that what it refers to is in it and that nothing else is.
fn look_at(name: &str) -> String {
    let text = bazaar::picture(name).unwrap_or_else(|| panic!("no picture {name}"));
    let document = Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
    let mut ids = HashSet::new();
    for node in document.descendants().filter(|node| node.is_element()) {
        let tag = node.tag_name().name();
        let allowed = [
            "svg",
            "defs",
            "g",
            "path",
            "circle",
            "ellipse",
            "rect",
            "use",
            "clipPath",
            "pattern",
            "linearGradient",
            "radialGradient",
            "stop",
        ];
        assert!(allowed.contains(&tag), "{name}: {tag}");
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id), "{name}: {id} twice");
        }
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            assert!(
                !key.starts_with("on") && !value.contains("NaN") && !value.contains("inf"),
                "{name}: {key}={value}"
            );
        }
    }
    for node in document.descendants() {
        for attribute in node.attributes() {
            let value = attribute.value();
            let target = match attribute.name() {
                "href" => value.strip_prefix('#'),
                _ => value
                    .strip_prefix("url(#")
                    .map(|rest| rest.trim_end_matches(')')),
            };
            if attribute.name() == "href" || value.contains("url(") {
                assert!(target.is_some_and(|id| ids.contains(id)), "{name}: {value}");
            }
        }
    }
    assert!(text.len() <= PICTURE_MAX, "{name}: {} bytes", text.len());
    text
}

#[test]
fn every_picture_is_well_formed_and_small() {
    let mut pictures = HashSet::new();
    for place in (0..MADE).chain((MADE..4_000).step_by(3)).chain([MOST - 1]) {
        for url in Item::at(place).pictures() {
            let name = url.strip_prefix("/media/demo/").unwrap();
            assert_eq!(look_at(name), bazaar::picture(name).unwrap());
            if place < MADE {
                assert!(pictures.insert(look_at(name)), "{name} looks like another");
            }
        }
    }
}

#[test]
fn only_pictures_of_things_are_drawn() {
    let made = "plateau-diamond-kilim";
    assert!(bazaar::picture(&format!("{made}.svg")).is_some());
    assert!(bazaar::picture(&format!("{made}-1.svg")).is_some());
    let last = (1..).find(|number| bazaar::picture(&format!("{made}-{number}.svg")).is_none());
    assert!((6_900..7_000).contains(&last.unwrap()), "{last:?}");
    for name in [
        "",
        ".svg",
        "-.svg",
        "-1.svg",
        made,
        "plateau-diamond-kilim-0.svg",
        "plateau-diamond-kilim-01.svg",
        "plateau-diamond-kilim-+1.svg",
        "plateau-diamond-kilim-１.svg",
        "plateau-diamond-kilim-99999999999999999999.svg",
        "plateau-diamond-kilim-18446744073709551615.svg",
        "plateau-diamond-kilim-1-detail.svg",
        "Plateau-Diamond-Kilim.svg",
        "striped-house-robe-1970s-1.svg",
        "../plateau-diamond-kilim.svg",
        "plateau-diamond-kilim.png",
        "a\0b.svg",
    ] {
        assert!(bazaar::picture(name).is_none(), "{name:?}");
    }
}

#[test]
fn an_empty_shop_is_filled_and_no_other() {
    let db = store::in_memory();
    assert!(is_fillable(&db).unwrap());
    let mut seen = Vec::new();
    assert_eq!(
        fill(&db, 700, NOW, &mut |done| seen.push(done)).unwrap(),
        700
    );
    assert_eq!(seen, [0, 500, 700]);
    assert!(!is_fillable(&db).unwrap());
    let number = |sql: &str| -> i64 { db.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(number("SELECT count(*) FROM products"), 700);
    assert_eq!(
        number("SELECT count(*) FROM products WHERE category_id IS NULL"),
        0
    );
    assert_eq!(
        number("SELECT count(*) FROM categories WHERE parent_id IS NULL"),
        12
    );
    assert!(number("SELECT count(*) FROM sellers") >= 10);
    for slug in ["rugs", "lamps", "spices", "tea-coffee"] {
        let sql =
            format!("SELECT count(*) FROM categories WHERE slug = '{slug}' AND parent_id IS NULL");
        assert_eq!(number(&sql), 1, "{slug}");
    }
    db.execute_batch("DELETE FROM products").unwrap();
    assert!(!is_fillable(&db).unwrap(), "its categories are still there");
}

proptest! {
    #[test]
    fn no_name_panics(name in "\\PC{0,40}", number in any::<u64>(), place in 0..MADE) {
        let _ = bazaar::picture(&name);
        let _ = bazaar::picture(&format!("{name}.svg"));
        let _ = bazaar::picture(&format!("{}-{number}.svg", Item::at(place).base));
    }
}

#[test]
fn variations_do_not_contradict_their_names() {
    for place in MADE..20_000 {
        let (item, record) = (Item::at(place), record(place));
        let variation = item.variation.unwrap();
        let looks = item.category.range.looks;
        let look = looks.name(variation.look).to_lowercase();
        for tag in &record.tags {
            assert!(*tag == look || !looks.has(tag), "{} {tag}", record.name);
        }
        let options = record.options.iter().map(|option| &option.name);
        for name in record.attributes.keys().chain(options) {
            assert!(!looks.settles(name), "{} {name}", record.name);
        }
        let texts = [
            record.short_description.as_ref(),
            record.description.as_ref(),
        ];
        let texts = texts.map(|text| text.unwrap().as_str());
        assert!(!texts[1].starts_with(texts[0]), "{}", record.name);
        for text in texts {
            assert!(!text.contains(['{', '}']) && text.ends_with('.'), "{text}");
        }
    }
}
