//! Exchange: whole catalogues in and out as CSV.
//!
//! A file is read as a stream: decoded, split into rows, each cell given a meaning by the header, the
//! rows of one product gathered, and the product brought in line. All of it is one transaction with
//! a savepoint a product, so a dry run is the real run, rolled back.

pub mod api;
mod cells;
mod columns;
mod decode;
mod export;
mod fill;
mod gather;
mod import;
mod report;
mod table;

pub use columns::Format;
pub use export::export;
pub use import::{ImportError, Options, Progress, import};
pub use report::{BadRow, Report};
