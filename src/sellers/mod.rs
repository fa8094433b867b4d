//! Sellers: who applies, who may sell, what everybody may know of them.
//!
//! Invariant: a seller sells exactly while the status is `active`. What it shows and what its credentials
//! may do change in the transaction that changes the status.

pub mod api;
mod input;
mod letters;
mod model;
pub mod profiles;
mod read;
mod write;

use poem_openapi::Enum;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    catalogue::{CatalogueError, FieldError},
    http::problem::Problem,
    store::StoreError,
};

pub use read::standing;

/// The longest description, in characters.
pub const DESCRIPTION_MAX: usize = 5_000;
/// The longest reason for a decision, in characters.
pub const REASON_MAX: usize = 500;

/// How a seller stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename = "SellerStatus", rename_all = "snake_case")]
pub enum Status {
    /// Has applied, and waits.
    Pending,
    /// Sells.
    Active,
    /// May not sell: for now, or from the beginning.
    Suspended,
}

impl Status {
    /// The name in SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    fn parse(name: &str) -> Self {
        match name {
            "active" => Self::Active,
            "suspended" => Self::Suspended,
            _ => Self::Pending,
        }
    }
}

/// A seller as it is kept. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Its id.
    pub id: i64,
    /// Its address; made from the first name, and stays.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub description: Option<String>,
    /// How it stands.
    pub status: Status,
    /// What it pays, in millionths of what is sold; `None` is the shop's rate.
    pub commission: Option<i64>,
    /// The account that sells; sellers that an admin made may have none.
    pub user_id: Option<Uuid>,
    /// When it applied.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// What can go wrong with a seller.
#[derive(Debug, thiserror::Error)]
pub enum SellerError {
    /// No such seller, or not the caller's.
    #[error("there is no such seller")]
    NotFound,
    /// The account has one.
    #[error("the account has a seller")]
    AlreadySeller,
    /// Fields that cannot be as they are.
    #[error("invalid fields")]
    Invalid(Vec<FieldError>),
    /// The caller may not.
    #[error("{0}")]
    Refused(Problem),
    /// The catalogue failed.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for SellerError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
