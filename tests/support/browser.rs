//! Somebody with a browser without scripts: sends forms and keeps cookies.

use std::{cell::RefCell, collections::BTreeMap};

use super::{Client, Page, Reply, encode};

/// A browser on the shop.
pub struct Browser {
    client: Client,
    origin: String,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl Browser {
    /// A new one, which knows no cookie.
    pub fn new(client: &Client, origin: String) -> Self {
        let client = client.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        Self {
            client: client.with("User-Agent", "a browser"),
            origin,
            cookies: RefCell::default(),
        }
    }

    /// Its cookies by name.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.borrow().clone()
    }

    /// Sets a cookie.
    pub fn keep(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.borrow_mut();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    fn dressed(&self) -> Client {
        let cookies = self.cookies.borrow();
        if cookies.is_empty() {
            return self.client.clone();
        }
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        self.client.with("Cookie", &pairs.join("; "))
    }

    fn learn(&self, reply: Reply) -> Reply {
        for line in reply.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (pair, rest) = line.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookies = self.cookies.borrow_mut();
            if rest.contains("Max-Age=0") || value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    /// Whatever is at a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        self.learn(self.dressed().get(path))
    }

    /// A page that is there.
    #[track_caller]
    pub fn open(&self, path: &str) -> Page {
        Page::of(&self.get(path).expect_status(200))
    }

    /// Sends a form as a page of the shop would.
    #[track_caller]
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let own = [
            ("Origin", self.origin.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        self.post_with(path, fields, &own)
    }

    /// Sends a form with these headers.
    #[track_caller]
    pub fn post_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Reply {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let mut client = self.dressed();
        for (name, value) in headers {
            client = client.with(name, value);
        }
        let body = pairs.join("&").into_bytes();
        let form = Some(("application/x-www-form-urlencoded", body));
        self.learn(client.send("POST", path, form))
    }

    /// Sends a form of another kind as a page of the shop would: one with a file in it.
    #[track_caller]
    pub fn send_form(&self, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Reply {
        let own = self.dressed().with("Origin", &self.origin);
        let own = own.with("Sec-Fetch-Site", "same-origin");
        self.learn(own.send("POST", path, Some((kind, body.into()))))
    }

    /// Sends a form, and goes where it leads.
    #[track_caller]
    pub fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let reply = self.post(path, fields).expect_status(303);
        let to = reply.expect("location").to_owned();
        self.open(to.split('#').next().unwrap())
    }
}
