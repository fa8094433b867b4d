use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{save::*, *};
use crate::store;

fn mug() -> Record {
    Record {
        name: "Mug".into(),
        ..Record::default()
    }
}

fn sized(sku: Option<&str>, size: &str, price: i64, stock: i64) -> VariantRecord {
    VariantRecord {
        sku: sku.map(str::to_owned),
        options: BTreeMap::from([("Size".to_owned(), size.to_owned())]),
        price,
        stock_quantity: stock,
        is_default: size == "S",
        ..VariantRecord::default()
    }
}

fn shirt() -> Record {
    Record {
        name: "Shirt".into(),
        brand: Some("Çelik".into()),
        tags: vec!["linen".into(), "summer".into()],
        options: vec![OptionRecord {
            name: "Size".into(),
            values: vec!["S".into(), "M".into()],
        }],
        variants: vec![
            sized(Some("S1"), "S", 2_000, 3),
            sized(Some("M1"), "M", 1_500, 4),
        ],
        ..Record::default()
    }
}

#[test]
fn a_saved_record_loads_as_it_was() {
    let db = store::in_memory();
    let mut saver = Saver::new(&db);
    let id = saver.insert(&shirt()).unwrap();
    let loaded = load(&db, id).unwrap().unwrap();
    let mut expected = shirt();
    expected.slug = "shirt".into();
    expected.created_at = loaded.created_at;
    for (variant, row) in expected.variants.iter_mut().zip(&loaded.variants) {
        variant.id = row.id;
    }
    assert_eq!(loaded, expected);
    assert_eq!(validate(&loaded), []);
}

#[test]
fn equal_names_get_numbered_slugs() {
    let db = store::in_memory();
    let mut saver = Saver::new(&db);
    for _ in 0..40 {
        saver.insert(&mug()).unwrap();
    }
    let count = "SELECT count(DISTINCT slug) FROM products WHERE slug LIKE 'mug%'";
    assert_eq!(
        db.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap(),
        40
    );
    assert_eq!(id_of_slug(&db, "mug-2").unwrap(), Some(2));
}

#[test]
fn the_price_is_the_cheapest_active_variants() {
    let db = store::in_memory();
    let mut record = shirt();
    record.variants[1].is_active = false;
    let id = Saver::new(&db).insert(&record).unwrap();
    let read = |column: &str| {
        let sql = format!("SELECT {column} FROM products WHERE id = {id}");
        db.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!((read("price"), read("stock_quantity")), (2_000, 3));
}

#[test]
fn variants_keep_their_ids_by_sku_and_by_options() {
    let db = store::in_memory();
    let mut saver = Saver::new(&db);
    let id = saver.insert(&shirt()).unwrap();
    let before = load(&db, id).unwrap().unwrap();
    let mut record = shirt();
    record.slug = "shirt".into();
    record.variants.reverse();
    record.variants[1].sku = Some("S2".into());
    saver.replace(id, &record).unwrap();
    let after = load(&db, id).unwrap().unwrap();
    assert_eq!(after.variants[0].id, before.variants[1].id);
    assert_eq!(after.variants[1].id, before.variants[0].id);
    assert_eq!(after.variants[1].sku.as_deref(), Some("S2"));
}

#[test]
fn skus_may_swap_inside_a_product_but_not_meet_another() {
    let db = store::in_memory();
    let mut saver = Saver::new(&db);
    let id = saver.insert(&shirt()).unwrap();
    let mut record = load(&db, id).unwrap().unwrap();
    let sku = record.variants[0].sku.take();
    record.variants[0].sku = record.variants[1].sku.take();
    record.variants[1].sku = sku;
    saver.replace(id, &record).unwrap();
    let mut other = mug();
    other.variants[0].sku = Some("S1".into());
    assert!(matches!(saver.insert(&other), Err(CatalogueError::SkuTaken(sku)) if sku == "S1"));
}

#[test]
fn deleting_leaves_nothing_behind() {
    let db = store::in_memory();
    let mut saver = Saver::new(&db);
    let id = saver.insert(&shirt()).unwrap();
    assert!(saver.delete(id).unwrap());
    assert!(!saver.delete(id).unwrap());
    for table in ["products", "product_details", "variants", "product_tags"] {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(
            db.query_row(&count, [], |row| row.get::<_, i64>(0))
                .unwrap(),
            0,
            "{table}"
        );
    }
    let found = "SELECT count(*) FROM product_search WHERE product_search MATCH 'shirt'";
    assert_eq!(
        db.query_row(found, [], |row| row.get::<_, i64>(0)).unwrap(),
        0
    );
}

#[test]
fn categories_of_equal_names_get_slugs_of_their_own() {
    let db = store::in_memory();
    let phones = categories::ensure_path(&db, &["Phones", "Accessories"]).unwrap();
    let computers = categories::ensure_path(&db, &["Computers", " accessories "]).unwrap();
    assert_ne!(phones, computers);
    assert_eq!(
        categories::ensure_path(&db, &["phones", "ACCESSORIES"]).unwrap(),
        phones
    );
    assert_eq!(
        categories::path_of(&db, computers).unwrap(),
        ["Computers", "accessories"]
    );
    assert_eq!(
        categories::id_of_slug(&db, "computers-accessories").unwrap(),
        Some(computers)
    );
    let root = categories::id_of_slug(&db, "phones").unwrap().unwrap();
    assert_eq!(
        categories::with_descendants(&db, root).unwrap(),
        [root, phones]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any two states of a product: after the replacement the rows say exactly the second.
    #[test]
    fn replacing_ends_at_the_new_state(
        first in proptest::collection::btree_set("[A-F]", 1..6),
        second in proptest::collection::btree_set("[A-F]", 1..6),
    ) {
        let record = |sizes: &std::collections::BTreeSet<String>| Record {
            name: "Thing".into(),
            slug: "thing".into(),
            options: vec![OptionRecord { name: "Size".into(), values: sizes.iter().cloned().collect() }],
            variants: sizes.iter().enumerate().map(|(index, size)| VariantRecord {
                is_default: index == 0,
                ..sized(Some(&format!("SKU-{size}")), size, index as i64, 1)
            }).collect(),
            created_at: Some(0),
            ..Record::default()
        };
        let db = store::in_memory();
        let mut saver = Saver::new(&db);
        let id = saver.insert(&record(&first)).unwrap();
        saver.replace(id, &record(&second)).unwrap();
        let mut loaded = load(&db, id).unwrap().unwrap();
        loaded.variants.iter_mut().for_each(|variant| variant.id = None);
        prop_assert_eq!(loaded, record(&second));
    }
}
