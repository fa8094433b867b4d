//! What people write about sellers, checked.

use poem_openapi::{
    Enum, Object,
    types::{Example, MaybeUndefined},
};
use serde::Deserialize;

use super::{DESCRIPTION_MAX, REASON_MAX, Seller, SellerError, Status};
use crate::{
    catalogue::FieldError,
    people::users::{NAME_FAULT, check_name},
    pricing::check::millionths,
};

/// Somebody who wants to sell.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct NewSeller {
    /// What customers read: 1 to 200 characters on one line.
    #[oai(validator(min_length = 1, max_length = 200))]
    pub name: String,
    /// What is sold, and by whom: plain text of at most 5,000 characters.
    #[serde(default)]
    #[oai(validator(max_length = 5000))]
    pub description: Option<String>,
}

impl Example for NewSeller {
    fn example() -> Self {
        Self {
            name: "Anatolian Looms".into(),
            description: Some("Kilims from Uşak, woven by four families.".into()),
        }
    }
}

/// A change of a seller's profile: what is absent stays, a null description is cleared.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct SellerPatch {
    /// 1 to 200 characters on one line.
    #[oai(validator(min_length = 1, max_length = 200))]
    pub name: MaybeUndefined<String>,
    /// At most 5,000 characters.
    #[oai(validator(max_length = 5000))]
    pub description: MaybeUndefined<String>,
}

impl Example for SellerPatch {
    fn example() -> Self {
        Self {
            description: MaybeUndefined::Value("Kilims from Uşak and Konya.".into()),
            ..Self::default()
        }
    }
}

/// Where an admin sends a seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum Verdict {
    /// May sell.
    Active,
    /// May not.
    Suspended,
}

impl From<Verdict> for Status {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Active => Self::Active,
            Verdict::Suspended => Self::Suspended,
        }
    }
}

/// What an administrator decides about a seller: what is absent stays.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example, rename = "SellerDecision")]
pub struct Decision {
    /// Whether it may sell.
    pub status: MaybeUndefined<Verdict>,
    /// A fraction of what it sells, from 0 to 1 with at most six decimals; null is the shop's rate. It holds
    /// for orders that are paid from now on.
    pub commission: MaybeUndefined<f64>,
    /// Why, for the seller's letter and the audit log: at most 500 characters.
    #[oai(validator(max_length = 500))]
    pub reason: Option<String>,
}

impl Example for Decision {
    fn example() -> Self {
        Self {
            status: MaybeUndefined::Value(Verdict::Active),
            commission: MaybeUndefined::Value(0.1),
            reason: None,
        }
    }
}

/// What a seller says of itself, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// One line.
    pub name: String,
    /// Lines; `None` where there are none.
    pub description: Option<String>,
}

impl NewSeller {
    /// The profile.
    ///
    /// # Errors
    /// `Invalid`, which names each field that cannot be as it is.
    pub fn checked(self) -> Result<Profile, SellerError> {
        checked(&self.name, self.description, Vec::new())
    }
}

impl SellerPatch {
    /// The profile that a seller has after the change.
    ///
    /// # Errors
    /// `Invalid`, which names each field that cannot be as it is.
    pub fn over(self, seller: &Seller) -> Result<Profile, SellerError> {
        let mut faults = Vec::new();
        let name = match self.name {
            MaybeUndefined::Undefined => seller.name.clone(),
            MaybeUndefined::Value(name) => name,
            MaybeUndefined::Null => {
                faults.push(fault("/name", "must not be null"));
                seller.name.clone()
            }
        };
        let description = match self.description {
            MaybeUndefined::Undefined => seller.description.clone(),
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(text) => Some(text),
        };
        checked(&name, description, faults)
    }
}

impl Decision {
    /// Applies the decision to a seller, and gives the reason.
    ///
    /// # Errors
    /// `Invalid`, which names each field that cannot be as it is.
    pub fn apply(self, seller: &mut Seller) -> Result<Option<String>, SellerError> {
        let mut faults = Vec::new();
        match self.status {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => faults.push(fault("/status", "must not be null")),
            MaybeUndefined::Value(verdict) => seller.status = verdict.into(),
        }
        match self.commission {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => seller.commission = None,
            MaybeUndefined::Value(rate) => match millionths(rate) {
                Ok(rate) => seller.commission = Some(rate),
                Err(detail) => faults.push(fault("/commission", detail)),
            },
        }
        let reason = text("/reason", self.reason, REASON_MAX, &mut faults);
        done(reason, faults)
    }
}

fn checked(
    name: &str,
    description: Option<String>,
    mut faults: Vec<FieldError>,
) -> Result<Profile, SellerError> {
    let named = check_name(name).unwrap_or_else(|| {
        faults.push(fault("/name", NAME_FAULT));
        String::new()
    });
    let description = text("/description", description, DESCRIPTION_MAX, &mut faults);
    let name = named;
    done(Profile { name, description }, faults)
}

/// Lines of text without blanks around them; `None` when nothing is left.
fn text(
    pointer: &str,
    given: Option<String>,
    most: usize,
    faults: &mut Vec<FieldError>,
) -> Option<String> {
    let given = given?;
    let text = given.trim();
    if text.chars().count() > most {
        faults.push(fault(pointer, format!("must be at most {most} characters")));
    } else if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        faults.push(fault(pointer, "must not hold control characters"));
    }
    (!text.is_empty()).then(|| text.to_owned())
}

fn fault(pointer: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        pointer: pointer.to_owned(),
        detail: detail.into(),
    }
}

fn done<T>(value: T, faults: Vec<FieldError>) -> Result<T, SellerError> {
    match faults.is_empty() {
        true => Ok(value),
        false => Err(SellerError::Invalid(faults)),
    }
}
