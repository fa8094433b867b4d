//! `souk tracking test`: one of each event, and proof that each was counted.

use std::{path::Path, process::ExitCode, sync::Arc};

use comfy_table::Table;
use serde_json::json;

use super::{Output, Scratch, say_json};
use crate::{
    cli::say,
    store::SideFile,
    time,
    tracking::{
        Options, Tracker,
        event::{Action, Event, Line, What},
        recount::{NUMBERS, Numbers, recount},
        tracker::{CartAction, CartItem},
    },
};

/// Each event is about a product of its own: the number of its action.
struct Case {
    action: Action,
    expected: Numbers,
}

/// Runs the command.
pub fn run(data_dir: &Path, output: Output) -> anyhow::Result<ExitCode> {
    let scratch = Scratch::start(data_dir, &Options::default())?;
    let tracker = scratch.tracking.tracker();
    for action in Action::ALL {
        queue(tracker, action);
    }
    let ended = scratch.tracking.close();
    let db = SideFile::tracking(scratch.folder.path()).reader()?;
    let mut rows = Vec::new();
    let mut failed = u32::from(ended.lost > 0);
    let sql = format!("SELECT {NUMBERS} FROM counters WHERE product_id = ?1");
    for case in cases() {
        let product = case.action as i64;
        let counted = db.query_row(&sql, [product], Numbers::read);
        let counted = counted.map_or(Numbers::default(), |(_, numbers)| numbers);
        let raw = "SELECT count(*) FROM events WHERE action = ?1";
        let stored: i64 = db.query_row(raw, [product], |row| row.get(0))?;
        let right = stored == 1 && counted.each() == case.expected.each();
        failed += u32::from(!right);
        rows.push((
            case.action.name(),
            stored,
            said(&case.expected),
            said(&counted),
            right,
        ));
    }
    let recount = recount(&db, &mut |_| {})?;
    failed += u32::from(!recount.differences.is_empty());
    if output.json {
        let events: Vec<_> = rows
            .iter()
            .map(|(event, stored, expected, counted, right)| {
                json!({"event": event, "stored": stored, "expected": expected, "counted": counted, "ok": right})
            })
            .collect();
        say_json(&json!({
            "events": events,
            "queued": Action::ALL.len(),
            "persisted": ended.persisted,
            "lost": ended.lost,
            "recount_differences": recount.differences.len(),
            "ok": failed == 0,
        }))?;
    } else {
        let mut table = Table::new();
        table.set_header(["event", "stored", "expected", "counted", ""]);
        for (event, stored, expected, counted, right) in &rows {
            let mark = if *right { "ok" } else { "WRONG" };
            table.add_row([*event, &stored.to_string(), expected, counted, mark]);
        }
        say(&format!("{table}\n"))?;
        let word = if failed == 0 {
            "every event was counted"
        } else {
            "events were lost or miscounted"
        };
        say(&format!(
            "{} queued, {} persisted: {word}\n",
            rows.len(),
            ended.persisted
        ))?;
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn queue(tracker: &Tracker, action: Action) {
    let product = action as i64;
    let ids: Arc<[i64]> = [product].into();
    let item = CartItem {
        product,
        cart: 1,
        units: 2,
        amount: 3_998,
    };
    match action {
        Action::ListingView => tracker.listing_view(None, ids),
        Action::SearchView => tracker.search_view(None, ids, "lamp", true),
        Action::CategoryView => tracker.category_view(None, ids, "lamps"),
        Action::DetailView => tracker.detail_view(None, product),
        Action::View => tracker.product_view(None, product),
        Action::Click => tracker.product_click(None, product),
        Action::CartAdd => tracker.cart_action(None, CartAction::Add, item),
        Action::CartRemove => tracker.cart_action(None, CartAction::Remove, item),
        Action::Favorite => tracker.favorite_action(None, product, true),
        Action::Unfavorite => tracker.favorite_action(None, product, false),
        Action::Review => tracker.review(None, product),
        Action::Purchase => {
            let line = Line {
                product,
                units: 2,
                amount: 3_998,
            };
            tracker.purchase(None, 1, [line].into())
        }
        Action::Share | Action::ContactSeller | Action::ImageView => tracker.offer(Event {
            at: time::now(),
            visitor: None,
            what: What::Product {
                product,
                action,
                context: None,
            },
        }),
    };
}

/// What the contract says of each event.
fn cases() -> impl Iterator<Item = Case> {
    Action::ALL.into_iter().map(|action| {
        let none = Numbers::default();
        let expected = match action {
            Action::ListingView
            | Action::SearchView
            | Action::CategoryView
            | Action::DetailView
            | Action::View
            | Action::ImageView => Numbers { views: 1, ..none },
            Action::Click => Numbers { clicks: 1, ..none },
            Action::CartAdd => Numbers {
                clicks: 1,
                cart_adds: 1,
                ..none
            },
            Action::Favorite => Numbers {
                favorites: 1,
                ..none
            },
            Action::Purchase => Numbers {
                purchases: 1,
                units_sold: 2,
                revenue: 3_998,
                ..none
            },
            Action::Share
            | Action::ContactSeller
            | Action::CartRemove
            | Action::Unfavorite
            | Action::Review => none,
        };
        Case { action, expected }
    })
}

fn said(numbers: &Numbers) -> String {
    let counts = numbers.each().into_iter().filter(|(_, count)| *count != 0);
    let words: Vec<String> = counts
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if words.is_empty() {
        return "stored only".to_owned();
    }
    words.join(", ")
}
