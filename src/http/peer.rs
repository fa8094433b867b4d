//! Where a request comes from: the client's address, whether it came by HTTPS, and under which name
//! the shop was asked.
//!
//! Anybody can write `X-Forwarded-For`. It counts only where the connection itself comes from a proxy
//! that the shop was told to trust, and then only the part that trusted proxies wrote.

use std::{
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
    sync::Arc,
};

use poem::{
    Request,
    http::{HeaderMap, HeaderName, header},
};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// The longest name that a host can have, and a port.
const HOST_MAX: usize = 260;
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// An address, or a block of them: `10.0.0.0/8`, `::1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address stands in it.
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                u32::from(own) & mask == u32::from(other) & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.bits))
                    .unwrap_or(0);
                u128::from(own) & mask == u128::from(other) & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no address or block such as 10.0.0.0/8");
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().map_err(|_| wrong())?,
            None => most,
        };
        if bits > most {
            return Err(wrong());
        }
        Ok(Self { address, bits })
    }
}

/// What the server was told about what stands before it.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Proxies whose `X-Forwarded-…` headers count.
    pub proxies: Vec<Network>,
    /// The origin that people open, such as `https://shop.example`; without a slash at its end.
    pub public_url: Option<String>,
}

impl Surroundings {
    fn trusts(&self, address: IpAddr) -> bool {
        self.proxies.iter().any(|proxy| proxy.contains(address))
    }
}

/// How a request came here.
struct Way<'r> {
    around: &'r Surroundings,
    /// The address at the other end of the connection.
    neighbour: Option<IpAddr>,
    headers: &'r HeaderMap,
}

impl<'r> Way<'r> {
    fn of(request: &'r Request) -> Self {
        static NOTHING: Surroundings = Surroundings {
            proxies: Vec::new(),
            public_url: None,
        };
        let around = request.data::<Arc<Surroundings>>();
        let neighbour = request.remote_addr().as_socket_addr();
        Self {
            around: around.map_or(&NOTHING, |around| &**around),
            neighbour: neighbour.map(|address| address.ip().to_canonical()),
            headers: request.headers(),
        }
    }

    /// Whether the connection comes from a proxy that is trusted.
    fn is_proxied(&self) -> bool {
        let neighbour = self.neighbour;
        neighbour.is_some_and(|neighbour| self.around.trusts(neighbour))
    }

    fn address(&self) -> Option<IpAddr> {
        let mut client = self.neighbour?;
        let lines: Vec<&str> = self
            .headers
            .get_all(FORWARDED_FOR)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .collect();
        let mut hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
        while self.around.trusts(client)
            && let Some(hop) = hops.next().and_then(|hop| parse_hop(hop.trim()))
        {
            client = hop;
        }
        Some(client)
    }

    fn first(&self, name: &HeaderName) -> Option<&'r str> {
        let value = self.headers.get(name)?.to_str().ok()?;
        value.split(',').next().map(str::trim)
    }

    fn is_https(&self) -> bool {
        if self.is_proxied()
            && let Some(scheme) = self.first(&FORWARDED_PROTO)
        {
            return scheme.eq_ignore_ascii_case("https");
        }
        let public = self.around.public_url.as_deref();
        let host = public.and_then(|url| url.strip_prefix("https://"));
        host.zip(self.first(&header::HOST))
            .is_some_and(|(host, asked)| host.eq_ignore_ascii_case(asked))
    }

    fn origin(&self) -> String {
        if let Some(public) = &self.around.public_url {
            return public.clone();
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
        let sane =
            |host: &&str| !host.is_empty() && host.len() <= HOST_MAX && host.bytes().all(plain);
        let forwarded = self
            .is_proxied()
            .then(|| self.first(&FORWARDED_HOST))
            .flatten();
        let host = forwarded.or_else(|| self.first(&header::HOST)).filter(sane);
        let scheme = if self.is_https() { "https" } else { "http" };
        format!("{scheme}://{}", host.unwrap_or("localhost"))
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        let Some((_, authority)) = origin.split_once("://") else {
            return false;
        };
        let public = self.around.public_url.as_deref();
        let forwarded = self
            .is_proxied()
            .then(|| self.first(&FORWARDED_HOST))
            .flatten();
        let is = |host: Option<&str>| host.is_some_and(|host| host.eq_ignore_ascii_case(authority));
        public.is_some_and(|public| public.eq_ignore_ascii_case(origin))
            || is(forwarded)
            || is(self.first(&header::HOST))
    }
}

/// An address as proxies write it: alone, with a port, in brackets.
fn parse_hop(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches('"');
    let address = text.parse::<IpAddr>().ok();
    let with_port = || {
        text.parse::<std::net::SocketAddr>()
            .ok()
            .map(|both| both.ip())
    };
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let found = address.or_else(with_port).or_else(bracketed)?;
    Some(found.to_canonical())
}

/// What limits are counted by: the address, of which IPv6 gives everybody very many, so that there a
/// whole /64 is one.
pub fn key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let network = u128::from(six) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

/// The client's address: the last one in the chain that no trusted proxy has. `None` for a connection
/// that has none.
pub fn address(request: &Request) -> Option<IpAddr> {
    Way::of(request).address()
}

/// Whether people reach the shop by HTTPS on this way.
pub fn is_https(request: &Request) -> bool {
    Way::of(request).is_https()
}

/// The origin that people open: the public one, else the one that this request names. `Host` can say
/// anything, so only what can be a host is taken from it.
pub fn origin(request: &Request) -> String {
    Way::of(request).origin()
}

/// The origin that people open, where it is sure to be the shop's: the public one, else an address of this
/// machine that the request came to. A `Host` that somebody made up must not stand in a letter's link.
pub fn sure_origin(request: &Request) -> Option<String> {
    let way = Way::of(request);
    if let Some(public) = &way.around.public_url {
        return Some(public.clone());
    }
    let host = way.first(&header::HOST)?;
    let local = request.local_addr().as_socket_addr()?;
    let is_local = match host.parse::<std::net::SocketAddr>() {
        Ok(named) => named == *local,
        Err(_) => {
            let name = host.strip_suffix(&format!(":{}", local.port()));
            name == Some("localhost") && local.ip().is_loopback()
        }
    };
    is_local.then(|| way.origin())
}

/// Whether an origin is the shop's own, as this request was sent to it. The scheme is not compared:
/// a proxy that ends TLS need not say so.
pub fn is_own_origin(request: &Request, origin: &str) -> bool {
    Way::of(request).is_own_origin(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T>(from: &str, headers: &[(&str, &str)], look: impl FnOnce(&Way<'_>) -> T) -> T {
        let around = Surroundings {
            proxies: vec!["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()],
            public_url: Some("https://shop.example".to_owned()),
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        let neighbour: IpAddr = from.parse().unwrap();
        look(&Way {
            around: &around,
            neighbour: Some(neighbour.to_canonical()),
            headers: &map,
        })
    }

    fn client(from: &str, forwarded: &str) -> String {
        let headers = [("x-forwarded-for", forwarded)];
        check(from, &headers, |way| way.address().unwrap().to_string())
    }

    #[test]
    fn forwarded_addresses_count_from_trusted_proxies_only() {
        for (from, forwarded, expected) in [
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
            ("10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
            (
                "10.1.2.3",
                "1.1.1.1, 198.51.100.1, 10.9.9.9",
                "198.51.100.1",
            ),
            ("10.1.2.3", "nonsense", "10.1.2.3"),
            ("10.1.2.3", "1.1.1.1, nonsense", "10.1.2.3"),
            ("10.1.2.3", "", "10.1.2.3"),
            ("::1", "[2001:db8::1]:443", "2001:db8::1"),
            ("::ffff:10.0.0.1", "198.51.100.1:80", "198.51.100.1"),
        ] {
            assert_eq!(client(from, forwarded), expected, "{from} {forwarded}");
        }
    }

    #[test]
    fn https_is_what_a_trusted_proxy_or_the_public_name_says() {
        let https =
            |from: &str, headers: &[(&str, &str)]| check(from, headers, |way| way.is_https());
        let proto = ("x-forwarded-proto", "https");
        assert!(https("10.0.0.1", &[proto]));
        assert!(!https("203.0.113.9", &[proto]));
        let host = ("host", "shop.example");
        assert!(https("203.0.113.9", &[host]));
        let plain = ("x-forwarded-proto", "http");
        assert!(!https("10.0.0.1", &[plain, host]));
    }

    #[test]
    fn the_own_origin_is_the_host_that_was_asked_or_the_public_one() {
        let host = ("host", "127.0.0.1:8000");
        let forwarded = ("x-forwarded-host", "other.example");
        let own = |from: &str, origin: &str| {
            check(from, &[host, forwarded], |way| way.is_own_origin(origin))
        };
        for origin in ["http://127.0.0.1:8000", "https://shop.example"] {
            assert!(own("203.0.113.9", origin), "{origin}");
        }
        for foreign in [
            "http://shop.example",
            "https://other.example",
            "null",
            "http://127.0.0.1",
        ] {
            assert!(!own("203.0.113.9", foreign), "{foreign}");
        }
        assert!(own("10.0.0.1", "https://other.example"));
    }

    #[test]
    fn networks_are_read_strictly() {
        assert!("10.0.0.0/8".parse::<Network>().is_ok());
        assert!(
            "0.0.0.0/0"
                .parse::<Network>()
                .unwrap()
                .contains("9.9.9.9".parse().unwrap())
        );
        for wrong in [
            "",
            "10",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/-1",
            "shop.example",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_whole_network_of_ipv6_is_one_caller() {
        let one: IpAddr = "2001:db8::1".parse().unwrap();
        let two: IpAddr = "2001:db8::ffff:2".parse().unwrap();
        assert_eq!(key(one), key(two));
        assert_ne!(key(one), key("2001:db8:0:1::1".parse().unwrap()));
    }
}
