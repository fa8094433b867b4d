//! The body of a request with an idempotency key: read to its end before the request runs, so that it
//! can be told from another one. JSON of any route fits into memory; a form goes to the disk.

use poem::{Body, Request, error::ReadBodyError, http::header};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::{
    body::{PRODUCT_MAX, essence},
    problem::Problem,
};

/// How much of a form is held at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Whether the body is a form, which may be large.
pub(super) fn is_form(request: &Request) -> bool {
    essence(request).starts_with("multipart/")
}

/// The body again, and the hash of it and of the query.
///
/// # Errors
/// 413, or whatever breaks the body.
pub(super) async fn read(request: &mut Request) -> Result<(Body, [u8; 32]), poem::Error> {
    let query = request.uri().query().unwrap_or_default();
    let hash = Sha256::new().chain_update(query).chain_update([0]);
    let body = request.take_body();
    if is_form(request) {
        let line = boundary(request).unwrap_or_default();
        return spool(body, Lines::new(hash, &line)).await;
    }
    let bytes = body.into_bytes_limit(PRODUCT_MAX).await?;
    let hash = hash.chain_update(&bytes).finalize();
    Ok((Body::from_bytes(bytes), hash.into()))
}

/// What stands between the parts of a form, as its media type says.
fn boundary(request: &Request) -> Option<String> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let mut parameters = kind.split(';').skip(1).map(str::trim);
    let boundary = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then_some(value)
    })?;
    Some(boundary.trim_matches('"').to_owned())
}

/// The file has no name and goes away with the request.
async fn spool(body: Body, mut lines: Lines) -> Result<(Body, [u8; 32]), poem::Error> {
    let file = tempfile::tempfile().map_err(Problem::internal)?;
    let mut file = tokio::fs::File::from_std(file);
    let mut source = body.into_async_read();
    let mut piece = vec![0; PIECE];
    loop {
        let count = source.read(&mut piece).await.map_err(ReadBodyError::Io)?;
        if count == 0 {
            break;
        }
        lines.update(&piece[..count]);
        let written = file.write_all(&piece[..count]).await;
        written.map_err(Problem::internal)?;
    }
    let rewound = async {
        file.flush().await?;
        file.rewind().await
    };
    rewound.await.map_err(Problem::internal)?;
    Ok((Body::from_async_read(file), lines.finish()))
}

/// Hashes a form without the line between its parts, which clients draw anew for each try.
struct Lines {
    hash: Sha256,
    line: Vec<u8>,
    /// The end of what came, which may be the beginning of a line.
    held: Vec<u8>,
}

impl Lines {
    fn new(hash: Sha256, boundary: &str) -> Self {
        Self {
            hash,
            line: format!("--{boundary}").into_bytes(),
            held: Vec::new(),
        }
    }

    fn update(&mut self, piece: &[u8]) {
        self.held.extend_from_slice(piece);
        let mut done = 0;
        while let Some(place) = find(&self.held[done..], &self.line) {
            self.hash.update(&self.held[done..done + place]);
            // Where a line was is part of what the form says.
            self.hash.update(b"--\0");
            done += place + self.line.len();
        }
        let sure = self
            .held
            .len()
            .saturating_sub(self.line.len() - 1)
            .max(done);
        self.hash.update(&self.held[done..sure]);
        self.held.drain(..sure);
    }

    fn finish(mut self) -> [u8; 32] {
        self.hash.update(&self.held);
        self.hash.finalize().into()
    }
}

fn find(bytes: &[u8], line: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let dash = bytes[from..].iter().position(|byte| *byte == b'-')?;
        from += dash;
        if bytes[from..].starts_with(line) {
            return Some(from);
        }
        from += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(boundary: &str, content: &str, size: usize) -> [u8; 32] {
        let form = content.replace('#', &format!("--{boundary}"));
        let mut lines = Lines::new(Sha256::new(), boundary);
        form.as_bytes()
            .chunks(size)
            .for_each(|piece| lines.update(piece));
        lines.finish()
    }

    #[test]
    fn the_line_between_and_how_a_form_is_cut_do_not_matter() {
        let form = "#\r\nname\r\n\r\n--b --bou -boundary-\r\n#--\r\n";
        let whole = hash("boundary", form, 1_000);
        for size in 1..40 {
            assert_eq!(hash("boundary", form, size), whole, "{size}");
        }
        assert_eq!(hash("-another--", form, 7), whole);
        assert_ne!(hash("boundary", &form.replace("name", "nome"), 7), whole);
    }
}
