//! The demo: a bazaar to look at, made from nothing.
//!
//! Its goods are written by hand, its pictures drawn by code; where more is asked for, variations of
//! the goods follow. Everything in it is the same each time, but for the dates, which end today.

mod bazaar;
mod chance;
mod draw;
mod fill;
mod goods;
mod prices;
mod records;
mod terms;
#[cfg(test)]
mod tests;

pub use bazaar::{MADE as DEFAULT_COUNT, picture};
pub use fill::{fill, fill_goods, is_fillable};
