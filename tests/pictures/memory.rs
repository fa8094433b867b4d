//! Many at once: memory stays bounded, nobody is lost.

use std::time::Duration;

use crate::{
    made::{Form, jpeg},
    support::{Reply, TestShop},
};

/// The most memory that a process had so far, in KiB.
pub fn peak(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn fifty_uploads_of_eight_mebibytes_are_not_held_in_memory() {
    const UPLOADS: usize = 50;
    let shop = TestShop::start();
    let product = shop.product("Wanted Kilim").create();
    // On a busy machine the last has to wait.
    let admin = shop.admin().waiting(Duration::from_secs(120));
    // A small picture that takes all the room there is, each another.
    let mut bytes = jpeg(600, 450);
    bytes.resize(8 * 1024 * 1024, 0);
    let send = &|number: usize| {
        let mut bytes = bytes.clone();
        let end = bytes.len();
        bytes[end - 8..].copy_from_slice(&number.to_be_bytes());
        Form::file(&bytes).send(&admin, &product)
    };
    // What one takes is what it takes.
    send(UPLOADS).expect_status(201);
    let before = peak(shop.pid());
    let replies: Vec<Reply> = std::thread::scope(|scope| {
        let sending: Vec<_> = (0..UPLOADS)
            .map(|number| scope.spawn(move || send(number)))
            .collect();
        let sent = sending.into_iter();
        sent.map(|one| one.join().unwrap()).collect()
    });
    let grown = peak(shop.pid()).saturating_sub(before);
    let count = |status: u16| {
        replies
            .iter()
            .filter(|reply| reply.status == status)
            .count()
    };
    // The product has room for 49 more; whoever waited for too long is told so.
    let waited = replies.iter().filter(|reply| reply.status == 503);
    let waited = waited.inspect(|reply| assert!(reply.header("retry-after").is_some()));
    let waited = waited.count();
    let made = count(201);
    assert_eq!(made + count(400) + waited, UPLOADS);
    assert!(made >= 10, "{made} made, {waited} waited in vain");
    println!("50 uploads of 8 MiB: the shop grew by {} MiB", grown / 1024);
    assert!(grown < 128 * 1024, "grew by {grown} KiB");
}
