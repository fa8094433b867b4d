//! A link that sets a password is in the letter, and kept nowhere once that was sent.

use serde_json::json;

use crate::{post::Post, support::PASSWORD, wait_for};

#[test]
fn a_link_that_was_sent_is_kept_nowhere() {
    let post = Post::open();
    let shop = post.options().start();
    shop.customer("leyla@example.org");
    let body = json!({"email": "leyla@example.org"});
    shop.guest()
        .post("/api/auth/password-reset", body)
        .expect_status(202);
    let list = shop.admin().get("/api/admin/outbox?kind=password_reset");
    let id = list.json()["items"][0]["id"].as_i64().unwrap();
    let kept = wait_for(&shop, id, "sent");
    assert!(!kept.to_string().contains("soukreset_"), "{kept}");
    let mails = post.received();
    let mail = mails
        .iter()
        .find(|mail| mail.recipient == "leyla@example.org")
        .unwrap();
    // Quoted-printable: lines go on after `=`, and `=3D` is an equals sign.
    let text = mail.text.replace("=\r\n", "").replace("=\n", "");
    let text = text.replace("=3D", "=");
    let (_, after) = text.split_once("?token=").unwrap();
    let token = after.split_whitespace().next().unwrap();
    assert!(token.starts_with("soukreset_"), "{text}");
    let body = json!({"token": token, "new_password": format!("{PASSWORD} anew")});
    shop.guest()
        .post("/api/auth/password-reset/confirm", body)
        .expect_status(204);
}
