//! Uploads, bounded: the framework would spool whatever comes.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use poem::{Body, Request, http::header};
use tokio::io::{AsyncRead, ReadBuf};

use super::problem::{BODY_TOO_LARGE, Problem};

/// The largest upload, in bytes, with what a form adds to its file.
const UPLOAD_MAX: u64 = 64 * 1024 * 1024 + 64 * 1024;

/// Whether an upload was too large, which shows only while it is read.
pub struct Bound(Option<Arc<AtomicBool>>);

impl Bound {
    /// Bounds a request's body if it is a form; refuses one that says it is too large.
    ///
    /// # Errors
    /// 413.
    pub fn set(request: &mut Request) -> Result<Self, Problem> {
        let headers = request.headers();
        let form = headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
            kind.as_bytes()
                .to_ascii_lowercase()
                .starts_with(b"multipart/")
        });
        if !form {
            return Ok(Self(None));
        }
        let length = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > UPLOAD_MAX) {
            return Err(too_large());
        }
        let passed = Arc::new(AtomicBool::new(false));
        let body = Bounded {
            source: request.take_body().into_async_read(),
            left: UPLOAD_MAX,
            passed: Arc::clone(&passed),
        };
        request.set_body(Body::from_async_read(body));
        Ok(Self(Some(passed)))
    }

    /// The problem behind a failure: 413 when the upload was too large, whatever it broke.
    pub fn explain(&self, error: poem::Error) -> poem::Error {
        match &self.0 {
            Some(passed) if passed.load(Ordering::Relaxed) => too_large().into(),
            _ => error,
        }
    }
}

fn too_large() -> Problem {
    Problem::new(BODY_TOO_LARGE, "An upload may have at most 64 MiB.")
}

/// A body that breaks where it is too long.
struct Bounded<R> {
    source: R,
    left: u64,
    passed: Arc<AtomicBool>,
}

impl<R: AsyncRead + Unpin> AsyncRead for Bounded<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.source).poll_read(context, buffer))?;
        let read = (buffer.filled().len() - before) as u64;
        match self.left.checked_sub(read) {
            Some(left) => self.left = left,
            None => {
                self.passed.store(true, Ordering::Relaxed);
                return Poll::Ready(Err(io::Error::other("the upload is too large")));
            }
        }
        Poll::Ready(Ok(()))
    }
}
