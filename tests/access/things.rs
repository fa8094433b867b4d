//! Things that calls are about, each made anew.

use image::{ImageFormat, RgbImage};
use serde_json::{Value, json};

use crate::{calls::Call, world::World};

/// A small PNG.
pub fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = RgbImage::from_fn(16, 16, |x, y| image::Rgb([x as u8 * 9, y as u8 * 9, 80]));
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A product of seller A's with a picture: their ids.
pub fn pictured(world: &World, is_active: bool) -> (i64, i64) {
    let product = world.product(is_active);
    let path = format!("{}/images", product.path());
    let (media_type, bytes) = Call::to("")
        .file("x.png", "image/png", &picture())
        .body
        .unwrap();
    let made = world.seller.send("POST", &path, Some((&media_type, bytes)));
    let id = made.expect_status(201).json()["id"].as_i64().unwrap();
    (product.id, id)
}

/// A coupon that nobody has: its code.
pub fn coupon(world: &World) -> String {
    let code = format!("C{}", world.fresh());
    let body = json!({"code": code, "kind": "percent", "value": 10});
    world.made("/api/admin/coupons", body);
    code
}

/// A shipping method that nobody uses.
pub fn shipping_method(world: &World) -> Value {
    let body = json!({"code": format!("m{}", world.fresh()), "name": "M", "countries": ["NZ"], "price": 1});
    world.made("/api/admin/shipping-methods", body)
}

/// A tax rate of a place that nobody lives in.
pub fn tax_rate(world: &World) -> Value {
    let region = format!("R{}", world.fresh());
    let body = json!({"country": "US", "region": region, "rate": 0.05, "name": "Tax"});
    world.made("/api/admin/tax-rates", body)
}

/// A token that nobody uses: its id.
pub fn token(world: &World) -> Value {
    let made = world.made(
        "/api/admin/tokens",
        json!({"name": "spare", "role": "customer"}),
    );
    made["id"].clone()
}

/// The newest letter.
pub fn letter(world: &World) -> Value {
    let letters = world.shop.admin().get("/api/admin/outbox?limit=1").json();
    letters["items"][0]["id"].clone()
}

/// Somebody's account.
pub fn user(world: &World) -> String {
    let login = world.shop.customer("customer.b@example.org");
    let me = login.get("/api/auth/me").json();
    me["id"].as_str().unwrap().to_owned()
}

/// A login of customer A's beside the one that calls.
pub fn session(world: &World) -> Value {
    world.shop.log_in("customer.a@example.org");
    let sessions = world
        .customer
        .get("/api/auth/sessions?limit=1")
        .expect_status(200);
    sessions.json()["items"][0]["id"].clone()
}

/// A guest's cart with something in it: its token.
pub fn guest_cart(world: &World) -> String {
    let made = world.shop.guest().add(&world.mug, 1).expect_status(201);
    made.expect("cart-token").to_owned()
}
