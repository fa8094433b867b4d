//! Reads of a shop with 10,000 products, beside PocketBase with the same ones: fixed bytes as the
//! ceiling of the transport, lists, filters, facets, search, details.

use anyhow::Result;

use crate::{
    Settings,
    support::{
        chart::Chart,
        goods,
        load::{CONNECTIONS, Measured, Target, encode},
        peer::Peer,
        process::Server,
        report::Section,
        shop::{self, Shop},
        stats::{Series, milliseconds, times, whole},
    },
};

/// Products in the shop.
const PRODUCTS: usize = 10_000;
/// Filters that are asked for in turn: many more than the shop remembers counts of.
const FILTERS: usize = 50_000;

/// The peer's list.
const RECORDS: &str = "/api/collections/products/records?perPage=20";

/// One kind of read and the paths that stand for it.
struct Case {
    name: &'static str,
    ours: Vec<String>,
    /// Empty where the peer has nothing like it.
    theirs: Vec<String>,
}

/// What was measured of one kind of read.
#[derive(Default)]
struct Found {
    ours: Figures,
    theirs: Figures,
    /// The peer's time an answer in ours, round by round.
    ratio: Series,
    /// Fixed bytes' rate in this one's, round by round.
    of_fixed: Series,
}

#[derive(Default)]
struct Figures {
    rate: Series,
    slow: Series,
    size: f64,
}

impl Figures {
    fn push(&mut self, measured: &Measured) {
        self.rate.push(measured.rate);
        self.slow.push(measured.slow);
        self.size = measured.size;
    }
}

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    let shop = Shop::stocked(PRODUCTS, settings.fresh)?;
    let ours = shop.serve()?;
    let peer = if settings.peer {
        Peer::stocked(&shop.file()).and_then(|peer| peer.serve())
    } else {
        Err(anyhow::anyhow!("it was left out"))
    };
    if let Err(reason) = &peer {
        eprintln!("  without PocketBase: {reason:#}");
    }
    let cases = cases(&ours)?;
    let found = measure(settings, &cases, &ours, peer.as_ref().ok())?;
    Ok(vec![section(&cases, &found)])
}

fn cases(server: &Server) -> Result<Vec<Case>> {
    let one = |path: &str| vec![path.to_owned()];
    let cursors = shop::cursors(server, "/api/products", PRODUCTS, 100)?;
    let leaves = shop::leaves(server)?;
    let filter = |number: usize| {
        let leaf = &leaves[number % leaves.len()];
        let least = 100 + (number / leaves.len()) % 500 * 10;
        (leaf, least, least + 100_000)
    };
    let ours_filtered = |number: usize| {
        let (leaf, least, most) = filter(number);
        format!("/api/products?category={leaf}&min_price={least}&max_price={most}")
    };
    let theirs_filtered = |number: usize| {
        let (leaf, least, most) = filter(number);
        let text = format!("category='{leaf}' && price>={least} && price<={most}");
        format!("{RECORDS}&sort=-created,-id&filter={}", encode(&text))
    };
    let mut cases = vec![
        Case {
            name: "fixed bytes",
            ours: one("/healthz"),
            theirs: one("/api/health"),
        },
        Case {
            name: "first page of 20",
            ours: one("/api/products"),
            theirs: vec![format!("{RECORDS}&sort=-created,-id")],
        },
        Case {
            name: "first page, peer without total",
            ours: one("/api/products"),
            theirs: vec![format!("{RECORDS}&sort=-created,-id&skipTotal=1")],
        },
        Case {
            name: "a page in the middle",
            ours: cursors
                .iter()
                .map(|cursor| format!("/api/products?cursor={cursor}"))
                .collect(),
            theirs: (1..=500)
                .map(|n| format!("{RECORDS}&sort=-created,-id&page={n}"))
                .collect(),
        },
        Case {
            name: "filtered, counted anew",
            ours: (0..FILTERS).map(ours_filtered).collect(),
            theirs: (0..FILTERS).map(theirs_filtered).collect(),
        },
        Case {
            name: "filtered, same again",
            ours: (0..leaves.len()).map(ours_filtered).collect(),
            theirs: (0..leaves.len()).map(theirs_filtered).collect(),
        },
        Case {
            name: "facets of everything",
            ours: one("/api/products?facets=true"),
            theirs: vec![],
        },
        Case {
            name: "facets, filtered",
            ours: (0..FILTERS)
                .map(|number| ours_filtered(number) + "&facets=true")
                .collect(),
            theirs: vec![],
        },
    ];
    cases.extend(searches_and_details());
    cases.extend(pages(&leaves, &shop::newest(server)?));
    Ok(cases)
}

/// What is looked for by words or by its id.
fn searches_and_details() -> [Case; 3] {
    let searches = goods::searches();
    let theirs_search = |words: &String| {
        let parts: Vec<String> = words
            .split(' ')
            .map(|word| format!("name~'{word}'"))
            .collect();
        format!("{RECORDS}&filter={}", encode(&parts.join(" && ")))
    };
    [
        Case {
            name: "search of two words",
            ours: searches
                .iter()
                .map(|q| format!("/api/products?q={}", encode(q)))
                .collect(),
            theirs: searches.iter().map(theirs_search).collect(),
        },
        Case {
            name: "search, misspelt",
            ours: goods::misspelt()
                .iter()
                .map(|q| format!("/api/products?q={q}"))
                .collect(),
            theirs: vec![],
        },
        Case {
            name: "one product",
            ours: (1..=PRODUCTS)
                .map(|id| format!("/api/products/{id}"))
                .collect(),
            theirs: (1..=PRODUCTS)
                .map(|id| format!("/api/collections/products/records/p{id:014}"))
                .collect(),
        },
    ]
}

/// The storefront's pages; the peer has none.
fn pages(leaves: &[String], newest: &[String]) -> [Case; 3] {
    let page = |name, ours| Case {
        name,
        ours,
        theirs: vec![],
    };
    let under = |folder: &str, slugs: &[String]| -> Vec<String> {
        let path = |slug| format!("{folder}/{slug}");
        slugs.iter().map(path).collect()
    };
    [
        page("front page, as HTML", vec!["/".to_owned()]),
        page("list, as HTML", under("/c", leaves)),
        page("product, as HTML", under("/p", newest)),
    ]
}

/// Rounds that take turns: each case once ours and once theirs, then all again.
fn measure(
    settings: &Settings,
    cases: &[Case],
    ours: &Server,
    peer: Option<&Server>,
) -> Result<Vec<Found>> {
    let folder = shop::workplace()?;
    let mut targets = Vec::new();
    for case in cases {
        let mine = Target::new(&folder, case.name, &ours.base(), &case.ours)?;
        let other = match peer.filter(|_| !case.theirs.is_empty()) {
            Some(peer) => {
                let name = format!("peer {}", case.name);
                Some(Target::new(&folder, &name, &peer.base(), &case.theirs)?)
            }
            None => None,
        };
        // Files into memory, statements prepared.
        mine.load(CONNECTIONS, 1, 0.5)?;
        if let Some(Err(reason)) = other.as_ref().map(|other| other.load(CONNECTIONS, 1, 0.5)) {
            eprintln!("  PocketBase, warming up: {reason:#}");
        }
        targets.push((mine, other));
    }
    let mut found: Vec<Found> = cases.iter().map(|_| Found::default()).collect();
    for round in 0..settings.rounds {
        eprintln!("  round {} of {}", round + 1, settings.rounds);
        let from = round as f64 / settings.rounds as f64;
        let mut fixed = None;
        for ((mine, other), found) in targets.iter().zip(&mut found) {
            let measured = mine.load(CONNECTIONS, settings.seconds, from)?;
            found.ours.push(&measured);
            let fixed = *fixed.get_or_insert(measured.rate);
            found.of_fixed.push(measured.rate / fixed);
            let Some(other) = other else { continue };
            match other.load(CONNECTIONS, settings.seconds, from) {
                Ok(theirs) => {
                    found.theirs.push(&theirs);
                    found.ratio.push(measured.rate / theirs.rate);
                }
                Err(reason) => eprintln!("  a round of PocketBase's is lost: {reason:#}"),
            }
        }
    }
    Ok(found)
}

fn section(cases: &[Case], found: &[Found]) -> Section {
    let row = |(case, found): (&Case, &Found)| {
        let theirs = |text: String| {
            if found.theirs.size > 0.0 {
                text
            } else {
                "–".to_owned()
            }
        };
        vec![
            case.name.to_owned(),
            found.ours.rate.shown(whole),
            milliseconds(found.ours.slow.median()),
            format!("{:.0} %", found.of_fixed.median() * 100.0),
            theirs(found.theirs.rate.shown(whole)),
            theirs(milliseconds(found.theirs.slow.median())),
            theirs(times(found.ratio.median())),
            format!(
                "{} / {}",
                whole(found.ours.size),
                theirs(whole(found.theirs.size))
            ),
        ]
    };
    let bars = |(case, found): (&Case, &Found)| {
        let theirs = (found.theirs.size > 0.0).then(|| found.theirs.rate.median());
        (
            case.name.to_owned(),
            vec![Some(found.ours.rate.median()), theirs],
        )
    };
    Section {
        title: "Reads of 10,000 products",
        words: format!(
            "Answers a second with {CONNECTIONS} connections; p99 is the time that 99 of 100 answers took at \
             most. PocketBase has the same products in one collection with the same columns and indices, \
             brand and category as text in it; its lists count as ours do, unless told not to. *Counted anew* asks with another \
             category and price range each time, so that no count is remembered; PocketBase's search is its \
             `~` filter, which reads every row. Pages as HTML are the storefront's: the front page, each \
             category's list, the hundred newest products."
        ),
        head: vec![
            "read",
            "souk/s",
            "p99",
            "of fixed bytes",
            "PocketBase/s",
            "p99",
            "ratio",
            "bytes",
        ],
        rows: cases.iter().zip(found).map(row).collect(),
        chart: Some(Chart {
            file: "benchmarks-catalogue.svg",
            title: "Answers a second, 10,000 products, 32 connections",
            series: vec!["souk".to_owned(), "PocketBase".to_owned()],
            rows: cases.iter().zip(found).map(bars).collect(),
            unit: whole,
        }),
    }
}
