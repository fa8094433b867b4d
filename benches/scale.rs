//! The same reads with 1,000,000 products and with 10,000: what a page costs must hang on the page,
//! not on the shop.

use anyhow::Result;

use crate::{
    Settings,
    support::{
        chart::Chart,
        goods,
        load::{CONNECTIONS, Target, encode},
        process::Server,
        report::Section,
        shop::{self, Shop},
        stats::{Series, milliseconds, times, whole},
    },
};

const FEW: usize = 10_000;
const MANY: usize = 1_000_000;

/// A kind of read in both shops.
struct Case {
    name: &'static str,
    few: Vec<String>,
    many: Vec<String>,
}

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    let many = if settings.quick { MANY / 10 } else { MANY };
    let (few_shop, many_shop) = (
        Shop::stocked(FEW, settings.fresh)?,
        Shop::stocked(many, settings.fresh)?,
    );
    let (few_server, many_server) = (few_shop.serve()?, many_shop.serve()?);
    let pages = pages(&few_server, &many_server, many)?;
    let whole_shop = whole_shop();
    Ok(vec![
        compare(settings, &pages, &few_server, &many_server)?,
        wait(settings, &whole_shop, &few_server, &many_server)?,
    ])
}

/// Reads whose price is a page's.
fn pages(few: &Server, many: &Server, count: usize) -> Result<Vec<Case>> {
    let brands = goods::brands();
    let same = |name, paths: Vec<String>| Case {
        name,
        few: paths.clone(),
        many: paths,
    };
    let deep = |server: &Server, list: &str, rows: usize| -> Result<Vec<String>> {
        let separator = if list.contains('?') { '&' } else { '?' };
        let cursors = shop::cursors(server, list, rows, 100)?;
        let path = |cursor| format!("{list}{separator}cursor={cursor}");
        Ok(cursors.into_iter().map(path).collect())
    };
    let by_brand = |brand: &String| {
        format!(
            "/api/products?brand={}&min_price=2000&max_price=50000",
            encode(brand)
        )
    };
    let newest = "/api/products";
    let by_price = "/api/products?sort=price";
    let ids = |count: usize| {
        (0..20_000)
            .map(|n| format!("/api/products/{}", n * 7_919 % count + 1))
            .collect()
    };
    Ok(vec![
        same("first page of 20", vec![newest.to_owned()]),
        Case {
            name: "deep pages, by date",
            few: deep(few, newest, FEW)?,
            many: deep(many, newest, count)?,
        },
        Case {
            name: "deep pages, by price",
            few: deep(few, by_price, FEW)?,
            many: deep(many, by_price, count)?,
        },
        same(
            "filtered, same again",
            brands.iter().map(by_brand).collect(),
        ),
        Case {
            name: "one product",
            few: ids(FEW),
            many: ids(count),
        },
    ])
}

/// Reads that look at all that matches.
fn whole_shop() -> Vec<Case> {
    let same = |name, paths: Vec<String>| Case {
        name,
        few: paths.clone(),
        many: paths,
    };
    let count = |n: usize| format!("/api/products?min_price={}&max_price=90000", 1_000 + n * 3);
    let facets = |n: usize| format!("{}&facets=true", count(n));
    let words: Vec<String> = goods::searches()
        .iter()
        .map(|q| format!("/api/products?q={}", encode(q)))
        .collect();
    let first_words = goods::searches();
    let one_word = first_words.iter().filter_map(|q| q.split(' ').nth(1));
    vec![
        same("filtered, counted anew", (0..5_000).map(count).collect()),
        same(
            "facets of everything",
            vec!["/api/products?facets=true".to_owned()],
        ),
        same("facets, filtered", (0..5_000).map(facets).collect()),
        same("search of two words", words),
        same(
            "search of one word",
            one_word.map(|q| format!("/api/products?q={q}")).collect(),
        ),
        same(
            "search, misspelt",
            goods::misspelt()
                .iter()
                .map(|q| format!("/api/products?q={q}"))
                .collect(),
        ),
        same("category tree", vec!["/api/categories".to_owned()]),
    ]
}

struct Pair {
    name: &'static str,
    few: Target,
    many: Target,
}

fn targets(cases: &[Case], few: &Server, many: &Server) -> Result<Vec<Pair>> {
    let folder = shop::workplace()?;
    let pair = |case: &Case| {
        Ok(Pair {
            name: case.name,
            few: Target::new(
                &folder,
                &format!("few {}", case.name),
                &few.base(),
                &case.few,
            )?,
            many: Target::new(
                &folder,
                &format!("many {}", case.name),
                &many.base(),
                &case.many,
            )?,
        })
    };
    cases.iter().map(pair).collect()
}

fn compare(settings: &Settings, cases: &[Case], few: &Server, many: &Server) -> Result<Section> {
    let pairs = targets(cases, few, many)?;
    let mut found: Vec<[Series; 3]> = pairs.iter().map(|_| <[Series; 3]>::default()).collect();
    for pair in &pairs {
        pair.few.load(CONNECTIONS, 1, 0.5)?;
        pair.many.load(CONNECTIONS, 1, 0.5)?;
    }
    for round in 0..settings.rounds {
        eprintln!("  round {} of {}", round + 1, settings.rounds);
        let from = round as f64 / settings.rounds as f64;
        for (pair, [small, large, ratio]) in pairs.iter().zip(&mut found) {
            let at_few = pair.few.load(CONNECTIONS, settings.seconds, from)?.rate;
            let at_many = pair.many.load(CONNECTIONS, settings.seconds, from)?.rate;
            small.push(at_few);
            large.push(at_many);
            ratio.push(at_few / at_many);
        }
    }
    let row = |(pair, [small, large, ratio]): (&Pair, &[Series; 3])| {
        vec![
            pair.name.to_owned(),
            small.shown(whole),
            large.shown(whole),
            ratio.shown(times),
        ]
    };
    let bars = |(pair, [small, large, _]): (&Pair, &[Series; 3])| {
        (
            pair.name.to_owned(),
            vec![Some(small.median()), Some(large.median())],
        )
    };
    Ok(Section {
        title: "A page of a large shop",
        words: format!(
            "Answers a second with {CONNECTIONS} connections in a shop of 10,000 products and in one of a \
             hundred times as many; the last column is what an answer costs there, in answers here. Aim: at \
             most ×2. Each list answer holds the total of the list."
        ),
        head: vec!["read", "10,000", "1,000,000", "cost"],
        rows: pairs.iter().zip(&found).map(row).collect(),
        chart: Some(Chart {
            file: "benchmarks-scale.svg",
            title: "Answers a second by the size of the shop, 32 connections",
            series: vec![
                "10,000 products".to_owned(),
                "1,000,000 products".to_owned(),
            ],
            rows: pairs.iter().zip(&found).map(bars).collect(),
            unit: whole,
        }),
    })
}

fn wait(settings: &Settings, cases: &[Case], few: &Server, many: &Server) -> Result<Section> {
    let pairs = targets(cases, few, many)?;
    let mut rows = Vec::new();
    for pair in &pairs {
        eprintln!("  {}", pair.name);
        let mut found = <[Series; 3]>::default();
        for round in 0..settings.rounds {
            let from = round as f64 / settings.rounds as f64;
            let at_few = pair.few.load(1, settings.seconds, from)?;
            let at_many = pair.many.load(1, settings.seconds, from)?;
            found[0].push(at_few.median);
            found[1].push(at_many.median);
            found[2].push(at_many.slow);
        }
        let [small, large, slow] = &found;
        rows.push(vec![
            pair.name.to_owned(),
            small.shown(milliseconds),
            large.shown(milliseconds),
            milliseconds(slow.most()),
        ]);
    }
    Ok(Section {
        title: "Questions about all of a large shop",
        words: "What looks at every product that matches, with one connection: the median time of an answer, \
                and the time that 99 of 100 took at most in the slowest round. A read that takes 2 s is \
                interrupted."
            .to_owned(),
        head: vec!["read", "10,000", "1,000,000", "p99 of 1,000,000"],
        rows,
        chart: None,
    })
}
