//! Settings: flags of the command line, each also an environment variable `SOUK_…`.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum, builder::BoolishValueParser};

use crate::http::{peer::Network, rates::Rate};

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A setting that nobody may read off a log, an error or `--help`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret itself; `None` when there is nothing in it.
    pub fn reveal(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|secret| !secret.is_empty())
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The folder with shop.db and everything else that the shop keeps
    #[arg(
        long,
        env = "SOUK_DATA_DIR",
        default_value = "data",
        global = true,
        value_name = "DIR"
    )]
    pub data_dir: PathBuf,
    /// How much the log says: error, warn, info, debug, or a filter such as souk=debug
    #[arg(
        long,
        env = "SOUK_LOG",
        default_value = "info",
        global = true,
        value_name = "LEVEL"
    )]
    pub log: String,
    /// How the log is written
    #[arg(long, env = "SOUK_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
}

/// What `souk serve` takes.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// The address to listen on; port 0 takes a free one
    #[arg(
        long,
        env = "SOUK_LISTEN",
        default_value = "127.0.0.1:8000",
        value_name = "ADDRESS"
    )]
    pub listen: SocketAddr,
    /// Fill an empty data folder with a demo bazaar; loopback only
    #[arg(long, env = "SOUK_DEMO", value_parser = BoolishValueParser::new())]
    pub demo: bool,
    /// How many products the demo makes, up to 1,000,000
    #[arg(long, env = "SOUK_DEMO_PRODUCTS", value_name = "N", requires = "demo",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub demo_products: Option<u32>,
    /// The currency of a new shop, ISO 4217; an existing shop keeps its own
    #[arg(long, env = "SOUK_CURRENCY", value_name = "CODE")]
    pub currency: Option<String>,
    /// An origin that browsers may call the API from, such as https://shop.example; repeatable
    #[arg(
        long = "cors-origin",
        env = "SOUK_CORS_ORIGINS",
        value_delimiter = ',',
        value_name = "ORIGIN"
    )]
    pub cors_origins: Vec<String>,
    /// An address or block, such as 10.0.0.0/8, of proxies whose X-Forwarded headers count; repeatable
    #[arg(
        long = "trusted-proxy",
        env = "SOUK_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_name = "NETWORK"
    )]
    pub trusted_proxies: Vec<Network>,
    /// The origin that people open, such as https://shop.example: for cookies and for links in mail
    #[arg(long, env = "SOUK_PUBLIC_URL", value_name = "ORIGIN")]
    pub public_url: Option<String>,
    /// Connections that read shop.db; the default follows the number of cores
    #[arg(long, env = "SOUK_READERS", value_name = "N", value_parser = clap::value_parser!(u32).range(4..=256))]
    pub readers: Option<u32>,
    /// The longest that one read may take, such as 2s or 500ms
    #[arg(long, env = "SOUK_READ_TIMEOUT", default_value = "2s", value_parser = parse_duration, value_name = "TIME")]
    pub read_timeout: Duration,
    /// Write jobs that may wait before the shop answers 503
    #[arg(long, env = "SOUK_WRITE_QUEUE", default_value_t = 1_024, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub write_queue: u32,
    /// Connections at once; more are answered 503. The limit on open files may allow fewer
    #[arg(long, env = "SOUK_MAX_CONNECTIONS", default_value_t = 4_096, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_connections: u32,
    /// Connections of one peer at once: half of all when left out, and then any number from this machine and from trusted proxies
    #[arg(long, env = "SOUK_MAX_PEER_CONNECTIONS", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_peer_connections: Option<u32>,
    /// Logins, registrations and password resets of one peer, such as 60/m or off: 60/m when left out, and then any number from this machine
    #[arg(long, env = "SOUK_RATE_LIMIT_LOGINS", value_name = "RATE")]
    pub rate_limit_logins: Option<Rate>,
    /// Searches of one peer: 600/m when left out, likewise
    #[arg(long, env = "SOUK_RATE_LIMIT_SEARCHES", value_name = "RATE")]
    pub rate_limit_searches: Option<Rate>,
    /// Other writes of one peer: 600/m when left out, likewise
    #[arg(long, env = "SOUK_RATE_LIMIT_WRITES", value_name = "RATE")]
    pub rate_limit_writes: Option<Rate>,
    /// Other reads of one peer: 6000/m when left out, likewise
    #[arg(long, env = "SOUK_RATE_LIMIT_READS", value_name = "RATE")]
    pub rate_limit_reads: Option<Rate>,
    /// The longest that the head of a request may take
    #[arg(long, env = "SOUK_HEADER_TIMEOUT", default_value = "10s", value_parser = parse_duration, value_name = "TIME")]
    pub header_timeout: Duration,
    /// The longest that a body may stand still, coming or going
    #[arg(long, env = "SOUK_BODY_TIMEOUT", default_value = "30s", value_parser = parse_duration, value_name = "TIME")]
    pub body_timeout: Duration,
    /// The longest that a connection may wait for its next request
    #[arg(long, env = "SOUK_IDLE_TIMEOUT", default_value = "75s", value_parser = parse_duration, value_name = "TIME")]
    pub idle_timeout: Duration,
    /// How long a picture that no product shows any more is kept
    #[arg(long, env = "SOUK_PICTURE_GRACE", default_value = "1h", value_parser = parse_duration, value_name = "TIME")]
    pub picture_grace: Duration,
    /// How often events are written, such as 250ms or 1s
    #[arg(long, env = "SOUK_FLUSH_INTERVAL", default_value = "250ms", value_parser = parse_interval, value_name = "TIME")]
    pub flush_interval: Duration,
    /// Events that may wait to be written before further ones are dropped
    #[arg(long, env = "SOUK_QUEUE_CAPACITY", default_value_t = 65_536, value_name = "N",
          value_parser = clap::value_parser!(u32).range(16..=16_777_216))]
    pub queue_capacity: u32,
    /// Count nothing
    #[arg(long, env = "SOUK_NO_TRACKING", value_parser = BoolishValueParser::new())]
    pub no_tracking: bool,
    /// How long raw events are kept, such as 90d or 1y; what they count stays
    #[arg(long, env = "SOUK_KEEP_EVENTS", default_value = "90d", value_parser = parse_days, value_name = "DAYS")]
    pub keep_events: i64,
    /// The largest tracking.db, in MiB; when it is full, its oldest raw events go early
    #[arg(long, env = "SOUK_TRACKING_MAX", default_value_t = 16_384, value_name = "MIB",
          value_parser = clap::value_parser!(u32).range(16..=1_048_576))]
    pub tracking_max: u32,
    /// The mail server, such as smtps://user:password@host or smtp://user:password@host?tls=required; without one, mail waits in the outbox
    #[arg(
        long,
        env = "SOUK_SMTP_URL",
        hide_env_values = true,
        value_name = "URL",
        requires = "mail_from"
    )]
    pub smtp_url: Option<Secret>,
    /// Who writes the shop's mail, such as "Bazaar <shop@example.org>"
    #[arg(long, env = "SOUK_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Who gets the answers; the writer when left out
    #[arg(long, env = "SOUK_MAIL_REPLY_TO", value_name = "ADDRESS")]
    pub mail_reply_to: Option<String>,
    /// How long a letter waits after the first attempt that failed; then twice as long each time, up to 6h
    #[arg(long, env = "SOUK_MAIL_RETRY_AFTER", default_value = "1m", value_parser = parse_duration, value_name = "TIME")]
    pub mail_retry_after: Duration,
}

/// Reads a flush interval: from 1ms to 1m.
///
/// # Errors
/// What is wrong, for the command line.
pub fn parse_interval(text: &str) -> Result<Duration, String> {
    parse_duration(text).and_then(|interval| {
        if interval > Duration::from_secs(60) {
            return Err(format!("{text:?} must be at most a minute"));
        }
        Ok(interval)
    })
}

/// Reads `90d`, `12w`, `1y`: a whole number of days, weeks or years, up to ten years.
///
/// # Errors
/// What is wrong, for the command line.
pub fn parse_days(text: &str) -> Result<i64, String> {
    let wrong = || format!("{text:?} is no span: write a whole number and d, w or y");
    let (number, days) = match text.split_at_checked(text.len().saturating_sub(1)) {
        Some((number, "d")) => (number, 1),
        Some((number, "w")) => (number, 7),
        Some((number, "y")) => (number, 365),
        _ => return Err(wrong()),
    };
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = number.parse().map_err(|_| wrong())?;
    match number.checked_mul(days) {
        Some(days) if plain && (1..=3_650).contains(&days) => Ok(days),
        _ => Err(format!("{text:?} must be from a day to ten years")),
    }
}

/// Reads `250ms`, `2s`, `5m`: a whole number and its unit, up to a day.
///
/// # Errors
/// What is wrong, for the command line.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is no time: write a whole number and ms, s, m or h");
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let factor = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(wrong()),
    };
    let milliseconds = number
        .checked_mul(factor)
        .filter(|total| *total <= 86_400_000);
    match milliseconds {
        Some(0) | None => Err(format!(
            "{text:?} must be more than nothing and at most a day"
        )),
        Some(milliseconds) => Ok(Duration::from_millis(milliseconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_whole_days() {
        assert_eq!(parse_days("90d"), Ok(90));
        assert_eq!(parse_days("2w"), Ok(14));
        assert_eq!(parse_days("1y"), Ok(365));
        for wrong in [
            "",
            "d",
            "90",
            "0d",
            "-1d",
            "+1d",
            "11y",
            "90h",
            "1.5d",
            "99999999999999999999d",
        ] {
            assert!(parse_days(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse_interval("1m"), Ok(Duration::from_secs(60)));
        assert!(parse_interval("61s").is_err());
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(parse_duration("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(parse_duration("2s"), Ok(Duration::from_secs(2)));
        for wrong in [
            "",
            "5",
            "s",
            "-1s",
            "1.5s",
            "0ms",
            "25h",
            "99999999999999999999s",
            "1 s",
        ] {
            assert!(parse_duration(wrong).is_err(), "{wrong}");
        }
    }
}
