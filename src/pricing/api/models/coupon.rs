//! Coupons.

use poem_openapi::{
    Object,
    types::{Example, MaybeUndefined},
};
use rusqlite::{Connection, Row, params, types::Value as Column};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::page;
use crate::{
    catalogue::sorting::{Key, MADE, Sorts},
    pricing::{
        Coupon, CouponKind, TermsError,
        check::{AMOUNT_MAX, Check, clear},
        coupons,
        desk::Term,
    },
    time,
};

/// The most uses that a limit allows.
const USES_MAX: i64 = 1_000_000_000;

/// A coupon.
#[derive(Debug, Serialize, Object)]
#[oai(example, rename = "Coupon")]
pub struct CouponView {
    /// Its id.
    pub id: i64,
    /// What a customer types, in any case.
    pub code: String,
    /// What it does.
    pub kind: CouponKind,
    /// Whole percent, or minor units; 0 for free shipping.
    pub value: i64,
    /// The subtotal, before discounts, from which on it counts; minor units.
    pub min_subtotal: Option<i64>,
    /// Not before.
    pub starts_at: Option<String>,
    /// No longer from here on.
    pub ends_at: Option<String>,
    /// How many orders may use it.
    pub usage_limit: Option<i64>,
    /// How many orders of one customer may use it.
    pub per_customer_limit: Option<i64>,
    /// How many orders do.
    pub used_count: i64,
    /// When it was made.
    pub created_at: String,
    /// When it was changed.
    pub updated_at: String,
}

impl Example for CouponView {
    fn example() -> Self {
        Self {
            id: 3,
            code: "SPRING10".into(),
            kind: CouponKind::Percent,
            value: 10,
            min_subtotal: Some(5_000),
            starts_at: Some("2026-03-01T00:00:00Z".into()),
            ends_at: Some("2026-06-01T00:00:00Z".into()),
            usage_limit: Some(500),
            per_customer_limit: Some(1),
            used_count: 12,
            created_at: "2026-02-20T09:00:00Z".into(),
            updated_at: "2026-02-20T09:00:00Z".into(),
        }
    }
}

page! {
    /// Coupons, the newest first.
    CouponPage of CouponView
}

/// A coupon to make.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct NewCoupon {
    /// 1 to 50 letters, digits, `-` or `_`.
    #[oai(validator(min_length = "1", max_length = "50"))]
    pub code: String,
    /// What it does.
    pub kind: CouponKind,
    /// Whole percent from 1 to 100, or minor units; may be left out for free shipping.
    #[serde(default)]
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub value: Option<i64>,
    /// The subtotal, before discounts, from which on it counts; minor units.
    #[serde(default)]
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub min_subtotal: Option<i64>,
    /// An instant; from now on when left out.
    #[serde(default)]
    pub starts_at: Option<String>,
    /// An instant after `starts_at`; without end when left out.
    #[serde(default)]
    pub ends_at: Option<String>,
    /// How many orders may use it; any number when left out.
    #[serde(default)]
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000000")))]
    pub usage_limit: Option<i64>,
    /// How many orders of one customer may use it; any number when left out.
    #[serde(default)]
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000000")))]
    pub per_customer_limit: Option<i64>,
}

impl Example for NewCoupon {
    fn example() -> Self {
        Self {
            code: "SPRING10".into(),
            kind: CouponKind::Percent,
            value: Some(10),
            min_subtotal: Some(5_000),
            starts_at: Some("2026-03-01T00:00:00Z".into()),
            ends_at: Some("2026-06-01T00:00:00Z".into()),
            usage_limit: Some(500),
            per_customer_limit: Some(1),
        }
    }
}

impl NewCoupon {
    /// The coupon that it would be.
    pub fn draft(self, check: &mut Check) -> Coupon {
        if self.value.is_none() && self.kind != CouponKind::FreeShipping {
            check.fail("/value", "is required for this kind");
        }
        // Where it is missing that is said already.
        let absent = match self.kind {
            CouponKind::FreeShipping => 0,
            CouponKind::Percent | CouponKind::Fixed => 1,
        };
        let now = time::now();
        let mut instant =
            |pointer, text: Option<String>| text.map(|text| check.instant(pointer, &text));
        Coupon {
            id: 0,
            code: self.code,
            kind: self.kind,
            value: self.value.unwrap_or(absent),
            min_subtotal: self.min_subtotal,
            starts_at: instant("/starts_at", self.starts_at),
            ends_at: instant("/ends_at", self.ends_at),
            usage_limit: self.usage_limit,
            per_customer_limit: self.per_customer_limit,
            used_count: 0,
            created_at: now,
            updated_at: now,
        }
    }
}

/// A change of a coupon: what is absent stays, what is null is cleared.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct CouponPatch {
    /// 1 to 50 letters, digits, `-` or `_`.
    pub code: MaybeUndefined<String>,
    /// What it does.
    pub kind: MaybeUndefined<CouponKind>,
    /// Whole percent from 1 to 100, or minor units; 0 for free shipping.
    pub value: MaybeUndefined<i64>,
    /// The subtotal, before discounts, from which on it counts; minor units.
    pub min_subtotal: MaybeUndefined<i64>,
    /// An instant.
    pub starts_at: MaybeUndefined<String>,
    /// An instant after `starts_at`.
    pub ends_at: MaybeUndefined<String>,
    /// How many orders may use it; not fewer than already did.
    pub usage_limit: MaybeUndefined<i64>,
    /// How many orders of one customer may use it.
    pub per_customer_limit: MaybeUndefined<i64>,
}

impl Example for CouponPatch {
    fn example() -> Self {
        Self {
            ends_at: MaybeUndefined::Value("2026-07-01T00:00:00Z".into()),
            usage_limit: MaybeUndefined::Null,
            ..Self::default()
        }
    }
}

impl CouponPatch {
    /// Changes a coupon.
    pub fn apply(self, coupon: &mut Coupon, check: &mut Check) {
        let becomes_free = matches!(self.kind, MaybeUndefined::Value(CouponKind::FreeShipping));
        if becomes_free && self.value.is_undefined() {
            coupon.value = 0;
        }
        check.replace("/code", self.code, &mut coupon.code);
        check.replace("/kind", self.kind, &mut coupon.kind);
        check.replace("/value", self.value, &mut coupon.value);
        clear(self.min_subtotal, &mut coupon.min_subtotal);
        let mut instant = |pointer, given: MaybeUndefined<String>| match given {
            MaybeUndefined::Value(text) => MaybeUndefined::Value(check.instant(pointer, &text)),
            MaybeUndefined::Null => MaybeUndefined::Null,
            MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        };
        clear(instant("/starts_at", self.starts_at), &mut coupon.starts_at);
        clear(instant("/ends_at", self.ends_at), &mut coupon.ends_at);
        clear(self.usage_limit, &mut coupon.usage_limit);
        clear(self.per_customer_limit, &mut coupon.per_customer_limit);
    }
}

/// What coupons are sorted by: their ids, or their codes in any capitals.
pub struct CouponKeys;

impl Sorts for CouponKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key {
        name: "code",
        columns: &["code"],
    }];
    const TIE: &'static str = "id";
}

impl Term for Coupon {
    const THING: &'static str = "coupon";
    const TABLE: &'static str = "coupons";
    const COLUMNS: &'static str = coupons::COLUMNS;
    type Keys = CouponKeys;
    type View = CouponView;

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        coupons::read(row)
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn name(&self) -> String {
        self.code.clone()
    }

    fn view(&self) -> CouponView {
        CouponView {
            id: self.id,
            code: self.code.clone(),
            kind: self.kind,
            value: self.value,
            min_subtotal: self.min_subtotal,
            starts_at: self.starts_at.map(time::to_rfc3339),
            ends_at: self.ends_at.map(time::to_rfc3339),
            usage_limit: self.usage_limit,
            per_customer_limit: self.per_customer_limit,
            used_count: self.used_count,
            created_at: time::to_rfc3339(self.created_at),
            updated_at: time::to_rfc3339(self.updated_at),
        }
    }

    fn decided(&self) -> Value {
        json!({
            "id": self.id,
            "code": self.code,
            "kind": self.kind,
            "value": self.value,
            "min_subtotal": self.min_subtotal,
            "starts_at": self.starts_at.map(time::to_rfc3339),
            "ends_at": self.ends_at.map(time::to_rfc3339),
            "usage_limit": self.usage_limit,
            "per_customer_limit": self.per_customer_limit,
        })
    }

    fn key(name: &str) -> (&'static str, Column) {
        ("code = ?1", Column::Text(name.to_owned()))
    }

    fn check(&self, check: &mut Check) {
        check.code("/code", &self.code);
        match self.kind {
            CouponKind::Percent => check.between("/value", self.value, 1, 100),
            CouponKind::Fixed => check.between("/value", self.value, 1, AMOUNT_MAX),
            CouponKind::FreeShipping if self.value != 0 => {
                check.fail("/value", "must be 0 or left out for free shipping");
            }
            CouponKind::FreeShipping => {}
        }
        check.amount("/min_subtotal", self.min_subtotal);
        if let (Some(start), Some(end)) = (self.starts_at, self.ends_at)
            && start >= end
        {
            check.fail("/ends_at", "must be after starts_at");
        }
        if let Some(limit) = self.usage_limit {
            // So often it was used already.
            let least = self.used_count.max(1);
            check.between("/usage_limit", limit, least, USES_MAX);
        }
        if let Some(limit) = self.per_customer_limit {
            check.between("/per_customer_limit", limit, 1, USES_MAX);
        }
    }

    fn insert(&self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.prepare_cached(include_str!("../../../../sql/pricing/insert_coupon.sql"))?
            .execute(params![
                self.code,
                self.kind.as_str(),
                self.value,
                self.min_subtotal,
                self.starts_at,
                self.ends_at,
                self.usage_limit,
                self.per_customer_limit,
                self.created_at,
            ])
    }

    fn update(&mut self, tx: &Connection) -> rusqlite::Result<usize> {
        self.updated_at = time::now();
        tx.prepare_cached(include_str!("../../../../sql/pricing/update_coupon.sql"))?
            .execute(params![
                self.id,
                self.code,
                self.kind.as_str(),
                self.value,
                self.min_subtotal,
                self.starts_at,
                self.ends_at,
                self.usage_limit,
                self.per_customer_limit,
                self.updated_at,
            ])
    }

    fn taken(&self) -> TermsError {
        TermsError::CouponTaken(self.code.clone())
    }
}
