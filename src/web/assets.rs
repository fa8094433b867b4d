//! Style sheets, scripts and pictures of the pages: served under a name with a hash of them all, so
//! that a browser keeps them for ever and never has old ones.
//!
//! One hash for the set, because scripts name each other: a change of one gives all a new address.

use std::{borrow::Cow, collections::BTreeMap, io::Write, sync::OnceLock};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use poem::{
    Request, Response,
    http::{HeaderMap, HeaderValue, header},
};
use xxhash_rust::xxh3::Xxh3;

use crate::http::{conditional::tag_of, payload::REVALIDATE};

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Bytes of one kind, and what they are compressed.
#[derive(Debug)]
pub struct Body {
    plain: Bytes,
    gzip: OnceLock<Bytes>,
}

impl Body {
    /// Text that may be sent compressed.
    pub fn new(plain: impl Into<Bytes>) -> Self {
        Self {
            plain: plain.into(),
            gzip: OnceLock::new(),
        }
    }

    /// How many bytes it keeps, compressed ones included.
    pub fn weight(&self) -> u64 {
        (self.plain.len() + self.plain.len() / 4) as u64
    }

    /// The answer that carries it: compressed for whoever takes that. Each form has a tag of its own.
    pub fn answer(&self, request: &HeaderMap, content_type: &'static str) -> Response {
        let compressed = takes_gzip(request);
        let body = match compressed {
            true => self.gzip.get_or_init(|| compress(&self.plain)).clone(),
            false => self.plain.clone(),
        };
        let etag = tag_of(&body);
        let mut response = Response::builder().content_type(content_type).body(body);
        let headers = response.headers_mut();
        headers.insert(header::ETAG, etag);
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if compressed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

fn compress(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::default());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(plain);
    encoder.finish().unwrap_or_default().into()
}

/// Whether `Accept-Encoding` names gzip and does not refuse it.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let mut codings = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    codings.any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|part| {
            let quality = part.strip_prefix("q=").map(str::parse::<f32>);
            matches!(quality, Some(Ok(0.0)))
        });
        named && !refused
    })
}

/// A file that browsers fetch.
struct Asset {
    content_type: &'static str,
    body: Body,
}

/// All of them, by name.
pub struct Assets {
    hash: String,
    files: BTreeMap<String, Asset>,
}

impl Assets {
    /// The set of these files.
    pub fn new(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let files: BTreeMap<String, Cow<'static, [u8]>> = files.into_iter().collect();
        let mut hasher = Xxh3::new();
        for (name, bytes) in &files {
            hasher.update(name.as_bytes());
            hasher.update(&(bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        let asset = |(name, bytes): (String, Cow<'static, [u8]>)| {
            let content_type = content_type(&name);
            let body = Body::new(bytes.into_owned());
            (name, Asset { content_type, body })
        };
        Self {
            hash: format!("{:012x}", hasher.digest() >> 16),
            files: files.into_iter().map(asset).collect(),
        }
    }

    /// Where a file is.
    pub fn path(&self, name: &str) -> String {
        format!("/assets/{}/{name}", self.hash)
    }

    /// A file by the set's hash and its name. A page of an earlier set gets what there is now, without
    /// keeping it.
    pub fn answer(&self, request: &Request, hash: &str, name: &str) -> Option<Response> {
        let asset = self.files.get(name)?;
        let mut response = asset.body.answer(request.headers(), asset.content_type);
        let keep = if hash == self.hash {
            FOREVER
        } else {
            REVALIDATE
        };
        response.headers_mut().insert(header::CACHE_CONTROL, keep);
        Some(response)
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_who_takes_it() {
        for (accepted, taken) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip;q=0.0", false),
            ("identity", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            assert_eq!(takes_gzip(&headers), taken, "{accepted}");
        }
    }

    #[test]
    fn another_byte_is_another_address() {
        let set = |text: &'static str| Assets::new([("a.css".to_owned(), text.as_bytes().into())]);
        assert_eq!(set("a").path("a.css"), set("a").path("a.css"));
        assert_ne!(set("a").path("a.css"), set("b").path("a.css"));
    }
}
