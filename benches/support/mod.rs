//! What every scenario stands on: a shop, its peer, the load and the report.

pub mod chart;
pub mod goods;
pub mod load;
pub mod machine;
pub mod peer;
pub mod process;
pub mod report;
pub mod shop;
pub mod stats;
