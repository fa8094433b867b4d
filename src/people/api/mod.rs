//! People over HTTP.

mod accounts;
mod model;

use poem_openapi::OpenApi;

use super::{Accounts, PeopleError};
use crate::http::problem::{EMAIL_TAKEN, INVALID_CREDENTIALS, Problem};

/// Every operation on accounts.
pub fn operations(accounts: Accounts) -> impl OpenApi + use<> {
    accounts::AccountsApi(accounts)
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Invalid(faults) => Self::fields(
                faults
                    .into_iter()
                    .map(|(pointer, detail)| (pointer.to_owned(), detail.to_owned())),
            ),
            PeopleError::WrongCredentials => Self::new(
                INVALID_CREDENTIALS,
                "The e-mail and the password do not go together.",
            ),
            PeopleError::EmailTaken => Self::new(
                EMAIL_TAKEN,
                "There is an account with this e-mail: log in, or ask for a new password.",
            ),
            PeopleError::NotFound(thing) => Self::not_found(thing),
            PeopleError::Busy => Self::busy(),
            PeopleError::Store(error) => error.into(),
            error @ (PeopleError::Hashing(_) | PeopleError::Random(_)) => Self::internal(error),
        }
    }
}
