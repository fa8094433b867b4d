//! Letters leave once; what fails is tried again or says why not; a shop that falls loses nothing.

use std::{collections::HashSet, net::TcpListener, sync::mpsc::channel};

use rusqlite::Connection;

use crate::{
    enqueue, letter,
    post::{Post, Step},
    support::{TestShop, eventually},
    wait_for,
};

#[test]
fn a_letter_is_sent_once() {
    let post = Post::open();
    let shop = post
        .options()
        .arg("--mail-reply-to")
        .arg("help@example.org")
        .start();
    let ids: Vec<i64> = (0..20)
        .map(|n| enqueue(shop.folder(), &format!("c{n}@example.org"), "On its wäy"))
        .collect();
    for id in &ids {
        let letter = wait_for(&shop, *id, "sent");
        assert_eq!(
            (&letter["attempts"], &letter["last_error"]),
            (&1.into(), &serde_json::Value::Null)
        );
        assert!(
            letter["sent_at"].is_string() && letter["next_attempt_at"].is_null(),
            "{letter}"
        );
    }
    let mails = post.received();
    let recipients: HashSet<&str> = mails.iter().map(|mail| mail.recipient.as_str()).collect();
    assert_eq!((mails.len(), recipients.len()), (20, 20));
    let ids: HashSet<_> = mails
        .iter()
        .map(|mail| mail.header("Message-ID").unwrap())
        .collect();
    assert_eq!(ids.len(), 20);
    let mail = &mails[0];
    assert_eq!(mail.header("From"), Some("Bazaar <shop@example.org>"));
    assert_eq!(mail.header("Reply-To"), Some("help@example.org"));
    assert_eq!(mail.header("To"), Some(mail.recipient.as_str()));
    assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
    assert!(
        mail.header("Subject").unwrap().contains("=?utf-8?"),
        "{}",
        mail.text
    );
    assert!(mail.header("Date").is_some());
    assert!(
        post.connections() < 20,
        "letters of a round share a connection"
    );
    // Nor again after a restart.
    let shop = post.options().on(shop.stop()).start();
    let last = enqueue(shop.folder(), "last@example.org", "Last");
    wait_for(&shop, last, "sent");
    assert_eq!(post.received().len(), 21);
}

#[test]
fn what_is_put_off_is_tried_again() {
    let post = Post::open();
    post.then(Step::Refuse(451))
        .then(Step::Refuse(450))
        .then(Step::HangUp);
    let shop = post.options().start();
    let id = enqueue(shop.folder(), "leyla@example.org", "Later");
    let sent = wait_for(&shop, id, "sent");
    assert_eq!(sent["attempts"], 4);
    let mails = post.received();
    assert_eq!(mails.len(), 2, "the server hung up after the first");
    assert_eq!(
        mails[0].text, mails[1].text,
        "a reader can tell that it is the same letter"
    );
}

#[test]
fn what_is_refused_for_ever_waits_for_a_person_and_holds_nobody_up() {
    let post = Post::open();
    post.then(Step::Refuse(550));
    let shop = post.options().start();
    let refused = enqueue(shop.folder(), "nobody@example.org", "Refused");
    let failed = wait_for(&shop, refused, "failed");
    assert!(
        failed["last_error"].as_str().unwrap().contains("550"),
        "{failed}"
    );
    assert!(failed["failed_at"].is_string() && failed["next_attempt_at"].is_null());
    let other = enqueue(shop.folder(), "leyla@example.org", "Other");
    wait_for(&shop, other, "sent");
    assert_eq!(post.received().len(), 1);
    assert!(!shop.log().contains("nobody@example.org"), "{}", shop.log());
    let retry = format!("/api/admin/outbox/{refused}/retry");
    let again = shop
        .admin()
        .send("POST", &retry, None)
        .expect_status(200)
        .json();
    assert_eq!(
        (&again["state"], &again["attempts"]),
        (&"waiting".into(), &0.into())
    );
    wait_for(&shop, refused, "sent");
    shop.admin()
        .send("POST", &retry, None)
        .expect_problem(409, "already-sent");
}

#[test]
fn a_letter_is_given_up_after_ten_attempts() {
    let post = Post::open();
    for _ in 0..10 {
        post.then(Step::Refuse(452));
    }
    let shop = post.retrying("1ms").start();
    let id = enqueue(shop.folder(), "full@example.org", "Full");
    let failed = wait_for(&shop, id, "failed");
    assert_eq!(failed["attempts"], 10);
    assert!(
        failed["last_error"].as_str().unwrap().contains("452"),
        "{failed}"
    );
}

#[test]
fn letters_wait_while_no_server_answers() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let url = format!("smtp://{address}");
    let args = [
        "--smtp-url",
        &url,
        "--mail-from",
        "shop@example.org",
        "--mail-retry-after",
        "100ms",
    ];
    let shop = TestShop::options().args(&args).start();
    let id = enqueue(shop.folder(), "leyla@example.org", "Wait");
    eventually("an attempt", || {
        letter(&shop, id)["last_error"].is_string().then_some(())
    });
    assert_eq!(letter(&shop, id)["state"], "waiting");
    assert!(
        shop.log().contains("no mail server takes letters"),
        "{}",
        shop.log()
    );
    let post = Post::at(address);
    wait_for(&shop, id, "sent");
    assert_eq!(post.received().len(), 1);
}

#[test]
fn a_shop_that_is_killed_keeps_its_letters() {
    let post = Post::open();
    let (_hold, held) = channel();
    post.then(Step::Stall(held));
    let shop = post.options().start();
    let first = enqueue(shop.folder(), "first@example.org", "First");
    post.wait(1);
    let second = enqueue(shop.folder(), "second@example.org", "Second");
    let folder = shop.kill();
    let shop = post.options().on(folder).start();
    for id in [first, second] {
        wait_for(&shop, id, "sent");
    }
    let mails = post.received();
    let of = |name: &str| -> Vec<_> {
        mails
            .iter()
            .filter(|mail| mail.recipient.starts_with(name))
            .collect()
    };
    let (first, second) = (of("first"), of("second"));
    assert_eq!((first.len(), second.len()), (2, 1));
    assert_eq!(first[0].header("Message-ID"), first[1].header("Message-ID"));
}

#[test]
fn a_shop_that_stops_finishes_the_letter_in_hand() {
    let post = Post::open();
    let (go, held) = channel();
    post.then(Step::Stall(held));
    let mut shop = post.options().start();
    let id = enqueue(shop.folder(), "leyla@example.org", "In hand");
    post.wait(1);
    let left = enqueue(shop.folder(), "left@example.org", "Left");
    shop.signal();
    eventually("the stop begins", || {
        shop.log().contains("stopping").then_some(())
    });
    go.send(()).unwrap();
    assert_eq!(shop.wait().code(), Some(0), "{}", shop.log());
    let folder = shop.stop_waited();
    let db = Connection::open(folder.file("shop.db")).unwrap();
    let sent = |id: i64| -> bool {
        db.query_row(
            "SELECT sent_at IS NOT NULL FROM outbox WHERE id = ?1",
            [id],
            |row| row.get(0),
        )
        .unwrap()
    };
    assert!(sent(id) && !sent(left));
}

#[test]
fn what_waited_too_long_is_not_sent_by_itself() {
    let post = Post::open();
    let shop = TestShop::start();
    let id = enqueue(shop.folder(), "leyla@example.org", "Old");
    let ancient = enqueue(shop.folder(), "leyla@example.org", "Ancient");
    let folder = shop.stop();
    let db = Connection::open(folder.file("shop.db")).unwrap();
    let week = "UPDATE outbox SET created_at = created_at - ?2, next_attempt_at = next_attempt_at - ?2 WHERE id = ?1";
    db.execute(week, [id, 8 * 86_400_000]).unwrap();
    db.execute(week, [ancient, 91 * 86_400_000]).unwrap();
    drop(db);
    let shop = post.options().on(folder).start();
    let failed = wait_for(&shop, id, "failed");
    assert!(
        failed["last_error"].as_str().unwrap().contains("7 days"),
        "{failed}"
    );
    assert_eq!(post.received().len(), 0);
    let path = format!("/api/admin/outbox/{ancient}");
    eventually("what is older than 90 days is gone", || {
        (shop.admin().get(&path).status == 404).then_some(())
    });
    shop.admin()
        .send("POST", &format!("/api/admin/outbox/{id}/retry"), None)
        .expect_status(200);
    wait_for(&shop, id, "sent");
}

#[test]
fn nothing_in_a_letter_becomes_a_header_or_a_command() {
    let post = Post::open();
    let shop = post.options().start();
    let id = enqueue(
        shop.folder(),
        "leyla@example.org",
        "x\r\nBcc: all@example.org\r\n\r\n.\r\nQUIT",
    );
    wait_for(&shop, id, "sent");
    let mails = post.received();
    assert_eq!(
        mails[0].header("Subject"),
        Some("x Bcc: all@example.org . QUIT")
    );
    assert_eq!(mails[0].header("Bcc"), None);
    for recipient in [
        "a@example.org\r\nRCPT TO:<b@example.org>",
        "a@example.org,b@example.org",
        "nobody",
    ] {
        let id = enqueue(shop.folder(), recipient, "x");
        let failed = wait_for(&shop, id, "failed");
        assert!(
            failed["last_error"]
                .as_str()
                .unwrap()
                .contains("no e-mail address"),
            "{failed}"
        );
    }
    assert_eq!(post.received().len(), 1);
}
