//! Setting a new shop up in the browser: by the link of the console, once.

#![allow(clippy::unwrap_used)]

mod support;

use std::{sync::Barrier, thread};

use serde_json::Value;
use support::{Browser, Folder, PASSWORD, TestShop, encode, eventually};

/// A form that a shop can be founded with.
const FORM: [(&str, &str); 16] = [
    ("step", "found"),
    ("name", "Ada Lovelace"),
    ("email", "Ada@Example.org "),
    ("password", PASSWORD),
    ("shop_name", "Ada’s <Shop>"),
    ("country", "DE"),
    ("currency", "CHF"),
    ("tax_rate", "19,5"),
    ("tax_name", "USt"),
    ("prices", "without"),
    ("shipping_name", "Parcel"),
    ("shipping_price", "4.90"),
    ("shipping_free_above", "75"),
    ("ships_to", "country"),
    ("pay_bank_transfer", "on"),
    ("pay_pickup", "on"),
];

fn form<'a>(key: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let kept = FORM.into_iter().filter(|(name, _)| !changed(name));
    let given = changes.iter().copied().chain([("key", key)]);
    kept.chain(given).collect()
}

fn browser(shop: &TestShop) -> Browser {
    Browser::new(&shop.guest(), shop.url(""))
}

/// The key of the link that the shop printed, if it did.
fn printed(shop: &TestShop, kept: &mut Vec<String>) -> Option<String> {
    kept.extend(shop.announced());
    let line = kept.iter().find(|line| line.contains("/setup?key="))?;
    let link = line.trim();
    assert!(link.starts_with(&shop.url("/setup?key=")), "{link}");
    link.split_once("key=").map(|(_, key)| key.to_owned())
}

fn key(shop: &TestShop) -> String {
    let mut kept = Vec::new();
    let key = eventually("a link", || printed(shop, &mut kept));
    assert!(key.len() >= 43, "256 bits: {key}");
    key
}

/// What it printed until it says where its documents are, or all that a shop with a link prints.
fn prints_a_link(shop: &TestShop) -> bool {
    // An answer comes after everything that is printed at the start.
    shop.get("/healthz").expect_status(200);
    let mut kept = Vec::new();
    eventually("a word", || {
        kept.extend(shop.announced());
        kept.iter().any(|line| line.contains("/docs")).then_some(())
    });
    for _ in 0..50 {
        if printed(shop, &mut kept).is_some() {
            return true;
        }
        shop.get("/healthz").expect_status(200);
    }
    false
}

fn settings(shop: &TestShop) -> Value {
    shop.admin().get("/api/admin/settings").json()
}

#[test]
fn a_shop_is_founded_whole() {
    let shop = TestShop::start();
    let key = key(&shop);
    let browser = browser(&shop);
    let page = browser.open(&format!("/setup?key={}", encode(&key)));
    assert_eq!(page.heading(), "Set up your shop");
    assert!(page.html.contains(&key), "the form carries it on");
    let reply = browser.post("/setup", &form(&key, &[])).expect_status(303);
    assert_eq!(reply.expect("location"), "/setup/goods");
    assert!(!reply.expect("set-cookie").contains(&key));

    let page = browser.open("/setup/goods");
    assert_eq!(page.heading(), "Fill the shelves");
    let me = browser.get("/api/auth/me").expect_status(200).json();
    assert_eq!(me["role"], "admin");
    assert_eq!(me["email"], "ada@example.org");
    let settings = settings(&shop);
    assert_eq!(settings["shop_name"], "Ada’s <Shop>");
    assert_eq!(settings["currency"], "CHF");
    assert_eq!(settings["prices_include_tax"], false);
    assert_eq!(
        settings["payment_methods"],
        serde_json::json!(["bank_transfer", "pickup"])
    );
    let list = |path: &str| shop.admin().get(path).expect_status(200).json();
    let rate = &list("/api/admin/tax-rates")["items"][0];
    assert_eq!(
        (&rate["country"], &rate["rate"]),
        (&"DE".into(), &0.195.into())
    );
    let parcel = &list("/api/admin/shipping-methods")["items"][0];
    assert_eq!(parcel["price"], 490);
    assert_eq!(parcel["free_above"], 7500);
    assert_eq!(parcel["countries"], serde_json::json!(["DE"]));
    let audit = list("/api/admin/audit")["items"].to_string();
    assert!(audit.contains("the set-up"), "{audit}");
    assert!(!audit.contains(PASSWORD));

    // The log has neither the key nor the password, and the login works.
    assert!(!shop.log().contains(&key), "{}", shop.log());
    shop.log_in("ada@example.org")
        .get("/api/admin/settings")
        .expect_status(200);
    shop.product("Mug").create();
    let home = browser.open("/");
    assert!(home.html.contains("Ada’s &lt;Shop&gt;"), "{}", home.html);
}

#[test]
fn the_link_opens_once_and_never_again() {
    let shop = TestShop::start();
    let key = key(&shop);
    browser(&shop)
        .post("/setup", &form(&key, &[]))
        .expect_status(303);
    let other = browser(&shop);
    let path = format!("/setup?key={}", encode(&key));
    other.get(&path).expect_status(404);
    other
        .post("/setup", &form(&key, &[("email", "b@example.org")]))
        .expect_status(404);
    let shop = shop.restart();
    assert!(!prints_a_link(&shop));
    browser(&shop).get("/setup").expect_status(404);
    browser(&shop).get(&path).expect_status(404);
}

#[test]
fn a_wrong_key_says_how_to_get_another() {
    let shop = TestShop::start();
    let key = key(&shop);
    let nearly = format!("{}A", &key[..key.len() - 1]);
    for wrong in ["", "x", nearly.as_str(), &key[1..], "%00", "<script>", "ü"] {
        let browser = browser(&shop);
        let page = browser
            .get(&format!("/setup?key={}", encode(wrong)))
            .expect_status(403);
        let text = page.text();
        assert!(text.contains("souk user create --role admin"), "{text}");
        assert!(text.contains("start it again"), "{text}");
        assert!(!text.contains(&key));
        browser.post("/setup", &form(wrong, &[])).expect_status(403);
    }
    browser(&shop).get("/setup").expect_status(403);
    let there = shop.admin().get("/api/auth/me");
    assert_ne!(there.status, 200, "nobody has an account");
    // Another start, another link: the first one opens nothing there.
    let shop = shop.restart();
    let second = self::key(&shop);
    assert_ne!(second, key);
    browser(&shop)
        .get(&format!("/setup?key={key}"))
        .expect_status(403);
    browser(&shop).open(&format!("/setup?key={second}"));
}

#[test]
fn a_form_of_another_site_is_refused() {
    let shop = TestShop::start();
    let key = key(&shop);
    let foreign = [
        ("Origin", "https://evil.example"),
        ("Sec-Fetch-Site", "cross-site"),
    ];
    let sent = browser(&shop).post_with("/setup", &form(&key, &[]), &foreign);
    sent.expect_status(403);
    browser(&shop).open(&format!("/setup?key={key}"));
}

#[test]
fn every_wrong_field_is_named_and_nothing_is_kept() {
    let shop = TestShop::start();
    let key = key(&shop);
    let before = settings(&shop);
    for (changes, words) in [
        (vec![("password", "short")], "Must be 10 to 256 characters."),
        (vec![("email", "nobody")], "Must be an e-mail address."),
        (
            vec![("name", " ")],
            "Must be 1 to 200 characters on one line.",
        ),
        (vec![("shop_name", "")], "Must not be blank."),
        (vec![("country", "XX")], "Must be one of the list."),
        (vec![("currency", "XYZ")], "Must be a currency of ISO 4217"),
        (
            vec![("tax_rate", "200")],
            "Must be a rate in per cent from 0 to 100",
        ),
        (vec![("tax_name", "")], "Must not be blank."),
        (vec![("shipping_price", "4.999")], "decimals"),
        (vec![("shipping_price", "-1")], "Must not be negative."),
        (vec![("shipping_free_above", "much")], "amount"),
        (
            vec![("pay_bank_transfer", ""), ("pay_pickup", "")],
            "Must name at least one method.",
        ),
    ] {
        let browser = browser(&shop);
        let reply = browser
            .post("/setup", &form(&key, &changes))
            .expect_status(400);
        let text = support::Page::of(&reply).words();
        assert!(text.contains(words), "{changes:?}: {text}");
        assert!(text.contains("Nothing is saved yet"), "{changes:?}");
        assert!(!reply.text().contains(PASSWORD));
        assert!(
            reply.text().contains("value=\"Parcel\""),
            "what was typed stays"
        );
        assert!(browser.cookies().is_empty());
    }
    let reply = browser(&shop).post(
        "/setup",
        &form(&key, &[("email", ""), ("tax_rate", "x"), ("country", "")]),
    );
    let text = reply.expect_status(400).text();
    assert_eq!(
        text.matches("class=\"fault\" id=").count(),
        3,
        "all at once: {text}"
    );
    assert_eq!(settings(&shop), before);
    let rates = shop.admin().get("/api/admin/tax-rates").json();
    assert_eq!(rates["total"], 0);
    browser(&shop)
        .post("/setup", &form(&key, &[]))
        .expect_status(303);
}

#[test]
fn no_tax_and_no_parcels_is_a_shop_too() {
    let shop = TestShop::start();
    let key = key(&shop);
    let changes = [
        ("tax_rate", ""),
        ("tax_name", ""),
        ("shipping_name", ""),
        ("shipping_price", ""),
    ];
    browser(&shop)
        .post("/setup", &form(&key, &changes))
        .expect_status(303);
    for path in ["/api/admin/tax-rates", "/api/admin/shipping-methods"] {
        assert_eq!(shop.admin().get(path).json()["total"], 0, "{path}");
    }
}

#[test]
fn currency_and_tax_of_a_country_are_suggested() {
    let shop = TestShop::start();
    let key = key(&shop);
    let browser = browser(&shop);
    let changes = [("step", "suggest"), ("country", "CH"), ("currency", "EUR")];
    let reply = browser
        .post("/setup", &form(&key, &changes))
        .expect_status(200);
    let html = reply.text();
    assert!(html.contains("<option selected>CHF</option>"), "{html}");
    assert!(
        html.contains("name=\"tax_rate\" type=\"text\" value=\"8.1\""),
        "{html}"
    );
    assert!(
        html.contains("value=\"Ada Lovelace\""),
        "what was typed stays"
    );
    let german = shop.guest().with("Accept-Language", "de-DE");
    let german = Browser::new(&german, shop.url(""));
    let html = german.open(&format!("/setup?key={key}")).html;
    assert!(
        html.contains("name=\"tax_rate\" type=\"text\" value=\"19\""),
        "{html}"
    );
}

#[test]
fn of_two_browsers_with_one_link_one_wins() {
    for round in 0..4 {
        let shop = TestShop::start();
        let key = key(&shop);
        let many = 4;
        let barrier = Barrier::new(many);
        let mut statuses: Vec<u16> = thread::scope(|scope| {
            let send = |number: usize| {
                let (shop, key, barrier) = (&shop, &key, &barrier);
                scope.spawn(move || {
                    let email = format!("admin{number}@example.org");
                    let browser = browser(shop);
                    barrier.wait();
                    browser
                        .post("/setup", &form(key, &[("email", &email)]))
                        .status
                })
            };
            let sent: Vec<_> = (0..many).map(send).collect();
            sent.into_iter().map(|one| one.join().unwrap()).collect()
        });
        statuses.sort_unstable();
        assert_eq!(statuses[0], 303, "round {round}: {statuses:?}");
        let refused = &statuses[1..];
        assert!(
            refused
                .iter()
                .all(|status| [403, 404, 409].contains(status)),
            "{statuses:?}"
        );
        let db = rusqlite::Connection::open(shop.folder().path().join("shop.db")).unwrap();
        let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM users"), 1);
        assert_eq!(count("SELECT count(*) FROM tax_rates"), 1);
    }
}

#[test]
fn an_administrator_of_the_command_line_closes_the_setup() {
    let shop = TestShop::start();
    let key = key(&shop);
    browser(&shop).open(&format!("/setup?key={key}"));
    shop.admin_account("boss@example.org");
    browser(&shop)
        .get(&format!("/setup?key={key}"))
        .expect_status(404);
    browser(&shop)
        .post("/setup", &form(&key, &[]))
        .expect_status(404);
}

#[test]
fn only_a_new_shop_prints_a_link() {
    let folder = Folder::new();
    folder
        .command(["import", "tests/fixtures/workshop.csv"])
        .expect_code(0);
    let shop = TestShop::options().on(folder).start();
    assert!(!prints_a_link(&shop), "there are products");
    browser(&shop).get("/setup").expect_status(404);
    let demo = TestShop::with(&["--demo", "--demo-products", "10"]);
    assert!(!prints_a_link(&demo));
    let new = TestShop::with(&["--public-url", "https://shop.example"]);
    let mut kept = Vec::new();
    eventually("a link", || {
        kept.extend(new.announced());
        let public = "https://shop.example/setup?key=";
        kept.iter()
            .any(|line| line.trim().starts_with(public))
            .then_some(())
    });
}

#[test]
fn the_front_page_of_a_new_shop_says_so_without_a_secret() {
    let shop = TestShop::start();
    let key = key(&shop);
    let page = browser(&shop).open("/");
    assert!(
        page.words().contains("This shop is being set up"),
        "{}",
        page.html
    );
    assert!(!page.html.contains(&key) && !page.html.contains("/setup"));
    browser(&shop)
        .post("/setup", &form(&key, &[]))
        .expect_status(303);
    let page = browser(&shop).open("/");
    assert!(!page.words().contains("being set up"), "{}", page.html);
}

/// A founded shop, and the browser of its administrator.
fn founded() -> (TestShop, Browser) {
    let shop = TestShop::start();
    let key = key(&shop);
    let browser = browser(&shop);
    browser.post("/setup", &form(&key, &[])).expect_status(303);
    (shop, browser)
}

#[test]
fn the_demos_goods_come_on_the_shops_own_terms() {
    let (shop, browser) = founded();
    let reply = browser.post("/setup/goods/demo", &[]).expect_status(303);
    assert_eq!(reply.expect("location"), "/admin");
    let all = shop.get("/api/products?limit=1").json();
    assert_eq!(all["total"], 144);
    assert_eq!(all["items"][0]["currency"], "CHF");
    assert_eq!(settings(&shop)["shop_name"], "Ada’s <Shop>");
    // Once there is something, there is no last step any more.
    let reply = browser.get("/setup/goods").expect_status(303);
    assert_eq!(reply.expect("location"), "/admin");
    browser.post("/setup/goods/demo", &[]).expect_status(303);
    assert_eq!(shop.get("/api/products?limit=1").json()["total"], 144);
}

/// A form with a file, as a browser sends it.
fn send_file(browser: &Browser, csv: &str) -> support::Reply {
    let body = format!(
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n{csv}\r\n--B--\r\n"
    );
    browser.send_form(
        "/setup/goods/check",
        "multipart/form-data; boundary=B",
        body,
    )
}

/// The name of the draft that a page offers to import.
fn draft(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"draft\" value=\"").expect("a draft");
    rest.split_once('"').unwrap().0.to_owned()
}

#[test]
fn a_catalogue_is_checked_before_it_is_imported() {
    let (shop, browser) = founded();
    let csv = "name,price,stock\nMug,9.90,3\n<b>Jug</b>,x,1\n";
    let reply = send_file(&browser, csv).expect_status(200);
    let page = support::Page::of(&reply);
    assert!(
        page.words().contains("1 product, prices in CHF"),
        "{}",
        page.words()
    );
    assert!(
        page.words().contains("1 row; 1 would be left out"),
        "{}",
        page.words()
    );
    assert!(!page.html.contains("<b>Jug"), "cells are text");
    assert_eq!(
        shop.get("/api/products").json()["total"],
        0,
        "nothing is written yet"
    );
    let draft = draft(&page.html);
    browser
        .post("/setup/goods/import", &[("draft", "x")])
        .expect_status(409);
    let reply = browser
        .post("/setup/goods/import", &[("draft", &draft)])
        .expect_status(303);
    assert_eq!(reply.expect("location"), "/admin");
    let all = shop.get("/api/products").json();
    assert_eq!(
        (&all["total"], &all["items"][0]["price"]),
        (&1.into(), &990.into())
    );
}

#[test]
fn a_file_that_is_no_catalogue_is_refused_in_words() {
    let (shop, browser) = founded();
    for csv in ["", "a,b\n1,2\n", "\u{0}\u{1}\u{2}"] {
        let reply = send_file(&browser, csv);
        assert!(
            (400..500).contains(&reply.status),
            "{csv:?}: {}",
            reply.status
        );
        assert!(
            reply.text().contains("role=\"alert\""),
            "{csv:?}: {}",
            reply.text()
        );
    }
    assert_eq!(shop.get("/api/products").json()["total"], 0);
}

#[test]
fn the_last_step_is_the_administrators() {
    let (shop, _) = founded();
    let stranger = browser(&shop);
    let reply = stranger.get("/setup/goods").expect_status(303);
    assert_eq!(reply.expect("location"), "/account?next=/setup/goods");
    stranger.post("/setup/goods/demo", &[]).expect_status(303);
    send_file(&stranger, "name,price\nMug,1\n").expect_status(303);
    let body = [
        ("email", "c@example.org"),
        ("password", PASSWORD),
        ("name", "C"),
    ];
    let customer = browser(&shop);
    customer.post("/account/register", &body).expect_status(303);
    customer.post("/setup/goods/demo", &[]).expect_status(303);
    assert_eq!(shop.get("/api/products").json()["total"], 0);
}
