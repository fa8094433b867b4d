//! Accounts, favourites and reviews, by forms alone.

use crate::support::{Browser, Page, TestShop};

const PASSWORD: &str = "a long password";

fn browser(shop: &TestShop) -> Browser {
    Browser::new(&shop.guest(), format!("http://{}", shop.address()))
}

fn registered(shop: &TestShop, email: &str) -> Browser {
    let browser = browser(shop);
    let page = browser.submit(
        "/account/register",
        &[
            ("name", "Ada <i>L</i>"),
            ("email", email),
            ("password", PASSWORD),
        ],
    );
    assert_eq!(page.heading(), "Hello, Ada <i>L</i>");
    browser
}

#[test]
fn accounts_come_in_and_go_out() {
    let shop = TestShop::start();
    let ada = registered(&shop, "ada@example.org");
    assert!(ada.cookies().contains_key("souk_session"));
    ada.post("/account/logout", &[]).expect_status(303);
    assert!(ada.cookies().is_empty());
    assert_eq!(ada.open("/account").heading(), "Welcome");

    let wrong = ada.post(
        "/account/login",
        &[
            ("email", "ada@example.org"),
            ("password", "wrong wrong wrong"),
        ],
    );
    let wrong = Page::of(&wrong.expect_status(401));
    assert!(
        wrong.html.contains("role=\"alert\"") && wrong.html.contains("value=\"ada@example.org\"")
    );
    assert!(
        !wrong.html.contains("wrong wrong"),
        "a password is never shown again"
    );
    let page = ada.submit(
        "/account/login",
        &[
            ("email", "Ada@Example.org"),
            ("password", PASSWORD),
            ("next", "/products"),
        ],
    );
    assert_eq!(page.heading(), "Everything");

    let taken = browser(&shop).post(
        "/account/register",
        &[
            ("name", "Eve"),
            ("email", "ada@example.org"),
            ("password", PASSWORD),
        ],
    );
    assert!((400..500).contains(&taken.status));
    Page::of(&taken);
    let short = browser(&shop).post(
        "/account/register",
        &[
            ("name", "Eve"),
            ("email", "eve@example.org"),
            ("password", "short"),
        ],
    );
    assert!(
        Page::of(&short.expect_status(400))
            .words()
            .contains("Look again at what is marked.")
    );
}

#[test]
fn a_login_leads_nowhere_else() {
    let shop = TestShop::start();
    registered(&shop, "ada@example.org");
    for next in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let reply = browser(&shop).post(
            "/account/login",
            &[
                ("email", "ada@example.org"),
                ("password", PASSWORD),
                ("next", next),
            ],
        );
        assert_eq!(
            reply.expect_status(303).header("location"),
            Some("/account"),
            "{next}"
        );
        let page = browser(&shop).open(&format!("/account?next={}", crate::support::encode(next)));
        assert!(!page.html.contains("evil.example"), "{next}");
    }
}

#[test]
fn details_change() {
    let shop = TestShop::start();
    let ada = registered(&shop, "ada@example.org");
    let page = Page::of(
        &ada.post("/account/details", &[("name", "Countess")])
            .expect_status(200),
    );
    assert_eq!(page.heading(), "Hello, Countess");
    assert!(page.words().contains("Your details are saved."));
    assert!(
        ada.open("/account")
            .words()
            .contains("not ordered anything")
    );
}

#[test]
fn personal_pages_are_kept_by_nobody() {
    let shop = TestShop::start();
    for path in ["/account", "/cart", "/favorites", "/account/reset"] {
        let reply = shop.get(path).expect_status(200);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(reply.header("etag"), None, "{path}");
        assert_eq!(
            reply.header("referrer-policy"),
            Some("same-origin"),
            "{path}"
        );
        assert_eq!(
            Page::of(&reply).meta("robots").as_deref(),
            Some("noindex"),
            "{path}"
        );
    }
}

#[test]
fn favourites_and_reviews_take_a_login() {
    let shop = TestShop::start();
    let pot = shop.product("A Pot").create();
    let id = pot.id.to_string();
    let guest = browser(&shop);
    let like = [("product_id", id.as_str()), ("next", "/p/a-pot")];
    let sent = guest.post("/favorites/add", &like).expect_status(303);
    assert_eq!(sent.header("location"), Some("/account?next=%2Fp%2Fa-pot"));
    let sent = guest
        .post("/p/a-pot/review", &[("rating", "5")])
        .expect_status(303);
    assert_eq!(sent.header("location"), Some("/account?next=%2Fp%2Fa-pot"));
    assert!(guest.open("/favorites").words().contains("Log in"));

    let ada = registered(&shop, "ada@example.org");
    ada.post("/favorites/add", &like).expect_status(303);
    assert_eq!(ada.open("/favorites").products(), ["a-pot"]);
    ada.post("/favorites/remove", &[("product_id", &id)])
        .expect_status(303);
    assert!(ada.open("/favorites").products().is_empty());
    ada.post("/favorites/add", &[("product_id", "999999")])
        .expect_status(404);

    let page = ada.submit(
        "/p/a-pot/review",
        &[
            ("rating", "4"),
            ("title", "<b>Fine</b>"),
            ("body", "It holds.\nMostly."),
        ],
    );
    assert!(page.words().contains("<b>Fine</b>") && page.words().contains("It holds."));
    assert!(!page.html.contains("<b>Fine"));
    assert_eq!(
        page.structured("Product")["aggregateRating"]["ratingValue"],
        4.0
    );
    let twice = ada.post("/p/a-pot/review", &[("rating", "1")]);
    assert!(
        Page::of(&twice.expect_status(400))
            .words()
            .contains("That did not work")
    );
    ada.post("/p/a-pot/review", &[("rating", "9")])
        .expect_status(400);
}

#[test]
fn logins_elsewhere_are_ended_by_a_form() {
    let shop = TestShop::start();
    let phone = registered(&shop, "ada@example.org");
    let desk = browser(&shop);
    let form = [("email", "ada@example.org"), ("password", PASSWORD)];
    desk.submit("/account/login", &form);

    let page = desk.open("/account");
    let ways: Vec<&str> = page.html.split("action=\"").skip(1).collect();
    let ends = ways.iter().filter_map(|rest| rest.split('"').next());
    let ends: Vec<&str> = ends.filter(|way| way.ends_with("/end")).collect();
    assert_eq!(ends.len(), 1, "this login is ended by logging out");
    let end = ends[0].to_owned();

    let eve = registered(&shop, "eve@example.org");
    eve.post(&end, &[]);
    assert_eq!(phone.open("/account").heading(), "Hello, Ada <i>L</i>");

    let page = desk.submit(&end, &[]);
    assert!(page.words().contains("That login has ended."));
    assert_eq!(phone.open("/account").heading(), "Welcome");
    assert_eq!(desk.open("/account").heading(), "Hello, Ada <i>L</i>");
    desk.post(&end, &[]).expect_status(303);
}
