//! Settings: flags, the environment, and what is wrong with them.

use crate::support::{Folder, TestShop, refused, run};

const WRONG: [(&str, &str); 20] = [
    ("--demo", "perhaps"),
    ("--listen", "nowhere"),
    ("--listen", "127.0.0.1"),
    ("--listen", "127.0.0.1:99999"),
    ("--read-timeout", "5"),
    ("--read-timeout", "0s"),
    ("--read-timeout", "-1s"),
    ("--header-timeout", "soon"),
    ("--body-timeout", "25h"),
    ("--idle-timeout", ""),
    ("--write-queue", "0"),
    ("--write-queue", "many"),
    ("--readers", "1"),
    ("--max-connections", "0"),
    ("--currency", "EURO"),
    ("--currency", "XXQ"),
    ("--cors-origin", "shop.example"),
    ("--cors-origin", "https://shop.example/path"),
    ("--log-format", "xml"),
    ("--log", "souk=loud"),
];

fn variable(flag: &str) -> String {
    let name = flag
        .trim_start_matches('-')
        .replace('-', "_")
        .to_uppercase();
    // What is given one by one is listed in the environment.
    let name = match name.as_str() {
        "CORS_ORIGIN" => "CORS_ORIGINS",
        "TRUSTED_PROXY" => "TRUSTED_PROXIES",
        name => name,
    };
    format!("SOUK_{name}")
}

#[test]
fn a_wrong_flag_is_a_clear_line_and_exit_code_2() {
    let folder = Folder::new();
    for (flag, value) in WRONG.into_iter().filter(|(flag, _)| *flag != "--demo") {
        let ran = run(
            Some(folder.path()),
            ["serve", &format!("{flag}={value}")],
            &[],
        )
        .expect_code(2);
        assert_eq!(ran.stdout, "", "{flag} {value}");
        ran.expect_complaint(&[flag]);
    }
    for args in [
        &["serve", "--colour", "red"][..],
        &["sreve"],
        &["--listen", "127.0.0.1:0", "export"],
        &["serve", "--demo-products", "5"],
    ] {
        run(Some(folder.path()), args.iter().copied(), &[]).expect_code(2);
    }
    assert!(
        !folder.file("shop.db").exists(),
        "nothing is made by mistake"
    );
}

#[test]
fn a_wrong_variable_is_one_too_and_is_named() {
    let folder = Folder::new();
    for (flag, value) in WRONG {
        let name = variable(flag);
        let ran = run(Some(folder.path()), ["serve"], &[(&name, value)]).expect_code(2);
        assert_eq!(ran.stdout, "", "{name}={value}");
        ran.expect_complaint(&[flag]);
    }
}

#[test]
fn the_demo_listens_on_loopback_only() {
    let folder = Folder::new();
    for address in ["0.0.0.0:0", "[::]:0"] {
        let args = ["serve", "--demo", "--listen", address];
        let ran = run(Some(folder.path()), args, &[]).expect_code(2);
        ran.expect_complaint(&["loopback"]);
    }
    assert!(!folder.file("shop.db").exists());
}

#[test]
fn the_environment_sets_what_flags_set_and_flags_win() {
    let shop = TestShop::options()
        .env("SOUK_CURRENCY", "JPY")
        .env("SOUK_CORS_ORIGINS", "https://a.example,https://b.example")
        .start();
    assert_eq!(shop.product("Bowl").create().body["currency"], "JPY");
    let browser = shop.guest().with("Origin", "https://b.example");
    browser
        .get("/api/products")
        .expect_header("access-control-allow-origin", "https://b.example");
    let shop = TestShop::options()
        .env("SOUK_CURRENCY", "JPY")
        .args(&["--currency", "USD"])
        .start();
    assert_eq!(shop.product("Bowl").create().body["currency"], "USD");
}

#[test]
fn every_flag_of_serve_has_a_variable_that_its_help_names() {
    let help = run(None, ["serve", "--help"], &[]).expect_code(0).stdout;
    let flags: Vec<&str> = help
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-'))
        .filter(|word| {
            word.starts_with("--") && word.len() > 3 && *word != "--help" && *word != "--version"
        })
        .collect();
    assert!(flags.len() > 10, "{help}");
    for flag in flags {
        assert!(
            help.contains(&format!("[env: {}", variable(flag))),
            "{flag} in {help}"
        );
    }
}

#[test]
fn souk_alone_serves() {
    let folder = Folder::new();
    let ran = run(Some(folder.path()), ["--listen", "nowhere"], &[]).expect_code(2);
    ran.expect_complaint(&["--listen"]);
    let shop = TestShop::start();
    let ran = run(Some(shop.folder().path()), ["--listen", "127.0.0.1:0"], &[]).expect_code(1);
    ran.expect_complaint(&["in use", "souk serve"]);
    assert!(
        run(None, ["--version"], &[])
            .expect_code(0)
            .stdout
            .starts_with("souk ")
    );
    let help = run(None, ["--help"], &[]).expect_code(0).stdout;
    for command in [
        "serve", "import", "export", "openapi", "token", "backup", "restore", "check", "migrate",
    ] {
        assert!(help.contains(command), "{command}");
    }
    drop(refused(shop.folder(), &[], &[]));
    // It is JSON anyway.
    let document = run(None, ["openapi"], &[]).expect_code(0).stdout;
    let again = run(None, ["openapi", "--json"], &[]);
    assert_eq!(again.expect_code(0).stdout, document);
}
