//! Shipping methods.

use std::collections::HashSet;

use poem_openapi::{
    Object,
    types::{Example, MaybeUndefined},
};
use rusqlite::{Connection, Row, params, types::Value as Column};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::page;
use crate::{
    catalogue::sorting::{Key, MADE, Sorts},
    pricing::{
        ShippingMethod, TermsError,
        check::{AMOUNT_MAX, Check, clear},
        desk::Term,
        places::COUNTRIES,
        shipping,
    },
};

/// The last place in a list.
const POSITION_MAX: i64 = 1_000_000;

/// A way to send parcels.
#[derive(Debug, Serialize, Object)]
#[oai(example, rename = "ShippingMethod")]
pub struct ShippingMethodView {
    /// Its id.
    pub id: i64,
    /// What a checkout names it by.
    pub code: String,
    /// What people read.
    pub name: String,
    /// ISO 3166-1 alpha-2; none is everywhere.
    pub countries: Vec<String>,
    /// Minor units for any parcel.
    pub price: i64,
    /// From this subtotal after discounts on a parcel costs nothing; minor units.
    pub free_above: Option<i64>,
    /// Minor units for each kilogram, on top of `price`.
    pub price_per_kg: Option<i64>,
    /// Its place among the others.
    pub position: i64,
}

impl Example for ShippingMethodView {
    fn example() -> Self {
        Self {
            id: 1,
            code: "standard".into(),
            name: "Standard parcel".into(),
            countries: vec!["DE".into(), "AT".into()],
            price: 490,
            free_above: Some(7_500),
            price_per_kg: Some(80),
            position: 0,
        }
    }
}

page! {
    /// Shipping methods, in the order in which a checkout offers them.
    ShippingMethodPage of ShippingMethodView
}

/// A shipping method to make.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct NewShippingMethod {
    /// 1 to 50 letters, digits, `-` or `_`, not digits alone.
    #[oai(validator(min_length = "1", max_length = "50"))]
    pub code: String,
    /// 1 to 100 characters.
    #[oai(validator(min_length = "1", max_length = "100"))]
    pub name: String,
    /// ISO 3166-1 alpha-2; everywhere when left out or empty.
    #[serde(default)]
    pub countries: Option<Vec<String>>,
    /// Minor units for any parcel.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub price: i64,
    /// From this subtotal after discounts on a parcel costs nothing; minor units.
    #[serde(default)]
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub free_above: Option<i64>,
    /// Minor units for each kilogram, on top of `price`.
    #[serde(default)]
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub price_per_kg: Option<i64>,
    /// Its place among the others; equal ones stand as they were made.
    #[serde(default)]
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub position: Option<i64>,
}

impl Example for NewShippingMethod {
    fn example() -> Self {
        let shown = ShippingMethodView::example();
        Self {
            code: shown.code,
            name: shown.name,
            countries: Some(shown.countries),
            price: shown.price,
            free_above: shown.free_above,
            price_per_kg: shown.price_per_kg,
            position: None,
        }
    }
}

impl NewShippingMethod {
    /// The method that it would be.
    pub fn draft(self, _: &mut Check) -> ShippingMethod {
        ShippingMethod {
            id: 0,
            code: self.code,
            name: self.name.trim().to_owned(),
            countries: self.countries.unwrap_or_default(),
            price: self.price,
            free_above: self.free_above,
            price_per_kg: self.price_per_kg,
            position: self.position.unwrap_or(0),
        }
    }
}

/// A change of a shipping method: what is absent stays, what is null is cleared.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct ShippingMethodPatch {
    /// 1 to 50 letters, digits, `-` or `_`, not digits alone.
    pub code: MaybeUndefined<String>,
    /// 1 to 100 characters.
    pub name: MaybeUndefined<String>,
    /// ISO 3166-1 alpha-2; null or none is everywhere.
    pub countries: MaybeUndefined<Vec<String>>,
    /// Minor units for any parcel.
    pub price: MaybeUndefined<i64>,
    /// From this subtotal after discounts on a parcel costs nothing; minor units.
    pub free_above: MaybeUndefined<i64>,
    /// Minor units for each kilogram, on top of `price`.
    pub price_per_kg: MaybeUndefined<i64>,
    /// Its place among the others.
    pub position: MaybeUndefined<i64>,
}

impl Example for ShippingMethodPatch {
    fn example() -> Self {
        Self {
            price: MaybeUndefined::Value(590),
            free_above: MaybeUndefined::Null,
            ..Self::default()
        }
    }
}

impl ShippingMethodPatch {
    /// Changes a method.
    pub fn apply(self, method: &mut ShippingMethod, check: &mut Check) {
        check.replace("/code", self.code, &mut method.code);
        check.replace("/name", self.name, &mut method.name);
        method.name = method.name.trim().to_owned();
        match self.countries {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => method.countries.clear(),
            MaybeUndefined::Value(countries) => method.countries = countries,
        }
        check.replace("/price", self.price, &mut method.price);
        clear(self.free_above, &mut method.free_above);
        clear(self.price_per_kg, &mut method.price_per_kg);
        check.replace("/position", self.position, &mut method.position);
    }
}

/// What shipping methods are sorted by: the order in which a checkout offers them, their ids, or what they are.
pub struct ShippingMethodKeys;

impl Sorts for ShippingMethodKeys {
    const DEFAULT: Key = Key {
        name: "position",
        columns: &["position"],
    };
    const DESCENDS: bool = false;
    const OTHERS: &'static [Key] = &[
        MADE,
        Key {
            name: "code",
            columns: &["code"],
        },
        Key {
            name: "name",
            columns: &["name COLLATE NOCASE"],
        },
        Key {
            name: "price",
            columns: &["price"],
        },
    ];
    const TIE: &'static str = "id";
}

impl Term for ShippingMethod {
    const THING: &'static str = "shipping method";
    const TABLE: &'static str = "shipping_methods";
    const COLUMNS: &'static str = shipping::COLUMNS;
    type Keys = ShippingMethodKeys;
    type View = ShippingMethodView;

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        shipping::read(row)
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn name(&self) -> String {
        self.code.clone()
    }

    fn view(&self) -> ShippingMethodView {
        ShippingMethodView {
            id: self.id,
            code: self.code.clone(),
            name: self.name.clone(),
            countries: self.countries.clone(),
            price: self.price,
            free_above: self.free_above,
            price_per_kg: self.price_per_kg,
            position: self.position,
        }
    }

    fn decided(&self) -> Value {
        serde_json::to_value(self.view()).unwrap_or_default()
    }

    fn key(name: &str) -> (&'static str, Column) {
        match id_of(name) {
            Some(id) => ("id = ?1", Column::Integer(id)),
            None => ("code = ?1", Column::Text(name.to_owned())),
        }
    }

    fn check(&self, check: &mut Check) {
        check.code("/code", &self.code);
        if id_of(&self.code).is_some() {
            check.fail("/code", "must not be digits alone: that would be an id");
        }
        check.name("/name", &self.name);
        let mut seen = HashSet::new();
        if self.countries.len() > COUNTRIES.len() {
            check.fail("/countries", "must name each country once");
        } else {
            for (place, code) in self.countries.iter().enumerate() {
                let pointer = format!("/countries/{place}");
                check.country(&pointer, code);
                if !seen.insert(code) {
                    check.fail(pointer, "is there twice");
                }
            }
        }
        check.between("/price", self.price, 0, AMOUNT_MAX);
        check.amount("/free_above", self.free_above);
        check.amount("/price_per_kg", self.price_per_kg);
        check.between("/position", self.position, 0, POSITION_MAX);
    }

    fn insert(&self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.prepare_cached(include_str!(
            "../../../../sql/pricing/insert_shipping_method.sql"
        ))?
        .execute(params![
            self.code,
            self.name,
            Value::from(self.countries.clone()).to_string(),
            self.price,
            self.free_above,
            self.price_per_kg,
            self.position,
        ])
    }

    fn update(&mut self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.prepare_cached(include_str!(
            "../../../../sql/pricing/update_shipping_method.sql"
        ))?
        .execute(params![
            self.id,
            self.code,
            self.name,
            Value::from(self.countries.clone()).to_string(),
            self.price,
            self.free_above,
            self.price_per_kg,
            self.position,
        ])
    }

    fn taken(&self) -> TermsError {
        TermsError::MethodTaken(self.code.clone())
    }
}

/// The id that a path names: digits alone. One too large to be an id names nothing.
pub(super) fn id_of(name: &str) -> Option<i64> {
    let digits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| name.parse().unwrap_or(0))
}
