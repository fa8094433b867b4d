//! Bytes that mean nothing.

use crate::support::TestShop;

#[test]
fn whatever_comes_in_the_shop_stays_open() {
    let shop = TestShop::start();
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = || {
        // xorshift: the same bytes in every run.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let good = "POST /api/products?limit=5 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Authorization: Bearer souk_x\r\nIdempotency-Key: k\r\nContent-Length: 20\r\n\r\n{\"name\":\"x\",\"price\":1";
    for round in 0..300 {
        let mut bytes: Vec<u8> = match round % 3 {
            0 => (0..random() % 400).map(|_| random() as u8).collect(),
            _ => good.as_bytes().to_vec(),
        };
        for _ in 0..random() % 6 {
            if !bytes.is_empty() {
                let place = (random() as usize) % bytes.len();
                match random() % 3 {
                    0 => bytes[place] = random() as u8,
                    1 => drop(bytes.remove(place)),
                    _ => bytes.insert(place, random() as u8),
                }
            }
        }
        let mut raw = shop.raw();
        if raw.try_send(&bytes) {
            raw.finish();
            if let Some(reply) = raw.try_reply(false) {
                assert!(
                    reply.status >= 200 && reply.status != 500,
                    "{round}: {}",
                    reply.text()
                );
            }
        }
    }
    shop.get("/readyz").expect_status(200);
    let log = shop.log();
    assert!(!log.contains("panicked"), "{log}");
    shop.stop();
}

#[test]
fn requests_in_a_row_on_one_line_are_answered_in_order() {
    let shop = TestShop::start();
    let mut raw = shop.raw();
    let one = "GET /api/products?limit=1 HTTP/1.1\r\nHost: x\r\nRequest-Id: ";
    let many: String = (0..50).map(|n| format!("{one}n{n}\r\n\r\n")).collect();
    raw.send(many);
    for n in 0..50 {
        let reply = raw.reply().expect_status(200);
        assert_eq!(reply.header("request-id"), Some(format!("n{n}").as_str()));
    }
}

#[test]
fn strange_methods_and_targets_are_problems() {
    let shop = TestShop::start();
    for line in [
        "CONNECT example.org:443",
        "OPTIONS *",
        "TRACE /",
        "GET http://evil.example/api/nothing",
        "GET /../../etc/passwd",
        "get /api/products",
        "FOO/BAR /",
    ] {
        let mut raw = shop.raw();
        raw.send(format!(
            "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        ));
        let reply = raw.reply();
        assert!(
            (400..500).contains(&reply.status),
            "{line}: {} {}",
            reply.status,
            reply.text()
        );
        assert_eq!(
            reply.header("content-type"),
            Some("application/problem+json"),
            "{line}"
        );
        assert!(!reply.text().contains("root:"), "{line}");
    }
    // The whole address in the request line is the path behind it.
    let mut raw = shop.raw();
    raw.send("GET http://shop.example/healthz HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    raw.reply().expect_status(200);
}
