//! What is exported comes back: into an empty shop byte for byte, into the same shop as no change.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
    ops::ControlFlow,
};

use proptest::{collection, option, prelude::*};
use rusqlite::Connection;

use super::*;
use crate::{
    catalogue::{
        Condition, ImageRecord, OptionRecord, Record, VariantRecord, categories, save::Saver,
        validate::validate,
    },
    money::Currency,
    store,
};

/// Text with all that a CSV file may stumble over.
fn text(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Z0-9 ]{1,8}",
        1 => "[,;|\t\"'\r\n=+@\\\\<>&-]{1,3}",
        1 => "\\PC{1,4}",
        1 => Just("\r\n".to_owned()),
        1 => Just("ÄÖü😀".to_owned()),
    ];
    let pieces = collection::vec(piece, 1..6);
    pieces
        .prop_map(move |pieces| pieces.concat().chars().take(most).collect::<String>())
        .prop_filter("not blank", |text| !text.trim().is_empty())
        .prop_filter("no control characters", |text| {
            !text
                .chars()
                .any(|c| c.is_control() && !"\n\r\t".contains(c))
        })
}

/// Text without white space at its ends, as the API keeps names.
fn trimmed(most: usize) -> impl Strategy<Value = String> {
    text(most)
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("not blank", |text| !text.is_empty())
}

fn one_line(most: usize) -> impl Strategy<Value = String> {
    trimmed(most).prop_filter("one line", |text| !text.contains(char::is_control))
}

fn images() -> impl Strategy<Value = Vec<ImageRecord>> {
    let image = ("[a-z]{1,5}", option::of("[a-z]{1,5}"), option::of(text(50)));
    let images = collection::vec(image, 0..4);
    (images, any::<prop::sample::Index>()).prop_map(|(images, primary)| {
        let count = images.len();
        let image = |(place, (url, thumbnail, alt)): (usize, (String, Option<String>, _))| {
            let url = format!("https://example.org/{url}.jpg");
            let thumbnail_url = thumbnail.map_or(url.clone(), |name| format!("/media/{name}.jpg"));
            ImageRecord {
                url,
                thumbnail_url,
                alt_text: Option::<String>::unwrap_or_default(alt),
                is_primary: place == primary.index(count),
            }
        };
        images.into_iter().enumerate().map(image).collect()
    })
}

/// Up to two axes with up to three values, and a variant for some of their combinations.
fn variants() -> impl Strategy<Value = (Vec<OptionRecord>, Vec<VariantRecord>)> {
    let axis = (trimmed(20), collection::btree_set(text(20), 1..4));
    let axes = collection::vec(axis, 0..3);
    let details = collection::vec(
        (
            0..=1_000_000_000_i64,
            option::of(0..=1_000_000_000_i64),
            0..=1_000_000_i64,
            any::<bool>(),
            any::<bool>(),
        ),
        9,
    );
    (axes, details, any::<prop::sample::Index>()).prop_map(|(axes, details, default)| {
        let mut options: Vec<OptionRecord> = Vec::new();
        for (name, values) in axes {
            if options.iter().all(|option| option.name != name) {
                let values = values.into_iter().collect();
                options.push(OptionRecord { name, values });
            }
        }
        let mut choices: Vec<BTreeMap<String, String>> = vec![BTreeMap::new()];
        for option in &options {
            choices = choices
                .into_iter()
                .flat_map(|choice| {
                    option.values.iter().map(move |value| {
                        let mut choice = choice.clone();
                        choice.insert(option.name.clone(), value.clone());
                        choice
                    })
                })
                .collect();
        }
        let count = choices.len();
        let variants = choices.into_iter().zip(details).enumerate();
        let variants = variants.map(|(place, (options, details))| VariantRecord {
            id: None,
            sku: details.4.then(String::new),
            options,
            price: details.0,
            original_price: details.1,
            stock_quantity: details.2,
            is_default: place == default.index(count),
            is_active: details.3,
        });
        (options, variants.collect())
    })
}

#[derive(Debug, Clone)]
struct Product {
    record: Record,
    category: Option<(Vec<String>, bool)>,
    sku: String,
}

prop_compose! {
    fn product()(
        name in trimmed(60),
        texts in (option::of(text(200)), option::of(text(400)), option::of(one_line(20)), option::of(one_line(20))),
        condition in prop::sample::select(Condition::ALL.to_vec()),
        flags in any::<(bool, bool, bool)>(),
        tags in collection::btree_set(text(20), 0..4),
        attributes in collection::btree_map(text(20), option::of(text(60)), 0..4),
        weight_grams in option::of(0..=1_000_000_000_i64),
        images in images(),
        (options, variants) in variants(),
        created_at in 0..4_000_000_000_000_i64,
        category in option::of((collection::vec(one_line(20), 1..4), any::<bool>())),
        sku in one_line(12),
    ) -> Product {
        let record = Record {
            name,
            short_description: texts.0,
            description: texts.1,
            brand: texts.2,
            model: texts.3,
            condition,
            is_active: flags.0,
            is_featured: flags.1,
            is_digital: flags.2,
            tags: tags.into_iter().collect(),
            attributes: attributes.into_iter().map(|(name, value)| (name, value.unwrap_or_default())).collect(),
            weight_grams,
            images,
            options,
            variants,
            created_at: Some(created_at),
            ..Record::default()
        };
        Product { record, category, sku }
    }
}

/// A shop with these products.
fn fill(products: Vec<Product>) -> Connection {
    let db = store::in_memory();
    let mut saver = Saver::new(&db);
    let mut skus = BTreeSet::new();
    for (number, product) in products.into_iter().enumerate() {
        let mut record = product.record;
        for variant in &mut record.variants {
            if let Some(sku) = &mut variant.sku {
                *sku = format!("{}-{number}-{}", product.sku, skus.len());
                skus.insert(sku.clone());
            }
        }
        if let Some((path, own_slug)) = product.category {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            let id = categories::ensure_path(&db, &names).unwrap();
            if own_slug {
                let sql = "UPDATE categories SET slug = 'own-' || id WHERE id = ?1";
                db.execute(sql, [id]).unwrap();
            }
            record.category_id = Some(id);
        }
        assert_eq!(validate(&record), []);
        saver.insert(&record).unwrap();
    }
    drop(saver);
    db
}

fn exported(db: &Connection) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(db, &mut bytes, Currency::EUR, &mut |_| {}).unwrap();
    bytes
}

fn imported(db: &mut Connection, bytes: &[u8]) -> Report {
    let options = Options {
        currency: Some(Currency::EUR),
        ..Options::default()
    };
    import(db, Cursor::new(bytes), &options, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_is_lost(products in collection::vec(product(), 1..6)) {
        let count = products.len() as u64;
        let mut ours = fill(products);
        let file = exported(&ours);
        let again = imported(&mut ours, &file);
        prop_assert_eq!(&again.bad_rows, &[], "{}", String::from_utf8_lossy(&file));
        prop_assert_eq!((again.unchanged, again.updated, again.created), (count, 0, 0));
        let mut theirs = store::in_memory();
        let report = imported(&mut theirs, &file);
        prop_assert_eq!(&report.bad_rows, &[], "{}", String::from_utf8_lossy(&file));
        prop_assert_eq!((report.created, report.warning_count), (count, 0));
        let back = exported(&theirs);
        prop_assert_eq!(String::from_utf8(back), String::from_utf8(file));
    }

    /// Whatever is in a file, it is taken, refused with rows, or refused as a whole.
    #[test]
    fn no_file_panics(
        header in prop::sample::select(vec![
            "name,price,stock", "slug,name,price", "Name;Preis;Bild;Kategorie", "sku,price",
            "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src",
            "ID,Type,SKU,Name,Regular price,Sale price,Parent,Attribute 1 name,Attribute 1 value(s)",
        ]),
        rows in "(\\PC|[,;\"\n\r']|variable|variation|simple|1,5|\\$){0,120}",
    ) {
        let mut db = store::in_memory();
        let file = format!("{header}\n{rows}");
        let options = Options { skip_bad_rows: true, ..Options::default() };
        let first = import(&mut db, Cursor::new(&file), &options, &mut |_| ControlFlow::Continue(()));
        if let Ok(first) = first {
            let second = import(&mut db, Cursor::new(&file), &options, &mut |_| ControlFlow::Continue(())).unwrap();
            prop_assert_eq!(second.bad_rows, first.bad_rows, "{}", &file);
            prop_assert_eq!((second.created, second.updated), (0, 0), "{}", &file);
        }
    }
}
