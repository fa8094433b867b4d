//! `/media/{name}`: a picture's bytes, for ever the same under the same name.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    sync::Arc,
};

use bytes::Bytes;
use futures_util::stream;
use poem::{
    Body, Endpoint, IntoEndpoint, Request, Response, get,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
};
use tokio::task::spawn_blocking;

use super::{folder::Folder, name::Name};
use crate::http::{
    conditional::none_match,
    face::AsHead,
    problem::{Problem, RANGE_NOT_SATISFIABLE},
};

/// How much of a file is read at a time, in bytes.
const PIECE: u64 = 256 * 1024;
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Serves the pictures of a folder at the last part of the path.
pub fn pictures(folder: Folder) -> impl IntoEndpoint<Endpoint = impl Endpoint + 'static> {
    let folder = Arc::new(folder);
    get(poem::endpoint::make(move |request: Request| {
        let folder = Arc::clone(&folder);
        async move { Ok::<_, poem::Error>(answer(&folder, &request).await?) }
    }))
}

async fn answer(folder: &Folder, request: &Request) -> Result<Response, Problem> {
    let missing = || Problem::not_found("picture");
    let text = request.raw_path_param("name").unwrap_or_default();
    let name = Name::parse(text).ok_or_else(missing)?;
    let path = folder.path(&name);
    let headers = request.headers();
    let opened = spawn_blocking(move || {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        io::Result::Ok((file, length))
    });
    let (file, length) = match opened.await.map_err(Problem::internal)? {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(missing()),
        Err(error) => return Err(Problem::internal(error)),
    };
    let etag = HeaderValue::from_str(&format!(
        "\"{}-{}-{length:x}\"",
        &name.hash[..32],
        name.side
    ))
    .map_err(Problem::internal)?;
    let whole = 0..length;
    // Whoever has it already wants no part of it.
    let range = match wanted(headers, &etag, length) {
        _ if none_match(headers, &etag) => None,
        Wanted::Whole => None,
        Wanted::Part(range) => Some(range),
        Wanted::Nothing => {
            let detail = format!("The picture has {length} bytes.");
            let problem = Problem::new(RANGE_NOT_SATISFIABLE, detail);
            return Err(problem.with_header(header::CONTENT_RANGE, format!("bytes */{length}")));
        }
    };
    let part = range.clone().unwrap_or(whole);
    let body = match request.data::<AsHead>() {
        Some(_) => Body::empty(),
        None => body(file, part.clone()).await.map_err(Problem::internal)?,
    };
    let mut response = Response::builder()
        .content_type(name.format.media_type())
        .body(body);
    let mut set = |name: HeaderName, value: HeaderValue| {
        response.headers_mut().insert(name, value);
    };
    set(header::CONTENT_LENGTH, (part.end - part.start).into());
    set(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    set(header::ETAG, etag);
    set(header::CACHE_CONTROL, FOREVER);
    set(header::CONTENT_SECURITY_POLICY, SANDBOX);
    // A shop's pictures may be shown by other sites.
    let shared = HeaderValue::from_static("cross-origin");
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        shared,
    );
    if let Some(Range { start, end }) = range {
        let place = format!("bytes {start}-{}/{length}", end - 1);
        let place = HeaderValue::from_str(&place).map_err(Problem::internal)?;
        set(header::CONTENT_RANGE, place);
        response.set_status(StatusCode::PARTIAL_CONTENT);
    }
    Ok(response)
}

/// A part of a file: at once where it is short, else piece by piece.
async fn body(file: File, part: Range<u64>) -> io::Result<Body> {
    let read = move |mut file: File, part: Range<u64>| {
        spawn_blocking(move || {
            file.seek(SeekFrom::Start(part.start))?;
            let length = (part.end - part.start).min(PIECE);
            let mut bytes = vec![0; length as usize];
            file.read_exact(&mut bytes)?;
            io::Result::Ok((Bytes::from(bytes), file, part.start + length..part.end))
        })
    };
    if part.end - part.start <= PIECE {
        let (bytes, ..) = read(file, part).await??;
        return Ok(Body::from_bytes(bytes));
    }
    let pieces = stream::unfold(Some((file, part)), move |rest| async move {
        let (file, part) = rest.filter(|(_, part)| !part.is_empty())?;
        let result = read(file, part)
            .await
            .unwrap_or_else(|error| Err(error.into()));
        Some(match result {
            Ok((bytes, file, rest)) => (Ok(bytes), Some((file, rest))),
            Err(error) => (Err(error), None),
        })
    });
    Ok(Body::from_bytes_stream(Box::pin(pieces)))
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// One range of bytes is served; several at once, and what is no range, get the whole picture.
fn wanted(headers: &HeaderMap, etag: &HeaderValue, length: u64) -> Wanted {
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let fresh = headers.get(header::IF_RANGE).is_none_or(|tag| tag == etag);
    let Some(range) = range.filter(|_| fresh) else {
        return Wanted::Whole;
    };
    parse(range, length)
}

fn parse(range: &str, length: u64) -> Wanted {
    let Some((unit, spec)) = range.split_once('=') else {
        return Wanted::Whole;
    };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number that is too large is larger than any file.
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let ends = spec.trim().split_once('-');
    let (start, end) = match ends.filter(|_| unit.trim().eq_ignore_ascii_case("bytes")) {
        Some(("", suffix)) => match number(suffix) {
            Some(0) => return Wanted::Nothing,
            Some(suffix) => (length.saturating_sub(suffix), length),
            None => return Wanted::Whole,
        },
        Some((first, "")) => match number(first) {
            Some(first) => (first, length),
            None => return Wanted::Whole,
        },
        Some((first, last)) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => {
                (first, last.saturating_add(1).min(length))
            }
            _ => return Wanted::Whole,
        },
        None => return Wanted::Whole,
    };
    if start < end {
        Wanted::Part(start..end)
    } else {
        Wanted::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_by_the_book() {
        for (range, wanted) in [
            ("bytes=0-9", Wanted::Part(0..10)),
            ("bytes=90-", Wanted::Part(90..100)),
            ("bytes=90-999", Wanted::Part(90..100)),
            ("bytes=-5", Wanted::Part(95..100)),
            ("bytes=-500", Wanted::Part(0..100)),
            ("Bytes=99-99", Wanted::Part(99..100)),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=99999999999999999999-", Wanted::Nothing),
            ("bytes=5-4", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=--5", Wanted::Whole),
            ("items=0-5", Wanted::Whole),
            ("bytes", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(parse(range, 100), wanted, "{range}");
        }
    }
}
