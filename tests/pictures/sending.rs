//! A picture comes in, and what becomes of it.

use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};

use crate::{
    SHOP,
    made::{
        Form, corners, encoded, exif, fetched, jpeg, photo, see_through, turned, with_chunk,
        with_segment,
    },
    support::TestShop,
};

#[track_caller]
fn add(shop: &TestShop, form: Form) -> Value {
    let product = shop.product("Kilim").create();
    form.send(&shop.admin(), &product).expect_status(201).json()
}

#[test]
fn three_formats_become_three_sizes() {
    let shop = SHOP.get();
    let image = photo(2_000, 1_000);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let added = add(&shop, Form::file(&encoded(&image, format)));
        assert_eq!(
            (&added["width"], &added["height"]),
            (&json!(1_600), &json!(800)),
            "{added}"
        );
        for (url, size) in [
            ("url", (1_600, 800)),
            ("medium_url", (800, 400)),
            ("thumbnail_url", (320, 160)),
        ] {
            let decoded = fetched(&shop.guest(), &added[url]);
            assert_eq!(decoded.dimensions(), size, "{format:?} {url}");
            assert_eq!(corners(&decoded), "rgbw", "{format:?} {url}");
        }
    }
}

#[test]
fn small_pictures_are_not_enlarged() {
    let shop = SHOP.get();
    let added = add(&shop, Form::file(&jpeg(500, 40)));
    let size = |url: &str| fetched(&shop.guest(), &added[url]).dimensions();
    assert_eq!(size("url"), (500, 40));
    assert_eq!(size("medium_url"), (500, 40));
    assert_eq!(size("thumbnail_url"), (320, 26));
    let added = add(&shop, Form::file(&jpeg(1, 1)));
    assert_eq!(fetched(&shop.guest(), &added["url"]).dimensions(), (1, 1));
}

#[test]
fn what_is_upright_is_told_by_the_camera() {
    let shop = SHOP.get();
    let upright = jpeg(640, 400);
    let png = encoded(&photo(640, 400), ImageFormat::Png);
    for (orientation, corner) in [
        (1, "rgbw"),
        (2, "grwb"),
        (3, "wbgr"),
        (4, "bwrg"),
        (5, "rbgw"),
        (6, "brwg"),
        (7, "wgbr"),
        (8, "gwrb"),
    ] {
        let size = if orientation < 5 {
            (640, 400)
        } else {
            (400, 640)
        };
        let added = add(&shop, Form::file(&turned(&upright, orientation)));
        let decoded = fetched(&shop.guest(), &added["url"]);
        assert_eq!(decoded.dimensions(), size, "{orientation}");
        assert_eq!(corners(&decoded), corner, "{orientation}");
        let small = fetched(&shop.guest(), &added["thumbnail_url"]);
        assert_eq!(corners(&small), corner, "{orientation}");
        if orientation == 6 {
            let turned = with_chunk(&png, b"eXIf", &exif(orientation));
            let added = add(&shop, Form::file(&turned));
            let decoded = fetched(&shop.guest(), &added["url"]);
            assert_eq!(corners(&decoded), corner, "PNG");
        }
    }
    // Nonsense turns nothing.
    let added = add(&shop, Form::file(&turned(&upright, 77)));
    assert_eq!(corners(&fetched(&shop.guest(), &added["url"])), "rgbw");
}

#[test]
fn metadata_and_stowaways_stay_outside() {
    let shop = SHOP.get();
    let script = b"<html><script>alert(1)</script></html>";
    let mut stowaway = with_segment(&turned(&jpeg(400, 300), 1), 0xfe, script);
    stowaway.extend(script);
    stowaway.extend(b"GPSHERE1937");
    let png = encoded(&photo(40, 30), ImageFormat::Png);
    let png = with_chunk(&png, b"tEXt", b"Comment\0<script>GPSHERE1937");
    for bytes in [stowaway, png] {
        let added = add(
            &shop,
            Form::named_file("file", "a.html", "text/html", &bytes),
        );
        for url in ["url", "medium_url", "thumbnail_url"] {
            let reply = shop.get(added[url].as_str().unwrap()).expect_status(200);
            let text = String::from_utf8_lossy(&reply.body);
            for word in ["script", "GPSHERE", "Exif", "eXIf"] {
                assert!(!text.contains(word), "{word} in {url}");
            }
            let kind = reply.expect("content-type");
            assert!(kind.starts_with("image/"), "{kind}");
        }
    }
}

#[test]
fn see_through_pictures_stay_so() {
    let shop = SHOP.get();
    let added = add(&shop, Form::file(&see_through(900)));
    let url = added["url"].as_str().unwrap();
    assert!(url.ends_with(".webp") || url.ends_with(".png"), "{url}");
    let reply = shop.get(added["thumbnail_url"].as_str().unwrap());
    let DynamicImage::ImageRgba8(image) = image::load_from_memory(&reply.body).unwrap() else {
        panic!("no alpha");
    };
    assert_eq!(image.get_pixel(2, 2).0[3], 0);
    assert_eq!(image.get_pixel(160, 160).0, [200, 30, 30, 255]);
}

#[test]
fn a_product_shows_its_pictures() {
    let shop = SHOP.get();
    let product = shop.product("Shown Kilim").create();
    let form = Form::file(&jpeg(50, 50)).field("alt_text", "Rot & <blau>");
    let reply = form.send(&shop.admin(), &product).expect_status(201);
    let first = reply.json();
    let location = reply.expect("location").to_owned();
    assert_eq!(
        location,
        format!("{}/images/{}", product.path(), first["id"])
    );
    assert_eq!(shop.get(&location).expect_status(200).json(), first);
    assert_eq!(first["alt_text"], "Rot & <blau>");
    assert_eq!(
        (&first["is_primary"], &first["position"]),
        (&json!(true), &json!(0))
    );
    let second = Form::file(&jpeg(60, 50))
        .send(&shop.admin(), &product)
        .json();
    assert_eq!(second["is_primary"], false);
    assert_eq!(second["position"], 1);
    let third = Form::file(&jpeg(70, 50))
        .field("position", "1")
        .field("is_primary", "true")
        .send(&shop.admin(), &product)
        .json();
    let shown = shop.get(&product.path()).json();
    let ids: Vec<_> = shown["images"]
        .as_array()
        .unwrap()
        .iter()
        .map(|image| &image["id"])
        .collect();
    assert_eq!(ids, [&first["id"], &third["id"], &second["id"]]);
    assert_eq!(shown["image_url"], third["url"]);
    let primary: Vec<_> = shown["images"]
        .as_array()
        .unwrap()
        .iter()
        .map(|image| &image["is_primary"])
        .collect();
    assert_eq!(primary, [&json!(false), &json!(true), &json!(false)]);
    // What an answer shows can be sent back.
    let back = json!({"images": shown["images"]});
    let patched = shop.admin().patch(&product.path(), back).expect_status(200);
    assert_eq!(patched.json()["images"], shown["images"]);
}

#[test]
fn the_same_picture_twice_is_one_file() {
    let shop = SHOP.get();
    let bytes = jpeg(123, 45);
    let (one, other) = (
        add(&shop, Form::file(&bytes)),
        add(&shop, Form::file(&bytes)),
    );
    assert_eq!(one["url"], other["url"]);
    assert_ne!(one["id"], other["id"]);
}

#[test]
fn a_key_makes_one_picture_whatever_the_line_between() {
    let shop = SHOP.get();
    let product = shop.product("Keyed Kilim").create();
    let admin = shop.admin().with("Idempotency-Key", "picture-1");
    let first = Form::file(&jpeg(90, 45))
        .send(&admin, &product)
        .expect_status(201);
    let (_, body) = Form::file(&jpeg(90, 45)).body();
    // As a client that draws a new boundary for each try.
    let other: Vec<u8> = replaced(&body, b"a-line-between", b"another-line");
    let path = format!("{}/images", product.path());
    let kind = "multipart/form-data; boundary=another-line";
    let again = admin.send("POST", &path, Some((kind, other)));
    let again = again
        .expect_status(201)
        .expect_header("idempotency-replayed", "true");
    assert_eq!(again.json(), first.json());
    let shown = shop.get(&product.path()).json();
    assert_eq!(shown["images"].as_array().unwrap().len(), 1);
    let different = Form::file(&jpeg(91, 45)).send(&admin, &product);
    different.expect_problem(422, "idempotency-mismatch");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some(place) = rest.windows(from.len()).position(|window| window == from) {
        out.extend(&rest[..place]);
        out.extend(to);
        rest = &rest[place + from.len()..];
    }
    out.extend(rest);
    out
}

#[test]
fn only_owners_and_administrators_may() {
    let shop = SHOP.get();
    let seller = shop.seller("Picture Looms");
    let own = seller.product("Own Kilim").create();
    let shops = shop.product("The Shop's Kilim").create();
    let image = Form::file(&jpeg(30, 30))
        .send(&seller, &own)
        .expect_status(201)
        .json();
    let customer = shop.customer("pictures@example.org");
    let path = format!("{}/images", shops.path());
    let form = || Form::file(&jpeg(30, 30));
    let hidden = form().send_to(&seller, &path);
    hidden.expect_problem(404, "not-found");
    let nowhere = form().send_to(&seller, "/api/products/987654321/images");
    assert_eq!(hidden.body, nowhere.body);
    form()
        .send_to(&customer, &path)
        .expect_problem(403, "forbidden");
    form()
        .send_to(&shop.guest(), &path)
        .expect_problem(401, "unauthorized");
    let other = shop.seller("Other Picture Looms");
    let image = format!("{}/images/{}", own.path(), image["id"]);
    other
        .patch(&image, json!({"alt_text": "x"}))
        .expect_problem(404, "not-found");
    other.delete(&image).expect_problem(404, "not-found");
    customer.delete(&image).expect_problem(403, "forbidden");
    shop.guest()
        .delete(&image)
        .expect_problem(401, "unauthorized");
    shop.admin()
        .patch(&image, json!({"alt_text": "x"}))
        .expect_status(200);
    seller.delete(&image).expect_status(204);
}
