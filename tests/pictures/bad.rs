//! What is no picture, too much of one, or not sent as it should be.

use image::ImageFormat;
use serde_json::json;

use crate::{
    SHOP,
    made::{Form, encoded, jpeg, photo, with_chunk},
    support::TestShop,
};

fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&photo(width, height), ImageFormat::Png)
}

/// A PNG whose head claims another size.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let whole = png(8, 8);
    let mut head = whole[16..29].to_vec();
    head[..4].copy_from_slice(&width.to_be_bytes());
    head[4..8].copy_from_slice(&height.to_be_bytes());
    // A head of its own, then the rest of the other file.
    let empty = [&whole[..8], &[0; 25]].concat();
    let mut made = with_chunk(&[&empty[..], &[]].concat(), b"IHDR", &head);
    made.drain(8..33);
    made.extend(&whole[33..]);
    made
}

#[test]
fn what_is_no_picture_is_415_whatever_it_calls_itself() {
    let shop = SHOP.get();
    let product = shop.product("Bad Kilim").create();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    let html = b"<html><script>alert(1)</script></html>";
    for (name, kind, bytes) in [
        ("a.jpg", "image/jpeg", &svg[..]),
        ("a.svg", "image/svg+xml", &svg[..]),
        ("a.png", "image/png", &gif[..]),
        ("a.webp", "image/webp", &html[..]),
        ("a.jpg", "image/jpeg", b"x"),
        ("a.jpg", "image/jpeg", b"RIFF\x00\x00\x00\x00WAVE"),
    ] {
        let form = Form::named_file("file", name, kind, bytes);
        let reply = form.send(&shop.admin(), &product);
        reply.expect_problem(415, "unsupported-media-type");
    }
    // And the other way round: what it is shows in its bytes.
    let form = Form::named_file("file", "../../../etc/passwd", "text/plain", &jpeg(20, 20));
    form.send(&shop.admin(), &product).expect_status(201);
}

#[test]
fn broken_pictures_are_refused_not_filled_with_grey() {
    let shop = SHOP.get();
    let product = shop.product("Broken Kilim").create();
    let refused = |bytes: &[u8]| {
        let reply = Form::file(bytes).send(&shop.admin(), &product);
        reply.expect_problem(400, "invalid-picture");
    };
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(&photo(300, 200), format);
        for part in [16, whole.len() / 3, whole.len() * 9 / 10, whole.len() - 8] {
            refused(&whole[..part]);
        }
    }
    refused(&[0xff, 0xd8, 0xff, 0xd9]);
    refused(b"\xff\xd8\xff\xe0\x00\x00");
    refused(b"\x89PNG\r\n\x1a\n<script>");
    refused(b"RIFF\xff\xff\xff\xffWEBPVP8L");
    assert_eq!(shop.get(&product.path()).json()["images"], json!([]));
}

#[test]
fn bombs_do_not_go_off() {
    let shop = SHOP.get();
    let product = shop.product("Heavy Kilim").create();
    let before = peak(&shop);
    for (width, height) in [
        (60_000, 60_000),
        (u32::MAX / 2, 2),
        (12_001, 1),
        (10_000, 10_000),
    ] {
        let reply = Form::file(&claiming(width, height)).send(&shop.admin(), &product);
        let problem = reply.json();
        assert_eq!(reply.status, 400, "{width}×{height}: {problem}");
        let code = problem["code"].as_str().unwrap();
        assert!(
            ["picture-too-large", "invalid-picture"].contains(&code),
            "{problem}"
        );
    }
    // A JPEG's head claims what it likes as well.
    let mut bytes = jpeg(64, 64);
    let frame = bytes
        .windows(2)
        .position(|pair| pair[0] == 0xff && (pair[1] == 0xc0 || pair[1] == 0xc2))
        .unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    let reply = Form::file(&bytes).send(&shop.admin(), &product);
    reply.expect_problem(400, "picture-too-large");
    // Millions of equal bytes in a few packed ones.
    let mut packed = png(64, 64);
    packed = with_chunk(
        &packed,
        b"zTXt",
        &[b"a\0\0".to_vec(), vec![0; 1_000]].concat(),
    );
    let _ = Form::file(&packed).send(&shop.admin(), &product);
    let grown = peak(&shop) - before;
    assert!(grown < 64 * 1024, "grew by {grown} KiB");
}

fn peak(shop: &TestShop) -> u64 {
    crate::memory::peak(shop.pid())
}

#[test]
fn eight_mebibytes_and_no_more() {
    let shop = SHOP.get();
    let product = shop.product("Long Kilim").create();
    let padded = |length: usize| {
        let mut bytes = jpeg(100, 100);
        bytes.resize(length, 0);
        bytes
    };
    let most = 8 * 1024 * 1024;
    Form::file(&padded(most))
        .send(&shop.admin(), &product)
        .expect_status(201);
    for length in [most + 1, most + 128 * 1024] {
        let reply = Form::file(&padded(length)).send(&shop.admin(), &product);
        reply.expect_problem(413, "body-too-large");
    }
    // One that does not say how long it is is cut off where it is too long.
    let mut raw = shop.raw();
    raw.send(format!(
        "POST {}/images HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nTransfer-Encoding: chunked\r\n\
         Content-Type: multipart/form-data; boundary=b\r\n\r\n",
        product.path(),
        shop.admin().authorization()
    ));
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    raw.send(format!("{:x}\r\n{head}\r\n", head.len()));
    let piece = [
        b"100000\r\n".to_vec(),
        vec![b'x'; 0x10_0000],
        b"\r\n".to_vec(),
    ]
    .concat();
    for _ in 0..16 {
        if !raw.try_send(&piece) {
            break;
        }
    }
    raw.reply().expect_problem(413, "body-too-large");
}

#[test]
fn forms_are_read_strictly() {
    let shop = SHOP.get();
    let product = shop.product("Formal Kilim").create();
    let file = || Form::file(&jpeg(20, 20));
    for (form, pointer) in [
        (Form::empty().field("alt_text", "x"), "/file"),
        (Form::file(b""), "/file"),
        (file().field("file", "x"), "/file"),
        (file().field("position", "-1"), "/position"),
        (file().field("position", "one"), "/position"),
        (file().field("position", ""), "/position"),
        (file().field("position", "99999999999"), "/position"),
        (file().field("is_primary", "yes"), "/is_primary"),
        (
            file().field("alt_text", "a").field("alt_text", "b"),
            "/alt_text",
        ),
        (file().field("alt_text", &"x".repeat(1_001)), "/alt_text"),
        (file().field("alt_text", &"x".repeat(100_000)), "/alt_text"),
        (file().field("alt_text", "\u{0}"), "/alt_text"),
        (file().field("colour", "red"), "/colour"),
        (
            Form::named_file("picture", "a", "image/png", b"x"),
            "/picture",
        ),
    ] {
        form.send(&shop.admin(), &product).expect_bad_field(pointer);
    }
    let path = format!("{}/images", product.path());
    shop.admin()
        .post(&path, json!({"url": "x"}))
        .expect_problem(415, "unsupported-media-type");
    let cut = file().body().1;
    let cut = cut[..cut.len() / 2].to_vec();
    let kind = "multipart/form-data; boundary=a-line-between";
    let reply = shop.admin().send("POST", &path, Some((kind, cut)));
    reply.expect_problem(400, "invalid-body");
    assert_eq!(shop.get(&product.path()).json()["images"], json!([]));
}

#[test]
fn fifty_pictures_and_no_more() {
    let shop = SHOP.get();
    let images: Vec<_> = (0..50)
        .map(|n| json!({"url": format!("/x/{n}.png")}))
        .collect();
    let product = shop.product("Full Kilim").set("images", images).create();
    let reply = Form::file(&jpeg(20, 20)).send(&shop.admin(), &product);
    reply.expect_bad_field("/images");
}
