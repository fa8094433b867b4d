//! `souk import` as a whole process into an empty shop: how long, and how much memory.

use anyhow::Result;

use crate::{
    Settings,
    support::{
        process::Ran,
        report::Section,
        shop::{Shop, goods_file},
        stats::{Series, mebibytes, seconds, whole},
    },
};

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    let (some, many) = if settings.quick {
        (10_000, 50_000)
    } else {
        (100_000, 1_000_000)
    };
    let mut rows = Vec::new();
    let mut first = Vec::new();
    let mut again = Vec::new();
    let shop = Shop::empty("import")?;
    for round in 0..settings.rounds.min(3) {
        eprintln!("  {some} rows, round {}", round + 1);
        let shop = Shop::empty("import")?;
        first.push(shop.import(&goods_file(some)?)?);
        again.push(shop.import(&goods_file(some)?)?);
    }
    rows.push(row(
        &format!("{} rows", whole(some as f64)),
        some,
        &first,
        shop.size()?,
    ));
    rows.push(row("the same file again", some, &again, shop.size()?));
    eprintln!("  {many} rows");
    let shop = Shop::empty("import")?;
    let ran = shop.import(&goods_file(many)?)?;
    rows.push(row(
        &format!("{} rows", whole(many as f64)),
        many,
        &[ran],
        shop.size()?,
    ));
    // It is large, and nothing else needs it.
    drop(Shop::empty("import")?);
    Ok(vec![Section {
        title: "Import",
        words: "`souk import` from the start of the process to its end: a CSV file of products with a SKU, a \
                brand, a category path, tags and a description of some 200 bytes each, one product a row, \
                into an empty folder; written in one durable transaction with every index and the full-text \
                search."
            .to_owned(),
        head: vec!["file", "time", "rows/s", "most memory", "shop.db"],
        rows,
        chart: None,
    }])
}

fn row(name: &str, count: usize, runs: &[Ran], size: f64) -> Vec<String> {
    let time: Series = runs.iter().map(|ran| ran.seconds).collect();
    let memory: Series = runs.iter().filter_map(|ran| ran.memory).collect();
    vec![
        name.to_owned(),
        time.shown(seconds),
        whole(count as f64 / time.median()),
        mebibytes(memory.most()),
        mebibytes(size),
    ]
}
