//! What it costs to be known: details of products by nobody, by logins and by API tokens in turn; and
//! lists while fifty people log in over and over.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    Settings,
    support::{
        load::{CONNECTIONS, Target},
        process::Server,
        report::Section,
        shop::{Shop, workplace},
        stats::{Series, milliseconds, whole},
    },
};

/// Products in the shop.
const PRODUCTS: usize = 10_000;
/// Accounts that are logged in at once.
const LOGINS: usize = 100;
/// People who log in at once, again and again.
const CROWD: usize = 50;
const PASSWORD: &str = "a long pass phrase";

/// Who asks, and what came of it.
struct Case {
    name: &'static str,
    target: Target,
    rate: Series,
    slow: Series,
    /// This one's rate in nobody's, round by round.
    ratio: Series,
}

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    // Not the shop that others read: this one gets accounts.
    let shop = Shop::stocked_as("accounts", PRODUCTS, settings.fresh)?;
    let token = shop.token()?;
    let server = shop.serve()?;
    eprintln!("  registering {LOGINS} accounts");
    let logins = (0..LOGINS)
        .map(|number| known(&server, number))
        .collect::<Result<Vec<_>>>()?;
    let details = details(settings, &server, &logins, &token)?;
    let lists = lists(settings, &server)?;
    Ok(vec![details, lists])
}

/// The token of an account, which is made where missing.
fn known(server: &Server, number: usize) -> Result<String> {
    let email = format!("bench-{number}@example.org");
    let body = json!({"email": email, "password": PASSWORD, "name": "Bench"});
    let (status, made) = post(server, "/api/auth/register", &body)?;
    let answer = match status {
        201 => made,
        _ => log_in(server, &email)?,
    };
    let token = answer["token"]
        .as_str()
        .context("a login without a token")?;
    Ok(token.to_owned())
}

fn log_in(server: &Server, email: &str) -> Result<Value> {
    let body = json!({"email": email, "password": PASSWORD});
    let (status, answer) = post(server, "/api/auth/login", &body)?;
    ensure!(status == 200, "{email} cannot log in: {answer}");
    Ok(answer)
}

fn post(server: &Server, path: &str, body: &Value) -> Result<(u16, Value)> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let mut answer = agent
        .post(format!("{}{path}", server.base()))
        .send_json(body)?;
    let status = answer.status().as_u16();
    Ok((status, answer.body_mut().read_json()?))
}

/// Rounds that take turns: each caller once, then all again.
fn details(
    settings: &Settings,
    server: &Server,
    logins: &[String],
    token: &str,
) -> Result<Section> {
    let path = |id: usize| format!("/api/products/{id}");
    let shown = |id: usize, header: &str| format!("GET\t{}\t\t{header}", path(id));
    let bearer = |token: &str| format!("Authorization: Bearer {token}");
    let cookie = |token: &str| format!("Cookie: souk_session={token}");
    let login = |id: usize| logins[id % logins.len()].as_str();
    let ids = 1..=PRODUCTS;
    let cases: [(&str, Vec<String>); 4] = [
        ("nobody", ids.clone().map(path).collect()),
        (
            "100 logins, by bearer token",
            ids.clone()
                .map(|id| shown(id, &bearer(login(id))))
                .collect(),
        ),
        (
            "100 logins, by cookie",
            ids.clone()
                .map(|id| shown(id, &cookie(login(id))))
                .collect(),
        ),
        (
            "one API token",
            ids.map(|id| shown(id, &bearer(token))).collect(),
        ),
    ];
    let folder = workplace()?;
    let mut measured = Vec::new();
    for (name, requests) in cases {
        let target = Target::new(
            &folder,
            &format!("detail {name}"),
            &server.base(),
            &requests,
        )?;
        target.load(CONNECTIONS, 1, 0.5)?;
        measured.push(Case {
            name,
            target,
            rate: Series::default(),
            slow: Series::default(),
            ratio: Series::default(),
        });
    }
    for round in 0..settings.rounds {
        eprintln!("  details, round {} of {}", round + 1, settings.rounds);
        let from = round as f64 / settings.rounds as f64;
        let mut nobody = None;
        for case in &mut measured {
            let found = case.target.load(CONNECTIONS, settings.seconds, from)?;
            let nobody = *nobody.get_or_insert(found.rate);
            case.rate.push(found.rate);
            case.slow.push(found.slow);
            case.ratio.push(found.rate / nobody);
        }
    }
    let row = |case: &Case| {
        vec![
            case.name.to_owned(),
            case.rate.shown(whole),
            milliseconds(case.slow.median()),
            format!("{:.0} %", case.ratio.median() * 100.0),
        ]
    };
    Ok(Section {
        title: "Details by who is known",
        words: format!(
            "`GET /api/products/{{id}}` of {PRODUCTS} products in turn with {CONNECTIONS} connections. Who shows a token is \
             looked up once in some seconds; the answer is the same."
        ),
        head: vec!["who asks", "answers/s", "p99", "of nobody's"],
        rows: measured.iter().map(row).collect(),
        chart: None,
    })
}

/// The slowest lists when nobody logs in, and when many do.
fn lists(settings: &Settings, server: &Server) -> Result<Section> {
    let requests = ["/api/products".to_owned()];
    let target = Target::new(&workplace()?, "list and logins", &server.base(), &requests)?;
    target.load(CONNECTIONS, 1, 0.0)?;
    let (mut idle, mut busy, mut ratio) = (Series::default(), Series::default(), Series::default());
    let mut entered = Series::default();
    for round in 0..settings.rounds {
        eprintln!("  logins, round {} of {}", round + 1, settings.rounds);
        // One connection: its time an answer is what a visitor waits, not what a full server queues.
        let alone = target.load(1, settings.seconds, 0.0)?;
        let (over, count) = (AtomicBool::new(false), AtomicU64::new(0));
        let crowded = thread::scope(|scope| {
            for number in 0..CROWD {
                let (over, count) = (&over, &count);
                scope.spawn(move || {
                    let email = format!("bench-{number}@example.org");
                    while !over.load(Ordering::Relaxed) {
                        if log_in(server, &email).is_ok() {
                            count.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
            }
            let crowded = target.load(1, settings.seconds, 0.0);
            over.store(true, Ordering::Relaxed);
            crowded
        })?;
        entered.push(count.load(Ordering::Relaxed) as f64 / f64::from(settings.seconds));
        idle.push(alone.slow);
        busy.push(crowded.slow);
        ratio.push(crowded.slow / alone.slow);
    }
    Ok(Section {
        title: "Lists while people log in",
        words: format!(
            "The first page of the list over one connection, alone and while {CROWD} people log in again and again. A login \
             hashes for some 30 ms with 19 MiB; a thread of lower priority for every two cores does that, two at most."
        ),
        head: vec!["", "p99"],
        rows: vec![
            vec!["nobody logs in".to_owned(), milliseconds(idle.median())],
            vec![
                format!("{} logins a second", whole(entered.median())),
                format!("{} ({:.1} ×)", milliseconds(busy.median()), ratio.median()),
            ],
        ],
        chart: None,
    })
}
