//! What a shop is founded with, and the one transaction that founds it.

use super::{SetupError, has_admin};
use crate::{
    audit::{self, Actor},
    http::caller::Role,
    money::{DecimalMark, parse_amount},
    people::{
        PeopleError,
        sessions::{self, Opened},
        users::{self, NewUser},
    },
    pricing::{
        ShippingMethod, TaxRate, TermsError,
        api::{NewShippingMethod, NewTaxRate, SettingsPatch, change_settings},
        desk, places,
    },
    settings::{PaymentMethod, Settings},
    store::Tx,
};
use poem_openapi::types::MaybeUndefined;
use serde_json::json;

/// How many decimals a rate in per cent has at most.
const PERCENT_DECIMALS: usize = 4;
/// What the first way to send parcels is known by.
const SHIPPING_CODE: &str = "standard";

/// What somebody filled in, as it was typed. Not to be printed: there is a password in it.
#[derive(Clone, Default)]
pub struct Plan {
    /// The administrator's name.
    pub name: String,
    /// What they log in with.
    pub email: String,
    /// 10 to 256 characters.
    pub password: String,
    /// What the shop is called.
    pub shop_name: String,
    /// Where it is, by ISO 3166-1.
    pub country: String,
    /// What its prices are in, by ISO 4217.
    pub currency: String,
    /// In per cent; empty or zero for none.
    pub tax_rate: String,
    /// What the tax is called.
    pub tax_name: String,
    /// Whether prices contain the tax already.
    pub prices_include_tax: bool,
    /// What the first way to send parcels is called; empty for none.
    pub shipping_name: String,
    /// What it costs, in the currency's major units.
    pub shipping_price: String,
    /// From which sum on it costs nothing; empty for none.
    pub shipping_free_above: String,
    /// Whether parcels go to all countries.
    pub ships_everywhere: bool,
    /// How customers pay.
    pub payment_methods: Vec<PaymentMethod>,
}

/// A field of the form and what is wrong with it.
pub type Fault = (String, String);

impl Plan {
    /// The account that it makes.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn user(&self) -> Result<NewUser, Vec<Fault>> {
        let checked = NewUser::checked(&self.email, &self.name, &self.password, Role::Admin);
        checked.map_err(|error| match error {
            PeopleError::Invalid(faults) => {
                let fault = |(pointer, detail): (&str, &str)| {
                    (
                        pointer.trim_start_matches('/').to_owned(),
                        detail.to_owned(),
                    )
                };
                faults.into_iter().map(fault).collect()
            }
            other => vec![("email".to_owned(), other.to_string())],
        })
    }

    /// Settings, tax and shipping: all that is not the account. Gathers everything that is wrong.
    fn write_terms(&self, tx: &Tx<'_>, actor: &Actor) -> Result<Settings, SetupError> {
        let mut faults = Faults::default();
        if places::country(&self.country).is_none() {
            faults.fail("country", "must be one of the list");
        }
        let patch = SettingsPatch {
            shop_name: MaybeUndefined::Value(self.shop_name.clone()),
            currency: MaybeUndefined::Value(self.currency.clone()),
            prices_include_tax: MaybeUndefined::Value(self.prices_include_tax),
            payment_methods: MaybeUndefined::Value(self.payment_methods.clone()),
            ..SettingsPatch::default()
        };
        let settings = faults.take("", change_settings(tx, actor, None, patch))?;
        match percent(&self.tax_rate) {
            Err(detail) => faults.fail("tax_rate", detail),
            Ok(0) => {}
            Ok(millionths) => {
                let rate = NewTaxRate {
                    country: self.country.clone(),
                    region: None,
                    rate: millionths as f64 / 1e6,
                    name: self.tax_name.clone(),
                    applies_to_shipping: Some(true),
                };
                let made = desk::create::<TaxRate>(tx, actor, |check| rate.draft(check));
                faults.take("tax_", made)?;
            }
        }
        if let Some(settings) = &settings
            && !self.shipping_name.is_empty()
        {
            let mut amount = |field: &str, text: &str| {
                let read = parse_amount(text, settings.currency, DecimalMark::Point);
                read.map_err(|error| faults.fail(field, error.to_string()))
                    .unwrap_or_default()
            };
            let price = amount("shipping_price", &self.shipping_price);
            let free_above = (!self.shipping_free_above.is_empty())
                .then(|| amount("shipping_free_above", &self.shipping_free_above));
            let method = NewShippingMethod {
                code: SHIPPING_CODE.to_owned(),
                name: self.shipping_name.clone(),
                countries: (!self.ships_everywhere).then(|| vec![self.country.clone()]),
                price,
                free_above,
                price_per_kg: None,
                position: None,
            };
            let made = desk::create::<ShippingMethod>(tx, actor, |check| method.draft(check));
            faults.take("shipping_", made)?;
        }
        match settings {
            Some(settings) if faults.0.is_empty() => Ok(settings),
            _ => Err(SetupError::Invalid(faults.0)),
        }
    }
}

/// Founds the shop: the account, its login, the settings, tax and shipping, or nothing of it. `agent` is
/// what the browser calls itself.
///
/// # Errors
/// `Founded` when there is an administrator already, `Invalid` with every field that cannot be as it is.
pub fn found(
    tx: &Tx<'_>,
    plan: &Plan,
    user: Result<(NewUser, String), Vec<Fault>>,
    agent: &str,
) -> Result<(Opened, Settings), SetupError> {
    if has_admin(tx)? {
        return Err(SetupError::Founded);
    }
    let actor = Actor::set_up();
    let terms = plan.write_terms(tx, &actor);
    let (user, hash) = match (user, &terms) {
        (Ok(user), _) => user,
        (Err(mut faults), Err(SetupError::Invalid(more))) => {
            faults.extend(more.iter().cloned());
            return Err(SetupError::Invalid(faults));
        }
        (Err(faults), _) => return Err(SetupError::Invalid(faults)),
    };
    let settings = terms?;
    let user = users::insert(tx, &user, &hash)?;
    let shown = json!({
        "id": user.id.to_string(), "email": user.email, "name": user.name, "role": "admin",
    });
    let subject = format!("user {}", user.id);
    audit::record(tx, &actor, "create", &subject, None, Some(&shown))?;
    Ok((sessions::open(tx, user.id, agent)?, settings))
}

/// Gathers what is wrong under the form's names of fields.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn fail(&mut self, field: &str, detail: impl Into<String>) {
        self.0.push((field.to_owned(), detail.into()));
    }

    /// What worked; what was refused is noted, with `prefix` before the names of its fields.
    fn take<T>(
        &mut self,
        prefix: &str,
        result: Result<T, TermsError>,
    ) -> Result<Option<T>, SetupError> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(TermsError::Invalid(faults)) => {
                for (pointer, detail) in faults {
                    let field = pointer.trim_start_matches('/');
                    let field = field.split('/').next().unwrap_or_default();
                    let name = match field {
                        "country" | "countries" => "country".to_owned(),
                        "price" | "name" | "rate" | "free_above" => format!("{prefix}{field}"),
                        field => field.to_owned(),
                    };
                    // The country is said twice; once is enough.
                    if !self.0.iter().any(|(known, _)| *known == name) {
                        self.0.push((name, detail));
                    }
                }
                Ok(None)
            }
            Err(TermsError::CurrencyInUse) => {
                self.fail("currency", "is settled: there are products with prices");
                Ok(None)
            }
            Err(error @ (TermsError::RateTaken(_) | TermsError::MethodTaken(_))) => {
                let field = if matches!(error, TermsError::RateTaken(_)) {
                    "tax_rate"
                } else {
                    "shipping_name"
                };
                self.fail(field, format!("is there already: {error}"));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Reads a rate in per cent (`19`, `8.1`, `8,1 %`) as millionths; an empty one is none.
fn percent(text: &str) -> Result<i64, &'static str> {
    let wrong = "must be a rate in per cent from 0 to 100, such as 19 or 8.1";
    let text = text
        .trim()
        .trim_end_matches('%')
        .trim_end()
        .replace(',', ".");
    if text.is_empty() {
        return Ok(0);
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = digits(whole) && digits(decimals) && !(whole.is_empty() && decimals.is_empty());
    if !is_number || whole.len() > 3 || decimals.len() > PERCENT_DECIMALS {
        return Err(wrong);
    }
    let millionths: i64 = format!("{whole}{decimals:0<PERCENT_DECIMALS$}")
        .parse()
        .map_err(|_| wrong)?;
    (millionths <= crate::money::MILLION)
        .then_some(millionths)
        .ok_or(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_in_per_cent() {
        for (text, millionths) in [
            ("", 0),
            ("0", 0),
            ("19", 190_000),
            ("25.5", 255_000),
            (" 8,1 % ", 81_000),
            ("100", 1_000_000),
            ("0.0001", 1),
            (".5", 5_000),
        ] {
            assert_eq!(percent(text), Ok(millionths), "{text:?}");
        }
        for wrong in ["x", "-1", "101", "1.23456", "1e2", ".", "1.2.3", "٣"] {
            assert!(percent(wrong).is_err(), "{wrong:?}");
        }
    }
}
