//! Paths that would like to lead out of the folders that are served.

use std::fs;

use crate::support::TestShop;

const SECRET: &str = "nobody-should-read-this";

/// Ways up, as clients and proxies write them.
const UPS: [&str; 10] = [
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%5c",
    "..\\",
    "....//",
    "..;/",
    "%252e%252e%252f",
    "..%c0%af",
];

#[test]
fn nothing_outside_is_served() {
    let theme = tempfile::tempdir().unwrap();
    fs::create_dir(theme.path().join("assets")).unwrap();
    fs::write(theme.path().join("assets/shop.css"), "body { color: teal }").unwrap();
    let shop = TestShop::with(&["--theme", theme.path().to_str().unwrap()]);
    // Beside what is served, and in the folder of the data.
    fs::write(theme.path().join("secret.txt"), SECRET).unwrap();
    fs::write(theme.path().join("assets/.secret.txt"), SECRET).unwrap();
    fs::write(shop.folder().file("secret.txt"), SECRET).unwrap();
    fs::create_dir_all(shop.folder().file("media")).unwrap();
    fs::write(shop.folder().file("media").join("secret.txt"), SECRET).unwrap();
    let page = shop.get("/").text();
    let (_, rest) = page.split_once("/assets/").unwrap();
    let assets = format!("/assets/{}/", rest.split('/').next().unwrap());
    let mut paths = Vec::new();
    for base in [
        assets.as_str(),
        "/assets/",
        "/media/",
        "/media/demo/",
        "/docs/",
        "/p/",
        "/s/",
        "/c/",
        "/api/products/",
        "/",
    ] {
        for up in UPS {
            for depth in 1..=3 {
                for file in ["secret.txt", "shop.db", "etc/passwd"] {
                    paths.push(format!("{base}{}{file}", up.repeat(depth)));
                }
            }
        }
        for file in [
            "secret.txt",
            ".secret.txt",
            "%00",
            "secret.txt%00.css",
            "/etc/passwd",
            "%2fetc%2fpasswd",
        ] {
            paths.push(format!("{base}{file}"));
        }
        paths.push(format!("{base}{}/secret.txt", theme.path().display()));
    }
    for path in paths {
        let mut raw = shop.raw();
        raw.send(format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        ));
        let reply = raw.reply();
        let text = reply.text();
        let told = format!("{path}: {}", reply.status);
        assert!([400, 404].contains(&reply.status), "{told}: {text}");
        for inside in [SECRET, "root:", "SQLite format 3"] {
            assert!(!text.contains(inside), "{told}: {text}");
        }
        // Nor does a failure say where things are.
        let folder = shop.folder().path().display().to_string();
        assert!(!text.contains(&folder), "{told}: {text}");
    }
    assert!(shop.get("/readyz").status == 200);
}
