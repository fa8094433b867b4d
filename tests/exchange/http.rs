//! The import over HTTP.

use serde_json::{Value, json};

use crate::{
    form::{BOUNDARY, PATH, form, post, send},
    sheet::fixture,
    support::TestShop,
};

const MUGS: &str = "sku,name,price\nM-1,Mug,4.50\nM-2,Jug,5.00\n";
const HALF_BAD: &str = "sku,name,price\nM-1,Mug,4.50\nM-2,Jug,abc\n";

fn counts(report: &Value) -> [u64; 4] {
    ["created", "updated", "unchanged", "bad_row_count"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn the_answer_is_the_report_and_the_next_read_has_the_products() {
    let shop = TestShop::start();
    let admin = shop.admin();
    for number in 0..20 {
        assert_eq!(shop.get("/api/products").json()["total"], number);
        let file = format!("sku,name,price\nN-{number},Thing {number},1.00\n");
        let report = post(&admin, "", file).expect_status(200).json();
        assert_eq!(counts(&report), [1, 0, 0, 0]);
        assert_eq!(report["written"], true);
        assert_eq!(shop.get("/api/products").json()["total"], number + 1);
    }
    let answer = post(&admin, "", fixture("woocommerce.csv")).expect_status(200);
    assert_eq!(answer.expect("cache-control"), "no-store");
    assert_eq!(answer.json()["format"], "woocommerce");
}

#[test]
fn a_dry_run_writes_nothing_wherever_it_is_said() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let by_form = form(MUGS.as_bytes(), &[("dry_run", "true")]);
    for answer in [
        post(&admin, "?dry_run=true", MUGS),
        send(&admin, PATH, by_form),
        post(&admin, "/?dry_run=true", MUGS),
    ] {
        let report = answer.expect_status(200).json();
        assert_eq!(counts(&report), [2, 0, 0, 0]);
        assert_eq!(
            (&report["dry_run"], &report["written"]),
            (&json!(true), &json!(false))
        );
    }
    assert_eq!(shop.get("/api/products").json()["total"], 0);
    let mut dry = post(&admin, "?dry_run=true&skip_bad_rows=true", HALF_BAD).json();
    let real = post(&admin, "?skip_bad_rows=true", HALF_BAD)
        .expect_status(200)
        .json();
    (dry["dry_run"], dry["written"]) = (json!(false), json!(true));
    assert_eq!(dry, real);
}

#[test]
fn bad_rows_are_in_the_report() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let report = post(&admin, "", HALF_BAD).expect_status(200).json();
    assert_eq!(counts(&report), [1, 0, 0, 1]);
    assert_eq!(report["written"], false);
    let bad = json!([{"line": 3, "column": "price", "value": "abc", "reason": "is no amount"}]);
    assert_eq!(report["bad_rows"], bad);
    assert_eq!(shop.get("/api/products").json()["total"], 0);
    let skipping = form(HALF_BAD.as_bytes(), &[("skip_bad_rows", "true")]);
    let report = send(&admin, PATH, skipping).expect_status(200).json();
    assert_eq!(report["written"], true);
    assert_eq!(shop.get("/api/products").names(), ["Mug"]);
}

#[test]
fn columns_and_formats_are_parameters() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let file = "Ware,Kostet\nMug,4.50\n";
    let problem = post(&admin, "", file).expect_problem(400, "invalid-file");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("map=name=COLUMN"), "{detail}");
    let report = post(
        &admin,
        "?map=name%3DWare&map=price%3DKostet&default_stock=4",
        file,
    );
    assert_eq!(counts(&report.expect_status(200).json()), [1, 0, 0, 0]);
    assert_eq!(shop.get("/api/products/mug").json()["stock_quantity"], 4);
    let fields = [
        ("map", "name=Ware"),
        ("map", "price=Kostet"),
        ("format", "generic"),
    ];
    let report = send(&admin, PATH, form(file.as_bytes(), &fields));
    assert_eq!(counts(&report.expect_status(200).json()), [0, 0, 1, 0]);
    post(&admin, "?format=excel", file).expect_bad_parameter("format");
    post(&admin, "?map=name", file).expect_bad_parameter("map");
    post(&admin, "?default_stock=1000001", file).expect_bad_parameter("default_stock");
    post(&admin, "?dry_run=maybe", file).expect_bad_parameter("dry_run");
    post(&admin, "?dryrun=true", file).expect_bad_parameter("dryrun");
}

#[test]
fn what_is_no_csv_is_refused_with_a_sentence() {
    let shop = TestShop::start();
    let admin = shop.admin();
    for (file, words) in [
        (&b"\x89PNG\r\n\x1a\n\0\0"[..], "picture"),
        (b"PK\x03\x04....xl/workbook.xml", "save it as CSV"),
        (b"", "empty"),
        (b"nothing that is known\n", "map=name=COLUMN"),
    ] {
        let problem = post(&admin, "", file).expect_problem(400, "invalid-file");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(words), "{detail}");
    }
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let typed = |kind: &str, body: &[u8]| admin.send("POST", PATH, Some((kind, body.to_vec())));
    typed("application/json", b"{}").expect_problem(415, "unsupported-media-type");
    typed("text/csv", MUGS.as_bytes()).expect_problem(415, "unsupported-media-type");
    typed(&kind, b"").expect_problem(400, "invalid-body");
    typed(&kind, b"no form").expect_problem(400, "invalid-body");
    let no_file = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\ntrue\r\n--{BOUNDARY}--\r\n"
    );
    typed(&kind, no_file.as_bytes()).expect_bad_field("/file");
    let unknown = form(MUGS.as_bytes(), &[("dryrun", "true")]);
    send(&admin, PATH, unknown).expect_bad_field("/dryrun");
    let odd = form(MUGS.as_bytes(), &[("dry_run", "maybe")]);
    let problem = send(&admin, PATH, odd).expect_bad_field("/dry_run");
    assert_eq!(problem["errors"][0]["detail"], "must be true or false");
    assert_eq!(shop.get("/api/products").json()["total"], 0);
}

#[test]
fn only_administrators_import() {
    let shop = TestShop::start();
    post(&shop.guest(), "", MUGS).expect_problem(401, "unauthorized");
    post(&shop.seller("looms"), "", MUGS).expect_problem(403, "forbidden");
    post(&shop.customer_token(), "", MUGS).expect_problem(403, "forbidden");
}

#[test]
fn a_file_that_is_too_large_is_413() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let authorization = admin.authorization();
    // It says so itself.
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: 99999999999\r\n\r\n"
    );
    let mut raw = shop.raw();
    raw.send(head.as_bytes());
    raw.reply().expect_problem(413, "body-too-large");
    // It comes in pieces without an end.
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let start = form(b"name,price\n", &[]);
    let start = &start[..start.len() - BOUNDARY.len() - 8];
    let mut raw = shop.raw();
    raw.send(head.as_bytes());
    raw.send(format!("{:x}\r\n", start.len()).as_bytes());
    raw.send(start);
    raw.send(b"\r\n");
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..66 {
        let sent = raw.try_send(format!("{:x}\r\n", piece.len()).as_bytes())
            && raw.try_send(&piece)
            && raw.try_send(b"\r\n");
        if !sent {
            break;
        }
    }
    raw.reply().expect_problem(413, "body-too-large");
    assert_eq!(shop.get("/readyz").status, 200);
}

#[test]
fn a_key_replays_the_report() {
    let shop = TestShop::start();
    let keyed = shop.admin().with("Idempotency-Key", "first-import");
    let first = post(&keyed, "", MUGS).expect_status(200).json();
    assert_eq!(counts(&first), [2, 0, 0, 0]);
    let second = post(&keyed, "", MUGS).expect_status(200);
    assert_eq!(second.expect("idempotency-replayed"), "true");
    assert_eq!(second.json(), first);
    post(&keyed, "", HALF_BAD).expect_problem(422, "idempotency-mismatch");
}
