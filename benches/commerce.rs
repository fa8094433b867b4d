//! Money changing hands: adding to carts, beside the peer's plain insert of a record, and checkouts of
//! carts with three lines.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};

use crate::{
    Settings,
    support::{
        chart::Chart,
        load::{CONNECTIONS, Posted, Target},
        peer::Peer,
        process::Server,
        report::Section,
        shop::{Shop, workplace},
        stats::{Series, milliseconds, short, times, whole},
    },
};

/// Products in the shop.
const PRODUCTS: usize = 10_000;
/// What is in stock of each product that is bought.
const STOCK: usize = 1_000_000;
/// The products that carts are filled with: a cart that gets more of them keeps so many lines.
const BOUGHT: usize = 5;
/// Carts that are added to in turn.
const CARTS: usize = 20_000;
/// Lines of a cart that is checked out.
const LINES: usize = 3;
/// Carts for each second of a round of checkouts: more than are used up.
const CHECKOUTS_A_SECOND: usize = 8_000;

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    // Not the shop that others read: this one's stock goes down. Made anew, as the peer's is, for each run
    // leaves its carts and orders.
    let shop = Shop::stocked_as("commerce", PRODUCTS, true)?;
    let token = shop.token()?;
    let server = shop.serve()?;
    let goods = stock_up(&server, &token)?;
    let peer = if settings.peer {
        Peer::stocked(&shop.file()).and_then(|peer| peer.serve())
    } else {
        Err(anyhow!("it was left out"))
    };
    if let Err(reason) = &peer {
        eprintln!("  without PocketBase: {reason:#}");
    }
    let adding = adding(settings, &server, &goods, peer.as_ref().ok())?;
    let buying = buying(settings, &server, &goods)?;
    Ok(vec![section(&adding, &buying)])
}

/// What was measured.
#[derive(Default)]
struct Found {
    rate: Series,
    slow: Series,
}

/// Adds to carts, and what the peer does meanwhile.
#[derive(Default)]
struct Adding {
    ours: Found,
    theirs: Found,
    ratio: Series,
}

/// Rounds that take turns with the peer's.
fn adding(
    settings: &Settings,
    server: &Server,
    goods: &[i64],
    peer: Option<&Server>,
) -> Result<Adding> {
    eprintln!("  making {CARTS} carts");
    let carts = carts(server, goods, CARTS, 1)?;
    let mut ours = Vec::with_capacity(CARTS * BOUGHT);
    let mut theirs = Vec::with_capacity(CARTS * BOUGHT);
    for number in 0..CARTS * BOUGHT {
        let (cart, product) = (number % CARTS, goods[number / CARTS]);
        let added = Posted {
            path: "/api/cart/items",
            body: &json!({"product_id": product}).to_string(),
            headers: &[("Cart-Token", &carts[cart])],
        };
        ours.push(added.line());
        let inserted = Posted {
            path: "/api/collections/cart_items/records",
            body: &json!({"cart": format!("cart{cart}"), "product": format!("p{product:014}"), "quantity": 1})
                .to_string(),
            headers: &[],
        };
        theirs.push(inserted.line());
    }
    let ours = Target::new(&workplace()?, "cart add", &server.base(), &ours)?;
    let theirs = peer
        .map(|peer| Target::new(&workplace()?, "peer insert", &peer.base(), &theirs))
        .transpose()?;
    ours.load(CONNECTIONS, 1, 0.9)?;
    let mut found = Adding::default();
    for round in 0..settings.rounds {
        eprintln!("  adding, round {} of {}", round + 1, settings.rounds);
        let from = round as f64 / settings.rounds as f64;
        let measured = ours.load(CONNECTIONS, settings.seconds, from)?;
        found.ours.rate.push(measured.rate);
        found.ours.slow.push(measured.slow);
        let Some(theirs) = &theirs else { continue };
        match theirs.load(CONNECTIONS, settings.seconds, from) {
            Ok(other) => {
                found.theirs.rate.push(other.rate);
                found.theirs.slow.push(other.slow);
                found.ratio.push(measured.rate / other.rate);
            }
            Err(reason) => eprintln!("  a round of PocketBase's is lost: {reason:#}"),
        }
    }
    Ok(found)
}

/// Each checkout has a cart and a key of its own; a round has more carts than it can use up.
fn buying(settings: &Settings, server: &Server, goods: &[i64]) -> Result<Found> {
    let count = settings.seconds as usize * CHECKOUTS_A_SECOND;
    let mut found = Found::default();
    for round in 0..settings.rounds {
        eprintln!(
            "  buying, round {} of {}: filling {count} carts",
            round + 1,
            settings.rounds
        );
        let carts = carts(server, goods, count, LINES)?;
        let address = json!({
            "name": "Ada Lovelace", "line1": "12 Market Street", "city": "Berlin", "postal_code": "10115",
            "country": "DE",
        });
        let order = json!({
            "email": "ada@souk.example", "shipping_address": address, "shipping_method": "bench",
            "payment_method": "bank_transfer",
        })
        .to_string();
        let requests: Vec<String> = carts
            .iter()
            .enumerate()
            .map(|(number, cart)| {
                let key = format!("round-{round}-order-{number}");
                let headers = [("Cart-Token", cart.as_str()), ("Idempotency-Key", &key)];
                let bought = Posted {
                    path: "/api/checkout",
                    body: &order,
                    headers: &headers,
                };
                bought.line()
            })
            .collect();
        let target = Target::new(&workplace()?, "checkout", &server.base(), &requests)?;
        let measured = target.load(CONNECTIONS, settings.seconds, 0.0)?;
        found.rate.push(measured.rate);
        found.slow.push(measured.slow);
    }
    Ok(found)
}

/// Gives a few products all the stock they may have, and the shop a way to send them.
fn stock_up(server: &Server, token: &str) -> Result<Vec<i64>> {
    let list = call(
        server,
        "GET",
        "/api/products?limit=100&in_stock=true",
        &[],
        None,
    )?
    .0;
    let bearer = format!("Bearer {token}");
    let admin = [("Authorization", bearer.as_str())];
    let mut goods = Vec::new();
    for product in list["items"].as_array().context("no products")? {
        let path = format!("/api/products/{}", product["id"]);
        let whole = call(server, "GET", &path, &[], None)?.0;
        let [variant] = &whole["variants"].as_array().context("no variants")?[..] else {
            continue;
        };
        let missing = STOCK as i64 - variant["stock_quantity"].as_i64().unwrap_or(0);
        if missing > 0 {
            let body = json!({"variant_id": variant["id"], "delta": missing, "reason": "bench"});
            call(
                server,
                "POST",
                "/api/admin/stock-adjustments",
                &admin,
                Some(&body),
            )?;
        }
        goods.push(product["id"].as_i64().context("no id")?);
        if goods.len() == BOUGHT {
            break;
        }
    }
    ensure!(goods.len() == BOUGHT, "too few products have one variant");
    let methods = call(server, "GET", "/api/admin/shipping-methods", &admin, None)?.0;
    let known = methods["items"].as_array().into_iter().flatten();
    if !known.into_iter().any(|method| method["code"] == "bench") {
        let body = json!({"code": "bench", "name": "Parcel", "countries": [], "price": 490});
        call(
            server,
            "POST",
            "/api/admin/shipping-methods",
            &admin,
            Some(&body),
        )?;
        let body = json!({"country": "DE", "rate": 0.19, "name": "VAT"});
        call(server, "POST", "/api/admin/tax-rates", &admin, Some(&body))?;
    }
    Ok(goods)
}

/// Tokens of new carts with so many lines.
fn carts(server: &Server, goods: &[i64], count: usize, lines: usize) -> Result<Vec<String>> {
    let next = AtomicUsize::new(0);
    let make = || -> Result<Vec<String>> {
        let mut made = Vec::new();
        while next.fetch_add(1, Ordering::Relaxed) < count {
            let add = |product: i64, headers: &[(&str, &str)]| {
                let body = json!({"product_id": product});
                call(server, "POST", "/api/cart/items", headers, Some(&body))
            };
            let token = add(goods[0], &[])?.1.context("a cart without a token")?;
            for product in &goods[1..lines] {
                add(*product, &[("Cart-Token", &token)])?;
            }
            made.push(token);
        }
        Ok(made)
    };
    let mut tokens = Vec::with_capacity(count);
    thread::scope(|scope| -> Result<()> {
        let makers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(make)).collect();
        for maker in makers {
            let made = maker.join().map_err(|_| anyhow!("a thread panicked"))??;
            tokens.extend(made);
        }
        Ok(())
    })?;
    Ok(tokens)
}

/// One call: its JSON, and the cart's token if it gives one.
fn call(
    server: &Server,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Result<(Value, Option<String>)> {
    thread_local! {
        static AGENT: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
    }
    let mut request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{}{path}", server.base()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    let request = request.header("Content-Type", "application/json");
    let mut answer = AGENT.with(|agent| match method {
        "GET" => agent.run(request.body(())?),
        _ => agent.run(request.body(body)?),
    })?;
    let said = answer.body_mut().read_to_string()?;
    ensure!(answer.status().is_success(), "{method} {path}: {said}");
    let token = answer.headers().get("cart-token");
    let token = token
        .map(|token| token.to_str().map(str::to_owned))
        .transpose()?;
    Ok((serde_json::from_str(&said)?, token))
}

fn section(adding: &Adding, buying: &Found) -> Section {
    let row = |name: &str, found: &Found, ratio: String| {
        vec![
            name.to_owned(),
            found.rate.shown(whole),
            milliseconds(found.slow.median()),
            ratio,
        ]
    };
    let none = || "–".to_owned();
    let mut rows = vec![row("cart add, souk", &adding.ours, none())];
    let mut bars = vec![(
        "cart add, souk".to_owned(),
        vec![Some(adding.ours.rate.median())],
    )];
    if adding.theirs.rate.median() > 0.0 {
        rows[0][3] = times(adding.ratio.median());
        rows.push(row("plain insert, PocketBase", &adding.theirs, none()));
        let bar = vec![Some(adding.theirs.rate.median())];
        bars.push(("plain insert, PocketBase".to_owned(), bar));
    }
    rows.push(row("checkout of three lines, souk", buying, none()));
    bars.push((
        "checkout of three lines, souk".to_owned(),
        vec![Some(buying.rate.median())],
    ));
    Section {
        title: "Carts and checkouts",
        words: format!(
            "Answers a second with {CONNECTIONS} connections. *Cart add* puts one more product into one of {} guest carts in \
             turn, with the check of its stock, and answers with the whole cart, added up; PocketBase inserts one record with \
             three fields into a collection with one index and does neither. A *checkout* takes the stock of three lines, \
             writes the order and a letter, empties the cart, and is answered when a sync has put it on the disk.",
            short(CARTS as f64)
        ),
        head: vec!["", "answers/s", "p99", "ratio"],
        rows,
        chart: Some(Chart {
            file: "benchmarks-commerce.svg",
            title: "Writes a second, 32 connections",
            series: vec!["answers a second".to_owned()],
            rows: bars,
            unit: whole,
        }),
    }
}
