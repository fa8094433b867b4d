//! Reaching for what is another's, by its id, its number, or the wrong secret.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{Client, Reply},
};

fn bare(reply: &Reply) -> (u16, Value) {
    let mut body = reply.json();
    body.as_object_mut().unwrap().remove("request_id");
    (reply.status, body)
}

/// Both answer 404 in the same words.
#[track_caller]
fn as_if_not_there(theirs: &Reply, nobodys: &Reply) {
    assert_eq!(theirs.status, 404, "{}: {}", theirs.what, theirs.text());
    assert_eq!(bare(theirs), bare(nobodys), "{}", theirs.what);
}

#[test]
fn a_guests_order_opens_to_its_own_secret_alone() {
    let shop = SHOP.get();
    let mug = shop.product("Guest Mug").stock(50).create();
    let (one, other) = (
        shop.order(&[(&mug, 1)]).place(),
        shop.order(&[(&mug, 1)]).place(),
    );
    let customer = shop.customer("guest.reader@example.org");
    let accounts = shop.order(&[(&mug, 1)]).by(&customer).place();
    let cart = shop.guest_with(&[(&mug, 1)]);
    let nobodys = shop.get("/api/orders/0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10");
    let callers: Vec<Client> = vec![
        shop.guest(),
        other.guest(&shop),
        cart,
        customer.clone(),
        shop.seller("Guest Looms"),
        shop.guest().with("Order-Token", &one.id),
        shop.guest().with("Order-Token", &one.number),
        shop.guest().with("Order-Token", &one.token.to_uppercase()),
        shop.guest()
            .with("Order-Token", &format!("{} ", &one.token[1..])),
        shop.guest().with("Order-Token", "' OR 1=1 --"),
        shop.guest().with("Cart-Token", &one.token),
        shop.customer("other.reader@example.org")
            .with("Order-Token", &other.token),
    ];
    for caller in &callers {
        for path in [
            one.path(),
            format!("{}/invoice", one.path()),
            format!("/api/orders/{}", one.number),
        ] {
            as_if_not_there(&caller.get(&path), &nobodys);
        }
        let cancel = format!("{}/cancel", one.path());
        as_if_not_there(&caller.post(&cancel, json!({})), &nobodys);
    }
    // An account's order has no such secret, whatever is sent.
    for token in [&accounts.token, &one.token] {
        as_if_not_there(
            &shop
                .guest()
                .with("Order-Token", token)
                .get(&accounts.path()),
            &nobodys,
        );
    }
    assert_eq!(one.status(&shop), "pending_payment");
    one.guest(&shop).get(&one.path()).expect_status(200);
    // A token in the address would stand in logs.
    let asked = shop.get(&format!("{}?order_token={}", one.path(), one.token));
    asked.expect_bad_parameter("order_token");
}

#[test]
fn a_line_belongs_to_one_cart() {
    let shop = SHOP.get();
    let mug = shop.product("Carted Mug").stock(50).create();
    let (mine, theirs) = (shop.guest_with(&[(&mug, 1)]), shop.guest_with(&[(&mug, 2)]));
    let line = theirs.cart()["items"][0]["id"].clone();
    let customer = shop.customer("carter@example.org");
    customer.add(&mug, 1).expect_status(201);
    for caller in [mine.clone(), customer.clone(), shop.guest(), shop.admin()] {
        let path = format!("/api/cart/items/{line}");
        let nobody = "/api/cart/items/999999999";
        let body = json!({"quantity": 9});
        as_if_not_there(&caller.patch(&path, &body), &caller.patch(nobody, &body));
        as_if_not_there(&caller.delete(&path), &caller.delete(nobody));
    }
    assert_eq!(theirs.cart()["items"][0]["quantity"], 2);
    // A cart is no login, and a login no cart.
    let token = theirs.cart()["id"].as_str().unwrap().to_owned();
    shop.guest()
        .with("Cart-Token", &token)
        .get("/api/cart")
        .expect_problem(404, "cart-not-found");
    let bearer = customer
        .authorization()
        .trim_start_matches("Bearer ")
        .to_owned();
    shop.guest()
        .with("Cart-Token", &bearer)
        .get("/api/cart")
        .expect_problem(404, "cart-not-found");
}

#[test]
fn what_hangs_on_a_product_is_reached_through_it_alone() {
    let shop = SHOP.get();
    let (mine, theirs) = (shop.seller("Hanging Looms"), shop.seller("Hanging Pots"));
    let url = "https://example.org/a.jpg";
    let images = json!([{"url": url, "thumbnail_url": url}]);
    let rug = mine
        .product("Hanging Rug")
        .set("images", images.clone())
        .create();
    let pot = theirs.product("Hanging Pot").set("images", images).create();
    let image = pot.body["images"][0]["id"].clone();
    // The own product, and another's picture.
    let path = format!("{}/images/{image}", rug.path());
    let nobody = format!("{}/images/999999999", rug.path());
    for method in ["GET", "DELETE"] {
        as_if_not_there(
            &mine.send(method, &path, None),
            &mine.send(method, &nobody, None),
        );
    }
    let words = json!({"alt_text": "Mine"});
    as_if_not_there(&mine.patch(&path, &words), &mine.patch(&nobody, &words));
    // A review, through a product that it is not of.
    let author = shop.customer("hanging@example.org");
    let review = author
        .post(&format!("{}/reviews", pot.path()), json!({"rating": 2}))
        .expect_status(201)
        .json()["id"]
        .clone();
    let path = format!("{}/reviews/{review}", rug.path());
    let nobody = format!("{}/reviews/999999999", rug.path());
    for method in ["GET", "DELETE"] {
        as_if_not_there(
            &author.send(method, &path, None),
            &author.send(method, &nobody, None),
        );
    }
    let other = shop.customer("hanging.other@example.org");
    let theirs_too = format!("{}/reviews/{review}", pot.path());
    let gone = format!("{}/reviews/999999999", pot.path());
    let stars = json!({"rating": 5});
    as_if_not_there(
        &other.patch(&theirs_too, &stars),
        &other.patch(&gone, &stars),
    );
    as_if_not_there(&other.delete(&theirs_too), &other.delete(&gone));
    assert_eq!(shop.get(&pot.path()).json()["average_rating"], 2.0);
    // Nobody moves stock, or a product, that is another's.
    let stock = json!({"variant_id": pot.variant_id, "delta": -1, "reason": "x"});
    mine.post("/api/admin/stock-adjustments", stock)
        .expect_problem(403, "forbidden");
    as_if_not_there(
        &mine.delete(&pot.path()),
        &mine.delete("/api/products/999999999"),
    );
}

#[test]
fn a_sellers_list_holds_no_word_of_others() {
    let shop = SHOP.get();
    let (mine, theirs) = (shop.seller("Silent Looms"), shop.seller("Silent Pots"));
    let rug = mine.product("Silent Rug").stock(9).create();
    let pot = theirs.product("Talkative Pot").stock(9).create();
    let order = shop
        .order(&[(&rug, 1), (&pot, 1)])
        .email("silent.buyer@example.org")
        .name("Silent Buyer")
        .place();
    order.advance(&shop, &["payment_confirmed"]);
    let list = mine.get("/api/seller/orders").expect_status(200).text();
    assert!(list.contains("Silent Rug") && list.contains("Silent Buyer"));
    for secret in [
        "Talkative",
        "Silent Pots",
        "silent.buyer@",
        "payment_method",
        "history",
    ] {
        assert!(!list.contains(secret), "{secret}: {list}");
    }
    let [own, other] = order.fulfillments(&shop)[..] else {
        panic!("two fulfilments")
    };
    let slip = |part: i64| format!("/api/seller/fulfillments/{part}/packing-slip");
    assert!(
        !mine
            .get(&slip(own))
            .expect_status(200)
            .text()
            .contains("Talkative")
    );
    as_if_not_there(&mine.get(&slip(other)), &mine.get(&slip(999_999_999)));
    for query in ["seller=silent-pots", "seller=no-such-seller"] {
        let reply = mine.get(&format!("/api/seller/orders?{query}"));
        as_if_not_there(&reply, &mine.get("/api/seller/orders?seller=999999999"));
    }
    let export = mine.get("/api/admin/export/products.csv");
    export.expect_problem(403, "forbidden");
}
