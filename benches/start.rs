//! How soon a shop that is there already takes requests, and how much memory it needs.

use anyhow::Result;

use crate::{
    Settings,
    support::{
        load::{CONNECTIONS, Target},
        peer::Peer,
        process::Server,
        report::Section,
        shop::{Shop, workplace},
        stats::{Series, mebibytes, milliseconds},
    },
};

const PRODUCTS: usize = 10_000;
/// A start is short: more of them than of the rounds.
const STARTS: usize = 4;

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    let starts = settings.rounds * STARTS;
    let shop = Shop::stocked(PRODUCTS, settings.fresh)?;
    let lists = vec!["/api/products".to_owned()];
    let mut rows = vec![row("souk", settings, starts, &lists, || shop.serve())?];
    let empty = || Shop::empty("start").and_then(|shop| shop.serve());
    rows.push(row("souk, an empty folder", settings, starts, &[], empty)?);
    if settings.peer {
        let records =
            vec!["/api/collections/products/records?perPage=20&sort=-created,-id".to_owned()];
        match Peer::stocked(&shop.file()) {
            Ok(peer) => rows.push(row("PocketBase", settings, starts, &records, || {
                peer.serve()
            })?),
            Err(reason) => eprintln!("  without PocketBase: {reason:#}"),
        }
    }
    Ok(vec![Section {
        title: "Start and memory",
        words: format!(
            "From the start of the process to the first 200 of `/readyz` (PocketBase: `/api/health`), over a \
             shop of 10,000 products, {starts} starts; resident memory then, and after {} s of list pages \
             over {CONNECTIONS} connections.",
            settings.seconds
        ),
        head: vec!["server", "ready in", "memory at rest", "memory after load"],
        rows,
        chart: None,
    }])
}

fn row(
    name: &str,
    settings: &Settings,
    starts: usize,
    paths: &[String],
    serve: impl Fn() -> Result<Server>,
) -> Result<Vec<String>> {
    eprintln!("  {name}: {starts} starts");
    let mut time = Series::default();
    let mut rest = Series::default();
    for _ in 0..starts {
        let server = serve()?;
        time.push(server.started_in.as_secs_f64() * 1e3);
        server
            .memory()
            .into_iter()
            .for_each(|bytes| rest.push(bytes));
    }
    let after = if paths.is_empty() {
        "–".to_owned()
    } else {
        let server = serve()?;
        let target = Target::new(
            &workplace()?,
            &format!("start {name}"),
            &server.base(),
            paths,
        )?;
        target.load(CONNECTIONS, settings.seconds, 0.0)?;
        server.memory().map_or_else(|| "–".to_owned(), mebibytes)
    };
    Ok(vec![
        name.to_owned(),
        time.shown(milliseconds),
        mebibytes(rest.median()),
        after,
    ])
}
