//! Accounts as an admin sees and changes them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    credentials,
    support::{Client, TestShop},
};

const PATH: &str = "/api/admin/users";

fn emails(caller: &Client, query: &str) -> Vec<String> {
    let list = caller
        .get(&format!("{PATH}{query}"))
        .expect_status(200)
        .json();
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["email"].as_str().unwrap().to_owned())
        .collect()
}

fn id_of(caller: &Client) -> String {
    caller.get("/api/auth/me").json()["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn accounts_are_listed_found_and_paged() {
    let shop = TestShop::start();
    let admin = shop.admin();
    assert_eq!(admin.get(PATH).expect_status(200).json()["total"], 0);
    for name in ["ada", "bob", "cleo"] {
        shop.customer(&format!("{name}@example.org"));
    }
    shop.admin_account("root@example.org");
    assert_eq!(
        emails(&admin, ""),
        [
            "root@example.org",
            "cleo@example.org",
            "bob@example.org",
            "ada@example.org"
        ]
    );
    assert_eq!(emails(&admin, "?role=admin"), ["root@example.org"]);
    assert_eq!(emails(&admin, "?role=customer").len(), 3);
    assert_eq!(emails(&admin, "?role=seller").len(), 0);
    assert_eq!(emails(&admin, "?q=BOB"), ["bob@example.org"]);
    assert_eq!(emails(&admin, "?q=somebody").len(), 3, "by name");
    assert_eq!(emails(&admin, "?q=%25").len(), 0, "no pattern");
    let page = admin.get(&format!("{PATH}?limit=3")).json();
    assert_eq!(page["total"], 4);
    let next = page["next_cursor"].as_str().unwrap();
    // Somebody comes meanwhile.
    shop.customer("dora@example.org");
    assert_eq!(
        emails(&admin, &format!("?limit=3&cursor={next}")),
        ["ada@example.org"]
    );
    for (query, name) in [
        (format!("?q=x&cursor={next}"), "cursor"),
        ("?role=king".to_owned(), "role"),
        ("?limit=0".to_owned(), "limit"),
        ("?nonsense=1".to_owned(), "nonsense"),
    ] {
        admin
            .get(&format!("{PATH}{query}"))
            .expect_bad_parameter(name);
    }
    for caller in [shop.customer("ada@example.org"), shop.seller("Looms")] {
        caller.get(PATH).expect_problem(403, "forbidden");
    }
}

#[test]
fn an_account_shows_what_was_bought() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let ada = shop.customer("ada@example.org");
    let id = id_of(&ada);
    let mug = shop.product("Mug").price(1_000).stock(9).create();
    let paid = shop.order(&[(&mug, 2)]).by(&ada).place();
    shop.order(&[(&mug, 1)]).by(&ada).place();
    let step = json!({"to": "payment_confirmed"});
    let path = format!("/api/admin/orders/{}/transitions", paid.id);
    let total = admin.post(&path, step).expect_status(200).json()["total"].clone();
    let shown = admin.get(&format!("{PATH}/{id}")).expect_status(200).json();
    assert_eq!(
        (
            &shown["order_count"],
            &shown["spent_total"],
            &shown["currency"]
        ),
        (&json!(2), &total, &json!("EUR"))
    );
    assert!(!shown.to_string().contains("password"));
    let missing = admin.get(&format!("{PATH}/{}", Uuid::nil()));
    missing.expect_problem(404, "not-found");
    assert_eq!(admin.get(&format!("{PATH}/x")).body, missing.body);
}

#[test]
fn a_role_holds_at_once_and_is_written_down() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let ada = shop.customer("ada@example.org");
    let path = format!("{PATH}/{}", id_of(&ada));
    for _ in 0..20 {
        ada.get(PATH).expect_problem(403, "forbidden");
        let raised = admin
            .patch(&path, json!({"role": "admin"}))
            .expect_status(200);
        assert_eq!(raised.json()["role"], "admin");
        ada.get(PATH).expect_status(200);
        // Another admin, so that this one may go.
        if emails(&admin, "?role=admin").len() == 1 {
            shop.admin_account("root@example.org");
        }
        admin
            .patch(&path, json!({"role": "customer"}))
            .expect_status(200);
    }
    let log = admin.get("/api/admin/audit?subject=user&limit=100").json();
    let newest = &log["items"][0];
    assert_eq!(
        (&newest["before"]["role"], &newest["after"]["role"]),
        (&json!("admin"), &json!("customer"))
    );
}

#[test]
fn the_last_admin_stays_one() {
    let shop = TestShop::start();
    let root = shop.admin_account("root@example.org");
    let path = format!("{PATH}/{}", id_of(&root));
    for body in [json!({"role": "customer"}), json!({"blocked": true})] {
        for caller in [&root, &shop.admin()] {
            caller.patch(&path, &body).expect_problem(409, "last-admin");
        }
    }
    let ada = shop.customer("ada@example.org");
    let ada_path = format!("{PATH}/{}", id_of(&ada));
    root.patch(&ada_path, json!({"role": "admin"}))
        .expect_status(200);
    root.patch(&path, json!({"role": "customer"}))
        .expect_status(200);
    root.get(PATH).expect_problem(403, "forbidden");
    ada.patch(&ada_path, json!({"role": "customer"}))
        .expect_problem(409, "last-admin");
}

#[test]
fn who_is_kept_out_is_out_at_once() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let ada = shop.customer("ada@example.org");
    let path = format!("{PATH}/{}", id_of(&ada));
    let blocked = admin
        .patch(&path, json!({"blocked": true}))
        .expect_status(200)
        .json();
    assert!(blocked["blocked"] == true && blocked["blocked_at"].is_string());
    ada.get("/api/auth/me").expect_problem(401, "unauthorized");
    let log_in = |password: &str| {
        let mut body = credentials("ada@example.org");
        body["password"] = password.into();
        shop.guest().post("/api/auth/login", body)
    };
    // Only who has the password learns of it.
    log_in("not the pass phrase").expect_problem(401, "invalid-credentials");
    log_in(crate::support::PASSWORD).expect_problem(403, "account-blocked");
    assert_eq!(emails(&admin, "?blocked=true"), ["ada@example.org"]);
    assert!(emails(&admin, "?blocked=false").is_empty());
    admin
        .patch(&path, json!({"blocked": false}))
        .expect_status(200);
    log_in(crate::support::PASSWORD).expect_status(200);
    ada.get("/api/auth/me").expect_problem(401, "unauthorized");
}

#[test]
fn what_cannot_be_changed_is_named() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let ada = shop.customer("ada@example.org");
    let path = format!("{PATH}/{}", id_of(&ada));
    let before = admin.get(&path).json();
    for (body, pointer) in [
        (json!({"role": "seller"}), "/role"),
        (json!({"role": Value::Null}), "/role"),
        (json!({"blocked": Value::Null}), "/blocked"),
        (json!({"blocked": "yes"}), "/blocked"),
        (json!({"email": "x@example.org"}), "/email"),
        (json!({"password_hash": "x"}), "/password_hash"),
    ] {
        admin.patch(&path, &body).expect_bad_field(pointer);
    }
    assert_eq!(
        admin.patch(&path, json!({})).expect_status(200).json(),
        before
    );
    ada.patch(&path, json!({"role": "admin"}))
        .expect_problem(403, "forbidden");
    admin
        .patch(&format!("{PATH}/{}", Uuid::nil()), json!({"role": "admin"}))
        .expect_problem(404, "not-found");
}
