//! Accounts as bodies and answers have them.

use poem_openapi::{
    Object,
    types::{Example, MaybeUndefined},
};
use serde::Deserialize;

use crate::{
    people::{
        accounts::LoggedIn,
        users::{OwnSeller, User},
    },
    time,
};

/// Somebody who wants an account.
#[derive(Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct Registration {
    /// Where mail goes; case does not matter.
    #[oai(validator(max_length = "254"))]
    pub email: String,
    /// 10 to 256 characters.
    #[oai(validator(min_length = "10", max_length = "256"))]
    pub password: String,
    /// What to call them: 1 to 200 characters.
    #[oai(validator(min_length = "1", max_length = "200"))]
    pub name: String,
}

impl Example for Registration {
    fn example() -> Self {
        Self {
            email: "ada@example.org".into(),
            password: "a long pass phrase".into(),
            name: "Ada".into(),
        }
    }
}

/// An e-mail and its password.
#[derive(Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct Login {
    /// As registered; case does not matter.
    pub email: String,
    /// The password.
    pub password: String,
}

impl Example for Login {
    fn example() -> Self {
        Self {
            email: "ada@example.org".into(),
            password: "a long pass phrase".into(),
        }
    }
}

/// A change of the own account: what is absent stays.
#[derive(Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct AccountPatch {
    /// What to call them: 1 to 200 characters.
    pub name: MaybeUndefined<String>,
    /// Where mail goes.
    pub email: MaybeUndefined<String>,
    /// Needed to change the e-mail.
    pub current_password: MaybeUndefined<String>,
}

impl Example for AccountPatch {
    fn example() -> Self {
        Self {
            name: MaybeUndefined::Value("Ada Lovelace".into()),
            ..Self::default()
        }
    }
}

/// An account.
#[derive(Object)]
#[oai(example)]
pub struct Account {
    /// A UUID.
    pub id: String,
    /// In lower case.
    pub email: String,
    /// What to call them.
    pub name: String,
    /// customer, seller or admin: a seller is somebody whose seller is active.
    pub role: String,
    /// Whom they sell for, or have asked to.
    pub seller: Option<AccountSeller>,
    /// RFC 3339.
    pub created_at: String,
}

/// The seller of an account.
#[derive(Object)]
#[oai(example)]
pub struct AccountSeller {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// pending, active or suspended.
    pub status: String,
}

/// A login, and the account that it is of.
#[derive(Object)]
#[oai(example)]
pub struct Session {
    /// The secret, this once: send it as `Authorization: Bearer <token>`.
    pub token: String,
    /// When it ends. RFC 3339.
    pub expires_at: String,
    /// The account.
    pub user: Account,
}

impl Example for AccountSeller {
    fn example() -> Self {
        Self {
            id: 3,
            slug: "anatolian-looms".into(),
            name: "Anatolian Looms".into(),
            status: "active".into(),
        }
    }
}

impl Example for Account {
    fn example() -> Self {
        Self {
            id: "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10".into(),
            email: "ada@example.org".into(),
            name: "Ada".into(),
            role: "seller".into(),
            seller: Some(AccountSeller::example()),
            created_at: "2026-11-24T10:00:00Z".into(),
        }
    }
}

impl Example for Session {
    fn example() -> Self {
        Self {
            token: "souklogin_3q2-7wE…".into(),
            expires_at: "2026-12-24T10:00:00Z".into(),
            user: Account::example(),
        }
    }
}

impl From<OwnSeller> for AccountSeller {
    fn from(seller: OwnSeller) -> Self {
        Self {
            id: seller.id,
            slug: seller.slug,
            name: seller.name,
            status: seller.status,
        }
    }
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email,
            name: user.name,
            role: user.role.as_str().to_owned(),
            seller: user.seller.map(AccountSeller::from),
            created_at: time::to_rfc3339(user.created_at),
        }
    }
}

impl From<LoggedIn> for Session {
    fn from(logged_in: LoggedIn) -> Self {
        Self {
            token: logged_in.login.token,
            expires_at: time::to_rfc3339(logged_in.login.expires_at),
            user: logged_in.user.into(),
        }
    }
}
