//! Exchange: whole catalogues in and out as CSV.
//!
//! A file is read as a stream: decoded, split into rows, each cell given a meaning by the header, the
//! rows of one product gathered, the product recognised and brought in line. All of it is one
//! transaction with a savepoint a product, so a dry run is the real run, rolled back.

pub mod api;
mod cells;
mod columns;
mod count;
mod decode;
mod delimiter;
mod export;
mod field;
mod fill;
mod format;
mod gather;
mod heading;
mod identity;
mod import;
mod known;
mod links;
mod lists;
mod namesakes;
mod notes;
mod read;
mod refuse;
mod report;
mod run;
mod survey;
mod table;
mod weight;
mod whereabouts;
mod words;

pub use export::{ExportError, export};
pub use format::Format;
pub use import::{ImportError, Options, Progress, import};
pub(crate) use read::guarded;
pub use report::{BadRow, Report};

#[cfg(test)]
mod round_trip_tests;
