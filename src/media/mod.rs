//! Pictures that the shop keeps itself: taken in, made smaller, stored, served, swept away.
//!
//! Holds: an upload is counted and hashed on its way to the disk and never stands in memory as a whole but
//! while one of at most two hands works on it; only pixels that were encoded here are served; the files of a
//! picture are there before the row that names them.

pub mod api;
pub mod archive;
pub mod check;
mod collection;
mod folder;
mod gallery;
mod hands;
mod name;
mod picture;
mod receive;
mod rows;
mod serve;
mod sweep;
mod whole;

pub use folder::{FOLDER, Folder, Held};
pub use gallery::Gallery;
pub use hands::Hands;
pub use picture::PictureError;
pub use rows::Stored;
pub use serve::pictures;
pub use sweep::Sweeper;

use crate::{catalogue::CatalogueError, http::problem::Problem, store::StoreError};

/// The largest file that is taken, in bytes.
pub const FILE_MAX: u64 = 8 * 1024 * 1024;

/// What can go wrong with a picture.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// What was sent is no picture that can be shown.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The file is too large.
    #[error("the picture is too large")]
    TooLong,
    /// Too many others are being worked on.
    #[error("too many pictures at once")]
    Busy,
    /// The form is not as it should be.
    #[error("the form cannot be read")]
    Form(Problem),
    /// The catalogue refused it.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl From<StoreError> for MediaError {
    fn from(error: StoreError) -> Self {
        Self::Catalogue(error.into())
    }
}

impl From<rusqlite::Error> for MediaError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}

impl From<std::io::Error> for MediaError {
    fn from(error: std::io::Error) -> Self {
        Self::Picture(error.into())
    }
}
