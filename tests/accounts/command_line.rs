//! Accounts made from the command line.

use serde_json::json;

use crate::support::{Client, Folder, PASSWORD, Ran, TestShop, run, run_with_input};

fn create<'a>(folder: &Folder, args: impl IntoIterator<Item = &'a str>, input: &str) -> Ran {
    let args = ["user", "create"].into_iter().chain(args);
    run_with_input(Some(folder.path()), args, &[], input.as_bytes())
}

#[test]
fn the_first_admin_comes_from_the_command_line() {
    let folder = Folder::new();
    let args = [
        "--email",
        "Root@example.org",
        "--name",
        "Root",
        "--role",
        "admin",
        "--json",
    ];
    let made = create(&folder, args, &format!("{PASSWORD}\n")).json();
    assert_eq!(
        (&made["email"], &made["role"]),
        (&json!("root@example.org"), &json!("admin"))
    );
    assert!(!made.to_string().contains(PASSWORD));
    let again = create(&folder, args, PASSWORD).expect_code(1);
    again.expect_complaint(&["root@example.org", "already"]);
    let args = [
        "--email",
        "ada@example.org",
        "--name",
        "Ada",
        "--password-stdin",
    ];
    let customer = create(&folder, args, PASSWORD).expect_code(0);
    assert!(!customer.stdout.contains(PASSWORD) && !customer.stderr.contains(PASSWORD));
    let args = [
        "user",
        "create",
        "--email",
        "env@example.org",
        "--name",
        "Env",
    ];
    run(Some(folder.path()), args, &[("SOUK_PASSWORD", PASSWORD)]).expect_code(0);
    let shop = TestShop::options().on(folder).start();
    let role = |client: &Client| client.get("/api/auth/me").json()["role"].clone();
    let root = shop.log_in("root@example.org");
    assert_eq!(role(&root), "admin");
    root.product("By Root").create();
    let ada = shop.log_in("ada@example.org");
    assert_eq!(role(&ada), "customer");
    assert_eq!(ada.product("x").send().status, 403);
    shop.log_in("env@example.org");
}

#[test]
fn nobody_is_asked_for_a_password_in_vain() {
    let folder = Folder::new();
    let named = |email, name| ["--email", email, "--name", name];
    create(&folder, named("ada@example.org", "Ada"), PASSWORD).expect_code(0);
    for (args, code, word) in [
        (named("Ada@Example.org", "Ada"), 1, "ada@example.org"),
        (named("ada", "Ada"), 2, "email"),
        (named("eve@example.org", " "), 2, "name"),
    ] {
        let ran = create(&folder, args, "").expect_code(code);
        let ran = ran.expect_complaint(&[word]);
        assert!(!ran.stderr.contains("no password"), "{}", ran.stderr);
    }
}

#[test]
fn accounts_that_cannot_be_are_wrong_usage() {
    let folder = Folder::new();
    for (args, input, word) in [
        (["--email", "x", "--name", "Ada"], PASSWORD, "email"),
        (
            ["--email", "a@example.org", "--name", " "],
            PASSWORD,
            "name",
        ),
        (
            ["--email", "a@example.org", "--name", "Ada"],
            "short",
            "10 to 256",
        ),
        (
            ["--email", "a@example.org", "--name", "Ada"],
            "",
            "no password",
        ),
    ] {
        let ran = create(&folder, args, input)
            .expect_code(2)
            .expect_complaint(&[word]);
        assert_eq!(ran.stdout, "");
    }
    let args = [
        "--email",
        "a@example.org",
        "--name",
        "Ada",
        "--role",
        "seller",
    ];
    create(&folder, args, PASSWORD).expect_code(2);
    assert!(!folder.file("shop.db").exists());
}
