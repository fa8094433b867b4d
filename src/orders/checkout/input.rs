//! What a checkout takes, and what of it can be checked without the shop.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use super::CheckoutError;
use crate::{
    http::body::object, orders::model::Address, people::email, pricing::places,
    settings::PaymentMethod,
};

/// Characters of a note.
const NOTE_MAX: usize = 1_000;
/// Characters of a shipping method's code.
const CODE_MAX: usize = 100;
/// The largest total that can be expected, in minor units: no cart costs more.
const TOTAL_MAX: i64 = 1_000_000_000_000_000_000;

/// What is bought is in the cart; this is for whom, how it is sent and how it is paid.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct CheckoutInput {
    /// Where letters about the order go.
    pub email: String,
    /// Where the parcel goes; may be left out when nothing needs one.
    #[serde(default, deserialize_with = "object")]
    pub shipping_address: Option<Address>,
    /// Whom the bill is for; the shipping address when left out.
    #[serde(default, deserialize_with = "object")]
    pub billing_address: Option<Address>,
    /// The code of a shipping method; may be left out when nothing needs a parcel.
    #[serde(default)]
    pub shipping_method: Option<String>,
    /// bank_transfer, cash_on_delivery, pickup or dummy, as far as the shop takes it.
    pub payment_method: String,
    /// Minor units: refuses (409 `cart-changed`) when the order would cost anything else.
    #[serde(default)]
    pub expected_total: Option<i64>,
    /// What the customer wants to say; up to 1,000 characters.
    #[serde(default)]
    pub note: Option<String>,
}

impl Example for CheckoutInput {
    fn example() -> Self {
        Self {
            email: "ada@example.org".into(),
            shipping_address: Some(Address::example()),
            billing_address: None,
            shipping_method: Some("standard".into()),
            payment_method: "bank_transfer".into(),
            expected_total: Some(39_390),
            note: None,
        }
    }
}

/// A request to check out that makes sense by itself.
#[derive(Debug, Clone)]
pub struct Request {
    /// In lower case.
    pub email: String,
    /// Where the parcel goes.
    pub shipping_address: Option<Address>,
    /// Whom the bill is for, where it is somebody else.
    pub billing_address: Option<Address>,
    /// The code of a shipping method.
    pub shipping_method: Option<String>,
    /// How it is paid.
    pub payment_method: PaymentMethod,
    /// What it should cost, in minor units.
    pub expected_total: Option<i64>,
    /// What the customer says.
    pub note: Option<String>,
}

/// Gathers what is wrong.
#[derive(Default)]
struct Faults(Vec<(String, String)>);

impl Faults {
    fn add(&mut self, pointer: &str, detail: impl Into<String>) {
        self.0.push((pointer.to_owned(), detail.into()));
    }

    /// A text without spaces around it.
    fn text(
        &mut self,
        pointer: &str,
        text: &str,
        least: usize,
        most: usize,
        lines: bool,
    ) -> String {
        let text = text.trim();
        let length = text.chars().count();
        if !(least..=most).contains(&length) {
            self.add(pointer, format!("must have {least} to {most} characters"));
        }
        let is_strange = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'));
        if text.contains(is_strange) {
            self.add(pointer, "must hold no control characters");
        }
        text.to_owned()
    }

    /// The same for one that may be left out; an empty one is.
    fn optional(&mut self, pointer: &str, text: Option<&str>, most: usize) -> Option<String> {
        let text = self.text(pointer, text?, 0, most, false);
        (!text.is_empty()).then_some(text)
    }

    fn address(&mut self, pointer: &str, address: &Address) -> Address {
        let at = |field: &str| format!("{pointer}/{field}");
        let country = address.country.trim().to_uppercase();
        if places::country(&country).is_none() {
            self.add(
                &at("country"),
                "must be an ISO 3166-1 alpha-2 code, such as DE",
            );
        }
        Address {
            name: self.text(&at("name"), &address.name, 1, 200, false),
            line1: self.text(&at("line1"), &address.line1, 1, 200, false),
            line2: self.optional(&at("line2"), address.line2.as_deref(), 200),
            city: self.text(&at("city"), &address.city, 1, 100, false),
            region: self.optional(&at("region"), address.region.as_deref(), 100),
            postal_code: self.text(&at("postal_code"), &address.postal_code, 1, 20, false),
            country,
        }
    }
}

impl TryFrom<CheckoutInput> for Request {
    type Error = CheckoutError;

    fn try_from(input: CheckoutInput) -> Result<Self, CheckoutError> {
        let mut faults = Faults::default();
        let email = email::normalise(&input.email);
        if email.is_none() {
            faults.add("/email", "must be an e-mail address");
        }
        let mut address = |pointer, address: &Option<Address>| {
            let given = address.as_ref()?;
            Some(faults.address(pointer, given))
        };
        let shipping_address = address("/shipping_address", &input.shipping_address);
        let billing_address = address("/billing_address", &input.billing_address);
        let code = input.shipping_method.as_deref();
        let shipping_method = faults.optional("/shipping_method", code, CODE_MAX);
        let payment_method = PaymentMethod::parse(&input.payment_method);
        if payment_method.is_none() {
            let names = PaymentMethod::ALL.map(PaymentMethod::as_str).join(", ");
            faults.add("/payment_method", format!("must be one of {names}"));
        }
        if let Some(total) = input.expected_total
            && !(0..=TOTAL_MAX).contains(&total)
        {
            faults.add("/expected_total", format!("must be 0 to {TOTAL_MAX}"));
        }
        let note = input.note.as_deref();
        let note = note.map(|note| faults.text("/note", note, 0, NOTE_MAX, true));
        match (email, payment_method) {
            (Some(email), Some(payment_method)) if faults.0.is_empty() => Ok(Self {
                email,
                shipping_address,
                billing_address,
                shipping_method,
                payment_method,
                expected_total: input.expected_total,
                note: note.filter(|note| !note.is_empty()),
            }),
            _ => Err(CheckoutError::Invalid(faults.0)),
        }
    }
}
