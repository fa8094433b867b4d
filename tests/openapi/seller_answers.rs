//! Real answers about sellers, held against the document.

use serde_json::{Value, json};

use crate::{SHOP, answers::Checked, support::Reply};

#[track_caller]
fn expect(reply: Reply, status: u16) -> Value {
    assert_eq!(reply.status, status, "{}: {}", reply.what, reply.text());
    reply.json()
}

#[test]
fn sellers_are_as_documented() {
    let shop = SHOP.get();
    let (guest, admin) = (Checked(shop.guest()), Checked(shop.admin()));
    let ada = Checked(shop.customer("documented-seller@example.org"));
    let token = Checked(shop.customer_token());
    let apply = json!({"name": "Documented Looms", "description": "Rugs"});
    let made = expect(ada.call("POST", "/api/sellers", Some(apply.clone())), 201);
    for (caller, body, status) in [
        (&ada, &apply, 409),
        (&ada, &json!({"name": ""}), 400),
        (&guest, &apply, 401),
        (&token, &apply, 403),
    ] {
        expect(
            caller.call("POST", "/api/sellers", Some(body.clone())),
            status,
        );
    }
    let path = format!("/api/sellers/{}", made["id"]);
    let desk = format!("/api/admin/sellers/{}", made["id"]);
    ada.get(&path, 200);
    guest.get(&path, 404);
    let decision = json!({"status": "active", "commission": 0.25, "reason": "Welcome"});
    expect(admin.call("PATCH", &desk, Some(decision.clone())), 200);
    for (caller, path, status) in [
        (&guest, &path, 200),
        (&ada, &path, 200),
        (&admin, &desk, 200),
        (
            &admin,
            &"/api/admin/sellers?status=active&q=documented".to_owned(),
            200,
        ),
        (&admin, &"/api/admin/sellers?cursor=x".to_owned(), 400),
        (&admin, &"/api/admin/sellers/999999".to_owned(), 404),
        (&ada, &desk, 403),
        (&guest, &desk, 401),
        (&ada, &"/api/admin/sellers".to_owned(), 403),
    ] {
        caller.get(path, status);
    }
    let words = json!({"description": "Rugs and pots"});
    for (caller, path, body, status) in [
        (&ada, &path, &words, 200),
        (&ada, &path, &json!({"name": null}), 400),
        (&ada, &"/api/sellers/999999".to_owned(), &words, 404),
        (&token, &path, &words, 403),
        (&guest, &path, &words, 401),
        (&admin, &desk, &json!({"commission": 2}), 400),
        (
            &admin,
            &"/api/admin/sellers/999999".to_owned(),
            &decision,
            404,
        ),
        (&ada, &desk, &decision, 403),
        (&guest, &desk, &decision, 401),
    ] {
        expect(caller.call("PATCH", path, Some(body.clone())), status);
    }
    // A product that is withheld says so, to who may see it.
    let rug = ada.0.product("Documented Rug").create();
    expect(
        admin.call("PATCH", &desk, Some(json!({"status": "suspended"}))),
        200,
    );
    let seen = expect(admin.call("GET", &rug.path(), None), 200);
    assert_eq!(seen["is_withheld"], true);
    expect(
        ada.call(
            "POST",
            "/api/products",
            Some(json!({"name": "x", "price": 1})),
        ),
        403,
    );
}
