//! People over HTTP.

mod accounts;
mod model;
mod passwords;
mod sessions;
mod token_model;
mod tokens;
mod users;

use poem_openapi::OpenApi;

use super::{Accounts, PeopleError, standing::Standings};
use crate::{
    http::problem::{
        ACCOUNT_BLOCKED, EMAIL_TAKEN, INVALID_CREDENTIALS, INVALID_RESET_TOKEN, LAST_ADMIN,
        Problem, RATE_LIMITED,
    },
    settings::LiveCurrency,
    store::Store,
};

/// Every operation on accounts and API tokens.
pub fn operations(
    accounts: Accounts,
    store: &Store,
    standings: &Standings,
    currency: &LiveCurrency,
) -> impl OpenApi + use<> {
    (
        accounts::AccountsApi(accounts.clone()),
        passwords::PasswordsApi(accounts.clone()),
        sessions::SessionsApi(accounts),
        tokens::TokensApi {
            store: store.clone(),
            standings: standings.clone(),
        },
        users::UsersApi {
            store: store.clone(),
            standings: standings.clone(),
            currency: currency.clone(),
        },
    )
}

/// A failure of somebody who is logged in and shows the password once more.
fn shown_again(error: PeopleError) -> Problem {
    match error {
        PeopleError::WrongCredentials => {
            Problem::new(INVALID_CREDENTIALS, "The current password is not that.")
        }
        error => error.into(),
    }
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
            PeopleError::WrongLink => Self::new(
                INVALID_RESET_TOKEN,
                "The link was used, replaced by a newer one, or is older than an hour. Ask for another.",
            ),
            PeopleError::TooManyAttempts(seconds) => {
                let detail = format!("Too many tries were wrong; wait {seconds} s.");
                Self::new(RATE_LIMITED, detail).retry_after(seconds)
            }
            PeopleError::Blocked => Self::new(
                ACCOUNT_BLOCKED,
                "The shop keeps this account out. Ask the shop why.",
            ),
            PeopleError::LastAdmin => Self::new(
                LAST_ADMIN,
                "This is the last admin who can log in. Make somebody else an admin first.",
            ),
            PeopleError::NotFound(thing) => Self::not_found(thing),
            PeopleError::Busy => Self::busy(),
            PeopleError::Store(error) => error.into(),
            error @ (PeopleError::Hashing(_) | PeopleError::Random(_)) => Self::internal(error),
        }
    }
}
