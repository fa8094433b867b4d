//! The terms of trade over HTTP, for administrators.

mod coupons;
mod models;
mod settings;
mod shipping_methods;
mod tax_rates;

use std::sync::Arc;

use poem::http::header;
use poem_openapi::{OpenApi, types::Type};
use serde_json::json;

use super::{
    TermsError,
    desk::{self, Term},
};
use crate::{
    catalogue::sorting::parameter::{self, Sort},
    http::{
        caller::Caller,
        payload::{Rendered, sent},
        problem::{
            COUPON_CODE_TAKEN, CURRENCY_IN_USE, PRECONDITION_FAILED, Problem,
            SHIPPING_METHOD_TAKEN, TAX_RATE_TAKEN,
        },
    },
    people::rights::{Action, require},
    settings::LiveCurrency,
    store::{Store, StoreError},
};

pub(crate) use models::{NewShippingMethod, NewTaxRate};
pub(crate) use settings::{SettingsPatch, change as change_settings};

/// Every operation on the terms of trade.
pub fn operations(store: &Store, currency: &LiveCurrency) -> impl OpenApi + use<> {
    (
        coupons::Coupons(store.clone()),
        shipping_methods::ShippingMethods(store.clone()),
        tax_rates::TaxRates(store.clone()),
        settings::SettingsApi {
            store: store.clone(),
            currency: currency.clone(),
            changing: Arc::default(),
        },
    )
}

impl From<TermsError> for Problem {
    fn from(error: TermsError) -> Self {
        match error {
            TermsError::NotFound(thing) => Self::not_found(thing),
            TermsError::CouponTaken(code) => Self::new(
                COUPON_CODE_TAKEN,
                format!(
                    "There is a coupon {code:?}; codes are the same in capitals and small letters."
                ),
            ),
            TermsError::MethodTaken(code) => Self::new(
                SHIPPING_METHOD_TAKEN,
                format!("There is a shipping method {code:?}."),
            ),
            TermsError::RateTaken(place) => Self::new(
                TAX_RATE_TAKEN,
                format!("There is a rate for {place}; change that one."),
            ),
            TermsError::Invalid(faults) => Self::fields(faults),
            TermsError::Stale => Self::new(
                PRECONDITION_FAILED,
                "It was changed since you read it; read it again.",
            ),
            TermsError::CurrencyInUse => Self::new(
                CURRENCY_IN_USE,
                "There are products or orders in the shop's currency; begin with an empty data folder.",
            ),
            TermsError::Store(error) => error.into(),
        }
    }
}

/// One term with the tag that names its state.
fn shown<T: Term, D: Type, M>(term: &T) -> Result<Rendered<D, M>, Problem> {
    Ok(sent(&term.view())?.header(header::ETAG, term.tag()))
}

/// A page of terms.
fn listed<T: Term, D: Type, M>(
    store: &Store,
    caller: &Caller,
    sort: Option<Sort<T::Keys>>,
    limit: Option<i64>,
    cursor: Option<&str>,
) -> Result<Rendered<D, M>, Problem> {
    require(caller, Action::ManageTerms)?;
    let window = parameter::window(T::TABLE, sort, limit, cursor)?;
    let page = store.read(|db| Ok::<_, StoreError>(desk::page::<T>(db, &window)?))?;
    let items: Vec<T::View> = page.items.iter().map(T::view).collect();
    sent(&json!({"items": items, "total": page.total, "next_cursor": page.next_cursor}))
}
