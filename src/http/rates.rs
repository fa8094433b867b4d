//! How often one peer may ask: a budget for each class of routes, which fills up again all the time.
//!
//! Holds: what is remembered of peers is bounded; when very many come, those that are new share budgets by
//! their networks. Who a peer is says [`peer`], so that a forged header buys nothing.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    num::NonZeroU32,
    str::FromStr,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use poem::{
    Request,
    http::{Method, Uri},
};

use super::{
    peer,
    problem::{Problem, RATE_LIMITED},
};
use crate::time;

/// How many peers are remembered in each class before new ones share budgets.
const PEERS_MAX: usize = 100_000;
/// How long between two times that peers with a full budget are forgotten, in milliseconds.
const FORGET_EVERY: i64 = 1_000;

/// So many requests in such a time, all of which may come at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// At most `count` in `period`.
    Limited {
        /// How many.
        count: NonZeroU32,
        /// In which time.
        period: Duration,
    },
    /// As often as one likes.
    Off,
}

impl Rate {
    const fn a_minute(count: u32) -> Self {
        match NonZeroU32::new(count) {
            Some(count) => Self::Limited {
                count,
                period: Duration::from_secs(60),
            },
            None => Self::Off,
        }
    }
}

impl FromStr for Rate {
    type Err = String;

    /// Reads `600/m`, `5/s`, `1000/h` or `off`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no rate: write a number and /s, /m or /h, or off");
        if text == "off" {
            return Ok(Self::Off);
        }
        let (count, unit) = text.split_once('/').ok_or_else(wrong)?;
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            _ => return Err(wrong()),
        };
        let digits = count.bytes().all(|byte| byte.is_ascii_digit());
        let count: u32 = count.parse().map_err(|_| wrong())?;
        match NonZeroU32::new(count).filter(|_| digits && count <= 1_000_000) {
            Some(count) => Ok(Self::Limited {
                count,
                period: Duration::from_secs(seconds),
            }),
            None => Err(format!("{text:?} must be from 1 to 1000000")),
        }
    }
}

/// What was asked for; `None` is the default, from which callers on this machine are free.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Logging in, registering, resetting passwords.
    pub logins: Option<Rate>,
    /// Searches and their suggestions.
    pub searches: Option<Rate>,
    /// Everything else that changes something.
    pub writes: Option<Rate>,
    /// Everything else below `/api`, and pages.
    pub reads: Option<Rate>,
}

/// The budgets of all peers.
pub struct Rates {
    logins: Class,
    searches: Class,
    writes: Class,
    reads: Class,
}

/// The budgets of one class.
struct Class {
    name: &'static str,
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    /// Whether callers on this machine have a budget as well. A proxy here that nobody declared would
    /// have all of its callers share one.
    counts_loopback: bool,
    forgot_at: AtomicI64,
}

impl Class {
    fn new(name: &'static str, asked: Option<Rate>, default: Rate) -> Self {
        let limiter = match asked.unwrap_or(default) {
            Rate::Off => None,
            Rate::Limited { count, period } => {
                let quota = Quota::with_period(period / count.get());
                quota.map(|quota| RateLimiter::keyed(quota.allow_burst(count)))
            }
        };
        Self {
            name,
            limiter,
            counts_loopback: asked.is_some(),
            forgot_at: AtomicI64::new(0),
        }
    }

    /// Takes one from a peer's budget.
    fn take(&self, address: IpAddr) -> Result<(), Problem> {
        let Some(limiter) = &self.limiter else {
            return Ok(());
        };
        if address.is_loopback() && !self.counts_loopback {
            return Ok(());
        }
        let mut key = peer::key(address);
        if limiter.len() >= PEERS_MAX {
            self.forget(limiter);
            if limiter.len() >= PEERS_MAX {
                key = network(key);
            }
        }
        limiter.check_key(&key).map_err(|not_until| {
            let wait = not_until.wait_time_from(limiter.clock().now());
            let seconds = u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
            let seconds = seconds.max(1);
            let detail = format!("Too many {} from here; wait {seconds} s.", self.name);
            Problem::new(RATE_LIMITED, detail).retry_after(seconds)
        })
    }

    /// Forgets peers whose budget is full again, unless that was done a moment ago.
    fn forget(&self, limiter: &DefaultKeyedRateLimiter<IpAddr>) {
        let (now, before) = (time::now(), self.forgot_at.load(Ordering::Relaxed));
        if now - before < FORGET_EVERY {
            return;
        }
        let relaxed = Ordering::Relaxed;
        let turn = self
            .forgot_at
            .compare_exchange(before, now, relaxed, relaxed);
        if turn.is_ok() {
            limiter.retain_recent();
        }
    }
}

/// The network of an address: a /16, of IPv6 a /32.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(four) => Ipv4Addr::from(u32::from(four) & 0xffff_0000).into(),
        IpAddr::V6(six) => Ipv6Addr::from(u128::from(six) & (u128::MAX << 96)).into(),
    }
}

impl Rates {
    /// Budgets as they were asked for.
    pub fn new(asked: Asked) -> Self {
        Self {
            logins: Class::new("attempts", asked.logins, Rate::a_minute(60)),
            searches: Class::new("searches", asked.searches, Rate::a_minute(600)),
            writes: Class::new("changes", asked.writes, Rate::a_minute(600)),
            reads: Class::new("requests", asked.reads, Rate::a_minute(6_000)),
        }
    }

    /// Takes one from the budget that a request is on.
    ///
    /// # Errors
    /// A 429 that says how long to wait.
    pub fn take(&self, request: &Request) -> Result<(), Problem> {
        let Some(class) = self.class(request.method(), request.uri()) else {
            return Ok(());
        };
        match peer::address(request) {
            Some(address) => class.take(address),
            None => Ok(()),
        }
    }

    fn class(&self, method: &Method, uri: &Uri) -> Option<&Class> {
        const LOGINS: [&str; 5] = [
            "/api/auth/login",
            "/api/auth/register",
            "/api/auth/password",
            "/api/auth/password-reset",
            "/api/auth/password-reset/confirm",
        ];
        const FREE: [&str; 7] = [
            "/media/", "/static/", "/healthz", "/readyz", "/metrics", "/docs", "/favicon",
        ];
        let path = uri.path();
        let searches = || uri.query().is_some_and(is_search) || path == "/api/search/suggest";
        match *method {
            Method::OPTIONS => None,
            // Beacons come with every look at a page.
            Method::POST if path == "/api/events" => Some(&self.reads),
            Method::POST if LOGINS.contains(&path) => Some(&self.logins),
            Method::GET if FREE.iter().any(|free| path.starts_with(free)) => None,
            Method::GET if searches() => Some(&self.searches),
            Method::GET => Some(&self.reads),
            _ => Some(&self.writes),
        }
    }
}

/// Whether a query searches for words.
fn is_search(query: &str) -> bool {
    let mut pairs = query.split('&');
    pairs.any(|pair| {
        pair.strip_prefix("q=")
            .is_some_and(|words| !words.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_shortly() {
        let rate = |count, seconds| {
            Ok(Rate::Limited {
                count: NonZeroU32::new(count).unwrap(),
                period: Duration::from_secs(seconds),
            })
        };
        assert_eq!("600/m".parse(), rate(600, 60));
        assert_eq!("5/s".parse(), rate(5, 1));
        assert_eq!("1000000/h".parse(), rate(1_000_000, 3_600));
        assert_eq!("off".parse(), Ok(Rate::Off));
        for wrong in [
            "",
            "5",
            "/s",
            "0/s",
            "-1/s",
            "+1/s",
            "5/d",
            "1000001/s",
            "5/ s",
            "OFF",
        ] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_route_is_on_one_budget() {
        let rates = Rates::new(Asked::default());
        for (method, uri, name) in [
            (Method::POST, "/api/auth/login", "attempts"),
            (Method::POST, "/api/auth/logout", "changes"),
            (Method::GET, "/api/products?limit=1&q=kilim", "searches"),
            (Method::GET, "/api/products?q=", "requests"),
            (Method::GET, "/api/search/suggest?q=k", "searches"),
            (Method::PATCH, "/api/products/1?q=x", "changes"),
            (Method::POST, "/api/events", "requests"),
            (Method::GET, "/", "requests"),
            (Method::GET, "/media/x.jpg", ""),
            (Method::OPTIONS, "/api/products", ""),
        ] {
            let class = rates.class(&method, &uri.parse().unwrap());
            assert_eq!(class.map_or("", |class| class.name), name, "{method} {uri}");
        }
    }

    #[test]
    fn budgets_are_each_peers_own_and_loopbacks_only_when_asked_for() {
        let class = |asked| Class::new("things", asked, Rate::a_minute(2));
        let (one, other) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let loopback: IpAddr = Ipv4Addr::LOCALHOST.into();
        let default = class(None);
        for _ in 0..2 {
            assert!(default.take(one).is_ok());
        }
        assert!(default.take(one).is_err());
        assert!(default.take(other).is_ok());
        assert!((0..10).all(|_| default.take(loopback).is_ok()));
        let asked = class(Some(Rate::a_minute(1)));
        assert!(asked.take(loopback).is_ok());
        let refused = asked.take(loopback).unwrap_err();
        assert_eq!(refused.status(), 429);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let class = Class::new("things", Some(Rate::a_minute(1)), Rate::Off);
        for number in 0..PEERS_MAX as u32 + 5_000 {
            let _ = class.take(Ipv4Addr::from(0x0a00_0000 + number).into());
        }
        let known = class.limiter.as_ref().unwrap().len();
        assert!(known < PEERS_MAX + 100, "{known}");
    }
}
