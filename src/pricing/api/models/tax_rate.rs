//! Tax rates.

use poem_openapi::{
    Object,
    types::{Example, MaybeUndefined},
};
use rusqlite::{Connection, Row, params, types::Value as Column};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{page, shipping_method::id_of};
use crate::{
    catalogue::sorting::{Key, MADE, Sorts},
    pricing::{
        TaxRate, TermsError,
        check::{Check, fraction},
        desk::Term,
        places::region_in,
        tax,
    },
};

/// A tax rate.
#[derive(Debug, Serialize, Object)]
#[oai(example, rename = "TaxRate")]
pub struct TaxRateView {
    /// Its id.
    pub id: i64,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// A region of it; null for the whole country.
    pub region: Option<String>,
    /// A fraction: 0.19 is 19 %.
    pub rate: f64,
    /// What invoices call it.
    pub name: String,
    /// Whether parcels are taxed as well.
    pub applies_to_shipping: bool,
}

impl Example for TaxRateView {
    fn example() -> Self {
        Self {
            id: 7,
            country: "DE".into(),
            region: None,
            rate: 0.19,
            name: "VAT".into(),
            applies_to_shipping: true,
        }
    }
}

page! {
    /// Tax rates by country and region.
    TaxRatePage of TaxRateView
}

/// A tax rate to make.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct NewTaxRate {
    /// ISO 3166-1 alpha-2.
    #[oai(validator(min_length = "2", max_length = "2"))]
    pub country: String,
    /// A region of it, such as `CA` of `US-CA`; the whole country when left out.
    #[serde(default)]
    pub region: Option<String>,
    /// A fraction from 0 to 1 with at most six decimals: 0.19 is 19 %.
    #[oai(validator(minimum(value = "0"), maximum(value = "1")))]
    pub rate: f64,
    /// 1 to 100 characters.
    #[oai(validator(min_length = "1", max_length = "100"))]
    pub name: String,
    /// Whether parcels are taxed as well; no when left out.
    #[serde(default)]
    pub applies_to_shipping: Option<bool>,
}

impl Example for NewTaxRate {
    fn example() -> Self {
        Self {
            country: "DE".into(),
            region: None,
            rate: 0.19,
            name: "VAT".into(),
            applies_to_shipping: Some(true),
        }
    }
}

impl NewTaxRate {
    /// The rate that it would be.
    pub fn draft(self, check: &mut Check) -> TaxRate {
        TaxRate {
            id: 0,
            region: region_in(&self.country, &self.region.unwrap_or_default()),
            country: self.country,
            rate: check.rate("/rate", self.rate),
            name: self.name.trim().to_owned(),
            applies_to_shipping: self.applies_to_shipping.unwrap_or(false),
        }
    }
}

/// A change of a tax rate: what is absent stays; a null `region` makes it the whole country's.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct TaxRatePatch {
    /// ISO 3166-1 alpha-2.
    pub country: MaybeUndefined<String>,
    /// A region of it.
    pub region: MaybeUndefined<String>,
    /// A fraction from 0 to 1 with at most six decimals.
    pub rate: MaybeUndefined<f64>,
    /// 1 to 100 characters.
    pub name: MaybeUndefined<String>,
    /// Whether parcels are taxed as well.
    pub applies_to_shipping: MaybeUndefined<bool>,
}

impl Example for TaxRatePatch {
    fn example() -> Self {
        Self {
            rate: MaybeUndefined::Value(0.2),
            ..Self::default()
        }
    }
}

impl TaxRatePatch {
    /// Changes a rate.
    pub fn apply(self, rate: &mut TaxRate, check: &mut Check) {
        check.replace("/country", self.country, &mut rate.country);
        match self.region {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => rate.region.clear(),
            MaybeUndefined::Value(region) => rate.region = region_in(&rate.country, &region),
        }
        check.replace_rate("/rate", self.rate, &mut rate.rate);
        check.replace("/name", self.name, &mut rate.name);
        rate.name = rate.name.trim().to_owned();
        let taxed = &mut rate.applies_to_shipping;
        check.replace("/applies_to_shipping", self.applies_to_shipping, taxed);
    }
}

/// What tax rates are sorted by: their places, their ids, or their rates.
pub struct TaxRateKeys;

impl Sorts for TaxRateKeys {
    const DEFAULT: Key = Key {
        name: "country",
        columns: &["country", "region"],
    };
    const DESCENDS: bool = false;
    const OTHERS: &'static [Key] = &[
        MADE,
        Key {
            name: "rate",
            columns: &["rate"],
        },
    ];
    const TIE: &'static str = "id";
}

impl Term for TaxRate {
    const THING: &'static str = "tax rate";
    const TABLE: &'static str = "tax_rates";
    const COLUMNS: &'static str = tax::COLUMNS;
    type Keys = TaxRateKeys;
    type View = TaxRateView;

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        tax::read(row)
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn name(&self) -> String {
        match self.region.as_str() {
            "" => self.country.clone(),
            region => format!("{}-{region}", self.country),
        }
    }

    fn view(&self) -> TaxRateView {
        TaxRateView {
            id: self.id,
            country: self.country.clone(),
            region: (!self.region.is_empty()).then(|| self.region.clone()),
            rate: fraction(self.rate),
            name: self.name.clone(),
            applies_to_shipping: self.applies_to_shipping,
        }
    }

    fn decided(&self) -> Value {
        serde_json::to_value(self.view()).unwrap_or_default()
    }

    fn key(name: &str) -> (&'static str, Column) {
        ("id = ?1", Column::Integer(id_of(name).unwrap_or(0)))
    }

    fn check(&self, check: &mut Check) {
        check.country("/country", &self.country);
        if !self.region.is_empty() {
            check.name("/region", &self.region);
        }
        check.name("/name", &self.name);
    }

    fn insert(&self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.prepare_cached(include_str!("../../../../sql/pricing/insert_tax_rate.sql"))?
            .execute(params![
                self.country,
                self.region,
                self.rate,
                self.name,
                self.applies_to_shipping,
            ])
    }

    fn update(&mut self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.prepare_cached(include_str!("../../../../sql/pricing/update_tax_rate.sql"))?
            .execute(params![
                self.id,
                self.country,
                self.region,
                self.rate,
                self.name,
                self.applies_to_shipping,
            ])
    }

    fn taken(&self) -> TermsError {
        TermsError::RateTaken(self.name())
    }
}
