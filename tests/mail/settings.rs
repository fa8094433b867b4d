//! How mail is set up, and that its password is shown nowhere.

use crate::{
    enqueue,
    post::Post,
    support::{Folder, TestShop, refused, run},
    wait_for,
};

#[test]
fn the_password_is_used_and_shown_nowhere() {
    let post = Post::open();
    let url = post.url().replace("//", "//shop:hunter2%21@");
    let shop = TestShop::options()
        .env("SOUK_SMTP_URL", &url)
        .env("SOUK_MAIL_FROM", "shop@example.org")
        .env("SOUK_LOG", "trace")
        .start();
    let id = enqueue(shop.folder(), "leyla@example.org", "Hello");
    wait_for(&shop, id, "sent");
    let list = shop.admin().get("/api/admin/outbox").json();
    assert_eq!(list["has_mail_server"], true);
    // "\0shop\0hunter2!" in base64.
    let login = "AHNob3AAaHVudGVyMiE=";
    assert_eq!(post.logins(), [format!("AUTH PLAIN {login}")]);
    let log = shop.log();
    assert!(log.contains("in the clear"), "{log}");
    for secret in ["hunter2", login] {
        assert!(!log.contains(secret));
    }
}

#[test]
fn the_help_and_the_complaints_hide_it() {
    let secret = "smtp://shop:hunter2@mail.example.org";
    let help = run(None, ["serve", "--help"], &[("SOUK_SMTP_URL", secret)]).expect_code(0);
    assert!(help.stdout.contains("--smtp-url") && !help.stdout.contains("hunter2"));
    let folder = Folder::new();
    for (args, words) in [
        (&["--smtp-url", secret][..], "--mail-from"),
        (
            &["--smtp-url", secret, "--mail-from", "nobody"],
            "--mail-from",
        ),
        (
            &[
                "--smtp-url",
                secret,
                "--mail-from",
                "a@example.org",
                "--mail-reply-to",
                "b",
            ],
            "--mail-reply-to",
        ),
        (
            &[
                "--smtp-url",
                "ftp://shop:hunter2@host",
                "--mail-from",
                "a@example.org",
            ],
            "--smtp-url",
        ),
        (
            &["--smtp-url", "hunter2", "--mail-from", "a@example.org"],
            "--smtp-url",
        ),
        (
            &[
                "--smtp-url",
                "smtp://x:hunter2@host?tls=perhaps",
                "--mail-from",
                "a@example.org",
            ],
            "--smtp-url",
        ),
    ] {
        let ran = refused(&folder, args, &[])
            .expect_code(2)
            .expect_complaint(&[words]);
        assert!(!ran.stderr.contains("hunter2"), "{args:?}: {}", ran.stderr);
    }
    // A list of variables that nobody filled in.
    let empty = [
        ("SOUK_SMTP_URL", ""),
        ("SOUK_MAIL_FROM", ""),
        ("SOUK_MAIL_REPLY_TO", ""),
    ];
    let shop = empty
        .iter()
        .fold(TestShop::options(), |options, (name, value)| {
            options.env(name, value)
        });
    shop.start().stop();
}
