//! Reviews as customers write them, and what administrators decide about them.

use poem_openapi::{
    Object,
    types::{Example, MaybeUndefined},
};
use serde::Deserialize;

use super::{BODY_MAX, REASON_MAX, ReviewError, TITLE_MAX};
use crate::catalogue::FieldError;

/// A review to write.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct NewReview {
    /// Stars.
    #[oai(validator(minimum(value = "1"), maximum(value = "5")))]
    pub rating: i64,
    /// Up to 120 characters.
    #[serde(default)]
    #[oai(validator(max_length = 120))]
    pub title: Option<String>,
    /// Up to 5,000 characters.
    #[serde(default)]
    #[oai(validator(max_length = 5000))]
    pub body: Option<String>,
}

impl Example for NewReview {
    fn example() -> Self {
        Self {
            rating: 5,
            title: Some("Softer every winter".into()),
            body: Some("It has been in our hall for a year and looks better than new.".into()),
        }
    }
}

/// A change to a review: what is absent stays, what is null is cleared.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct ReviewPatch {
    /// Stars.
    #[oai(validator(minimum(value = "1"), maximum(value = "5")))]
    pub rating: MaybeUndefined<i64>,
    /// Up to 120 characters.
    #[oai(validator(max_length = 120))]
    pub title: MaybeUndefined<String>,
    /// Up to 5,000 characters.
    #[oai(validator(max_length = 5000))]
    pub body: MaybeUndefined<String>,
}

impl Example for ReviewPatch {
    fn example() -> Self {
        Self {
            rating: MaybeUndefined::Value(4),
            ..Self::default()
        }
    }
}

/// What an administrator decides about a review.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example, rename = "ReviewDecision")]
pub struct Decision {
    /// Whether it is kept from everybody but its author, and out of the average.
    pub hidden: bool,
    /// Why, for its author and the audit log; required to hide. Up to 500 characters.
    #[serde(default)]
    #[oai(validator(max_length = 500))]
    pub reason: Option<String>,
}

impl Example for Decision {
    fn example() -> Self {
        Self {
            hidden: true,
            reason: Some("It names a person.".into()),
        }
    }
}

/// What a customer thinks of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Stars.
    pub rating: i64,
    /// One line.
    pub title: Option<String>,
    /// Lines.
    pub body: Option<String>,
}

impl NewReview {
    /// The opinion, checked.
    ///
    /// # Errors
    /// `Invalid`, which names each field that cannot be as it is.
    pub fn checked(self) -> Result<Opinion, ReviewError> {
        let opinion = Opinion {
            rating: self.rating,
            title: self.title,
            body: self.body,
        };
        opinion.checked()
    }
}

impl ReviewPatch {
    /// The opinion that it makes of another, checked.
    ///
    /// # Errors
    /// `Invalid`, which names each field that cannot be as it is.
    pub fn applied(self, to: Opinion) -> Result<Opinion, ReviewError> {
        let rating = match self.rating {
            MaybeUndefined::Undefined => to.rating,
            MaybeUndefined::Value(rating) => rating,
            MaybeUndefined::Null => {
                return Err(ReviewError::Invalid(vec![fault(
                    "/rating",
                    "must not be null",
                )]));
            }
        };
        let over = |change: MaybeUndefined<String>, base| match change {
            MaybeUndefined::Undefined => base,
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(text) => Some(text),
        };
        let opinion = Opinion {
            rating,
            title: over(self.title, to.title),
            body: over(self.body, to.body),
        };
        opinion.checked()
    }
}

impl Decision {
    /// The decision, its reason without white space around it.
    ///
    /// # Errors
    /// `Invalid` without a reason to hide.
    pub fn checked(mut self) -> Result<Self, ReviewError> {
        self.reason = tidy(self.reason);
        let detail = match &self.reason {
            None if self.hidden => Some("is required to hide a review".to_owned()),
            Some(reason) => text_fault(reason, REASON_MAX, false),
            None => None,
        };
        match detail {
            Some(detail) => Err(ReviewError::Invalid(vec![fault("/reason", &detail)])),
            None => Ok(self),
        }
    }
}

impl Opinion {
    fn checked(mut self) -> Result<Self, ReviewError> {
        self.title = tidy(self.title);
        self.body = tidy(self.body.map(|body| body.replace("\r\n", "\n")));
        let mut faults = Vec::new();
        if !(1..=5).contains(&self.rating) {
            faults.push(fault("/rating", "must be from 1 to 5"));
        }
        for (pointer, text, most, lines) in [
            ("/title", &self.title, TITLE_MAX, false),
            ("/body", &self.body, BODY_MAX, true),
        ] {
            let detail = text
                .as_deref()
                .and_then(|text| text_fault(text, most, lines));
            faults.extend(detail.map(|detail| fault(pointer, &detail)));
        }
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(ReviewError::Invalid(faults))
        }
    }
}

/// A text without the white space around it; nothing at all is none.
fn tidy(text: Option<String>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned());
    text.filter(|text| !text.is_empty())
}

fn text_fault(text: &str, most: usize, lines: bool) -> Option<String> {
    let control = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\t'));
    if text.chars().count() > most {
        return Some(format!("must be at most {most} characters long"));
    }
    let unseen = text.contains(control);
    unseen.then(|| "must not contain control characters".to_owned())
}

fn fault(pointer: &str, detail: &str) -> FieldError {
    FieldError {
        pointer: pointer.to_owned(),
        detail: detail.to_owned(),
    }
}
