//! The load: `wrk` with 32 connections, on the same machine as what it measures.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// Connections that are kept open, each with one request under way at a time.
pub const CONNECTIONS: usize = 32;
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/support/load.lua");

/// What `wrk` says about a run.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Outcome {
    requests: u64,
    microseconds: u64,
    bytes: u64,
    broken: u64,
    refused: u64,
    p50: u64,
    p99: u64,
}

/// A run in the units that are reported.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Answers a second.
    pub rate: f64,
    /// The median answer took this long, in milliseconds.
    pub median: f64,
    /// 99 of 100 answers took at most this long, in milliseconds.
    pub slow: f64,
    /// Bytes of an answer with its head.
    pub size: f64,
}

/// Requests to send to a server, in turn.
pub struct Target {
    base: String,
    requests: PathBuf,
}

/// A request with a JSON body.
pub struct Posted<'a> {
    /// Where to.
    pub path: &'a str,
    /// JSON.
    pub body: &'a str,
    /// Names and values.
    pub headers: &'a [(&'a str, &'a str)],
}

impl Posted<'_> {
    /// As the file of a [`Target`] holds it.
    pub fn line(&self) -> String {
        let mut line = format!(
            "POST\t{}\t{}\tContent-Type: application/json",
            self.path, self.body
        );
        for (name, value) in self.headers {
            line.push_str(&format!("\t{name}: {value}"));
        }
        line
    }
}

impl Target {
    /// Writes the requests down where `wrk` finds them: a path to GET, or what [`Posted::line`] says.
    /// `name` is the file's.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn new(folder: &Path, name: &str, base: &str, requests: &[String]) -> Result<Self> {
        ensure!(!requests.is_empty(), "{name}: nothing to ask for");
        let file = folder.join(format!("{}.requests", name.replace([' ', ',', '/'], "-")));
        fs::write(&file, requests.join("\n") + "\n")?;
        Ok(Self {
            base: base.to_owned(),
            requests: file,
        })
    }

    /// Asks for `seconds` with so many connections, beginning at a fraction of them.
    ///
    /// # Errors
    /// When an answer is not 2xx or 3xx, or a connection breaks.
    pub fn load(&self, connections: usize, seconds: u32, from: f64) -> Result<Measured> {
        let output = Command::new("wrk")
            // What waits longer than wrk's two seconds is slow, not broken.
            .args(["-t1", "--timeout", "30s", "-s", SCRIPT])
            .arg(format!("-c{connections}"))
            .arg(format!("-d{seconds}s"))
            .arg(&self.base)
            .arg("--")
            .arg(&self.requests)
            .arg(from.fract().to_string())
            .output()
            .context("wrk cannot be started")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let line = text.lines().find_map(|line| line.strip_prefix("result "));
        let Some(line) = line else {
            bail!("wrk: {text}{}", String::from_utf8_lossy(&output.stderr));
        };
        let outcome: Outcome = serde_json::from_str(line)?;
        let whose = self.requests.display();
        ensure!(outcome.requests > 0, "{whose}: no answer at all");
        ensure!(
            outcome.refused == 0 && outcome.broken == 0,
            "{whose}: {} of {} answers were refusals, {} connections broke",
            outcome.refused,
            outcome.requests,
            outcome.broken
        );
        let requests = outcome.requests as f64;
        Ok(Measured {
            rate: requests * 1e6 / outcome.microseconds as f64,
            median: outcome.p50 as f64 / 1e3,
            slow: outcome.p99 as f64 / 1e3,
            size: outcome.bytes as f64 / requests,
        })
    }
}

/// Says so where there is no `wrk`.
///
/// # Errors
/// With what to do about it.
pub fn find_generator() -> Result<()> {
    match Command::new("wrk").arg("-v").output() {
        Ok(_) => Ok(()),
        Err(_) => bail!(
            "wrk makes the load and is not on this machine; install it (Debian: apt-get install wrk, \
             macOS: brew install wrk) and run cargo bench again"
        ),
    }
}

/// A text as it stands in a query string.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
