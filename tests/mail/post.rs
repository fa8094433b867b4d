//! A small mail server: it takes, refuses, stalls or hangs up as a test tells it.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::support::{Options, TestShop, eventually};

/// What it does with the next letter.
pub enum Step {
    /// Answers the recipient with a code.
    Refuse(u16),
    /// Reads the letter and ends the connection without a word.
    HangUp,
    /// Reads the letter, and takes it once the test lets it.
    Stall(std::sync::mpsc::Receiver<()>),
}

/// A letter that came.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The envelope.
    pub recipient: String,
    /// Head and body, dots undone.
    pub text: String,
}

impl Mail {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (head, _) = self.text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.split("\r\n");
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

#[derive(Default)]
struct Inner {
    steps: Mutex<VecDeque<Step>>,
    received: Mutex<Vec<Mail>>,
    logins: Mutex<Vec<String>>,
    connections: AtomicUsize,
}

/// The server. Its thread ends with the process.
pub struct Post {
    address: SocketAddr,
    inner: Arc<Inner>,
}

impl Post {
    /// One that takes everything.
    pub fn open() -> Self {
        Self::at("127.0.0.1:0".parse().unwrap())
    }

    /// The same at an address.
    pub fn at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let (address, inner) = (listener.local_addr().unwrap(), Arc::new(Inner::default()));
        let shared = Arc::clone(&inner);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let inner = Arc::clone(&shared);
                inner.connections.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || talk(&stream, &inner));
            }
        });
        Self { address, inner }
    }

    /// `smtp://127.0.0.1:1234`.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What it does with the letters to come, one after the other; then it takes everything again.
    pub fn then(&self, step: Step) -> &Self {
        self.inner.steps.lock().unwrap().push_back(step);
        self
    }

    /// What came so far, refused ones left out.
    pub fn received(&self) -> Vec<Mail> {
        self.inner.received.lock().unwrap().clone()
    }

    /// What came once there were so many.
    pub fn wait(&self, count: usize) -> Vec<Mail> {
        eventually(&format!("{count} letters"), || {
            Some(self.received()).filter(|mails| mails.len() >= count)
        })
    }

    /// What was sent to log in with.
    pub fn logins(&self) -> Vec<String> {
        self.inner.logins.lock().unwrap().clone()
    }

    /// How often somebody called.
    pub fn connections(&self) -> usize {
        self.inner.connections.load(Ordering::SeqCst)
    }

    /// How to start a shop that sends through it and tries again after a moment.
    pub fn options(&self) -> Options {
        self.retrying("50ms")
    }

    /// How to start one that tries again after a time.
    pub fn retrying(&self, after: &str) -> Options {
        TestShop::options().args(&[
            "--smtp-url",
            &self.url(),
            "--mail-from",
            "Bazaar <shop@example.org>",
            "--mail-retry-after",
            after,
        ])
    }
}

/// One conversation. A broken connection ends it.
fn talk(stream: &TcpStream, inner: &Inner) -> Option<()> {
    let mut lines = BufReader::new(stream);
    let mut out = stream;
    let mut say = |words: &str| out.write_all(format!("{words}\r\n").as_bytes()).ok();
    let (mut recipient, mut step) = (String::new(), None);
    say("220 post.example.org ESMTP")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        let command = line
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => say("250-post.example.org\r\n250-AUTH PLAIN\r\n250 8BITMIME")?,
            "AUTH" => {
                inner.logins.lock().unwrap().push(line.to_owned());
                say("235 welcome")?;
            }
            "RCPT" => {
                step = inner.steps.lock().unwrap().pop_front();
                recipient = line
                    .trim_start_matches("RCPT TO:")
                    .trim_matches(['<', '>'])
                    .to_owned();
                match step {
                    Some(Step::Refuse(code)) => say(&format!("{code} not {recipient}"))?,
                    _ => say("250 go on")?,
                }
            }
            "DATA" => {
                say("354 write")?;
                let text = read_data(&mut lines)?;
                let mail = Mail {
                    recipient: recipient.clone(),
                    text,
                };
                inner.received.lock().unwrap().push(mail);
                match step.take() {
                    Some(Step::HangUp) => return None,
                    Some(Step::Stall(go)) => go.recv().ok()?,
                    _ => {}
                }
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 yes")?,
        }
    }
}

fn read_data(lines: &mut impl BufRead) -> Option<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == ".\r\n" {
            return Some(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
