//! `/media/…`: bytes for ever, and nothing else.

use crate::{
    SHOP,
    made::{Form, encoded, photo},
    support::{Reply, TestShop},
};

/// The address of a picture of some size.
fn picture(shop: &TestShop) -> String {
    let product = shop.product("Served Kilim").create();
    let bytes = encoded(&photo(900, 700), image::ImageFormat::Jpeg);
    let added = Form::file(&bytes).send(&shop.admin(), &product);
    added.expect_status(201).json()["url"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[track_caller]
fn harmless(reply: Reply) -> Reply {
    reply
        .expect_header("x-content-type-options", "nosniff")
        .expect_header("content-security-policy", "default-src 'none'; sandbox")
        .expect_header("cache-control", "public, max-age=31536000, immutable")
}

#[test]
fn pictures_are_kept_by_whoever_has_them() {
    let shop = SHOP.get();
    let url = picture(&shop);
    let whole = harmless(shop.get(&url).expect_status(200));
    assert_eq!(whole.expect("content-type"), "image/jpeg");
    let etag = whole.expect("etag").to_owned();
    assert!(etag.starts_with('"') && etag.len() > 20, "{etag}");
    let again = shop.guest().with("If-None-Match", &etag).get(&url);
    assert!(again.expect_status(304).body.is_empty());
    let head = harmless(shop.guest().head(&url).expect_status(200));
    assert!(head.body.is_empty());
    assert_eq!(head.expect("content-length"), whole.body.len().to_string());
    assert_eq!(head.expect("etag"), etag);
    let posted = shop.guest().send("POST", &url, None);
    posted.expect_problem(405, "method-not-allowed");
}

#[test]
fn parts_are_served() {
    let shop = SHOP.get();
    let url = picture(&shop);
    let whole = shop.get(&url);
    let length = whole.body.len();
    let etag = whole.expect("etag").to_owned();
    let part = |range: &str| shop.guest().with("Range", range).get(&url);
    for (range, from, to) in [
        ("bytes=0-9".to_owned(), 0, 10),
        ("bytes=10-".to_owned(), 10, length),
        ("bytes=-7".to_owned(), length - 7, length),
        (
            format!("bytes={}-999999999", length - 1),
            length - 1,
            length,
        ),
    ] {
        let reply = harmless(part(&range).expect_status(206));
        assert_eq!(reply.body, whole.body[from..to], "{range}");
        let place = format!("bytes {from}-{}/{length}", to - 1);
        assert_eq!(reply.expect("content-range"), place);
    }
    let beyond = part(&format!("bytes={length}-"));
    beyond.expect_problem(416, "range-not-satisfiable");
    assert_eq!(beyond.expect("content-range"), format!("bytes */{length}"));
    for range in ["bytes=0-1,4-5", "bytes=9-1", "lines=1-2", "x"] {
        assert_eq!(part(range).expect_status(200).body, whole.body, "{range}");
    }
    let guest = shop.guest().with("Range", "bytes=0-0");
    let fresh = guest.with("If-Range", &etag).get(&url);
    assert_eq!(fresh.expect_status(206).body.len(), 1);
    guest
        .with("If-Range", "\"other\"")
        .get(&url)
        .expect_status(200);
    guest
        .with("If-None-Match", &etag)
        .get(&url)
        .expect_status(304);
    let head = guest.head(&url).expect_status(206);
    assert_eq!(head.expect("content-length"), "1");
}

#[test]
fn nothing_else_is_found_there() {
    let shop = SHOP.get();
    let url = picture(&shop);
    let (hash, _) = url
        .strip_prefix("/media/")
        .unwrap()
        .split_once('-')
        .unwrap();
    for path in [
        "/media/".to_owned(),
        "/media/..%2f..%2fshop.db".to_owned(),
        "/media/%2e%2e/shop.db".to_owned(),
        "/media/../shop.db".to_owned(),
        "/media/....//shop.db".to_owned(),
        "/media/.lock".to_owned(),
        format!("/media/{}", &hash[..2]),
        format!("/media/{}/{hash}-800.jpg", &hash[..2]),
        format!("/media/{hash}-800.jpg%00.png"),
        format!("/media/{hash}-801.jpg"),
        format!("/media/{hash}-800.png"),
        format!("/media/{}-800.jpg", hash.to_uppercase()),
        format!("/media/{}-800.jpg", "0".repeat(64)),
        format!("/media/{}", "a".repeat(5_000)),
    ] {
        let mut raw = shop.raw();
        raw.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
        raw.reply().expect_problem(404, "not-found");
    }
    assert_eq!(shop.get("/media/demo/nothing.svg").status, 404);
}
