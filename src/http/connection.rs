//! One connection under its deadlines. hyper reads and writes through [`Guarded`], which knows from
//! [`Phases`] what the connection is about, and ends it when that takes too long.
//!
//! It also puts a problem in the place of the bare statuses that hyper answers by itself to what is
//! no HTTP, so that every failure looks alike.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep},
};

use super::{
    problem::{self, Problem},
    request_id,
    server::Limits,
};

/// Nothing came yet.
const FRESH: u8 = 0;
/// A request has begun and its head is not whole.
const HEAD: u8 = 1;
/// A request is being answered.
const BUSY: u8 = 2;
/// The last answer is written, but not all of it has left.
const SENDING: u8 = 4;
/// The last answer is given and no further request has begun.
const IDLE: u8 = 3;

/// How long a connection that ends before its caller has said all goes on listening. Closed at once,
/// it would be reset, and the answer lost with it.
const LINGER: Duration = Duration::from_secs(2);

/// What a connection is about, and since when.
pub(super) struct Phases {
    opened: Instant,
    phase: AtomicU8,
    /// Milliseconds after the opening.
    since: AtomicU64,
    /// Whether the connection ends before its caller has said all.
    unread: AtomicBool,
}

impl Phases {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            opened: Instant::now(),
            phase: AtomicU8::new(FRESH),
            since: AtomicU64::new(0),
            unread: AtomicBool::new(false),
        })
    }

    fn get(&self) -> u8 {
        self.phase.load(Ordering::Relaxed)
    }

    fn set(&self, phase: u8) {
        let since = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.since.store(since, Ordering::Relaxed);
        self.phase.store(phase, Ordering::Relaxed);
    }

    /// When the present phase began.
    fn since(&self) -> Instant {
        self.opened + Duration::from_millis(self.since.load(Ordering::Relaxed))
    }

    /// A request's head is whole.
    pub(super) fn busy(&self) {
        self.set(BUSY);
    }

    /// The connection will end before its caller has said all.
    pub(super) fn leaves_unread(&self) {
        self.unread.store(true, Ordering::Relaxed);
    }

    /// Bytes came: the beginning of a request, unless one is under way.
    fn received(&self) {
        if matches!(self.get(), FRESH | IDLE) {
            self.set(HEAD);
        }
    }

    /// All that was written has left.
    fn sent(&self) {
        if self.get() == SENDING {
            self.set(IDLE);
        }
    }

    /// Whether a request is being answered.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.get(), BUSY | SENDING)
    }

    /// Whether nobody would miss the connection.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self.get(), FRESH | IDLE)
    }
}

/// The body of an answer: when it is written or dropped, only what is on its way remains.
pub(super) struct Answered<B> {
    body: B,
    phases: Arc<Phases>,
}

impl<B> Answered<B> {
    pub(super) fn new(body: B, phases: Arc<Phases>) -> Self {
        Self { body, phases }
    }
}

impl<B> Drop for Answered<B> {
    fn drop(&mut self) {
        self.phases.set(SENDING);
    }
}

impl<B: HttpBody + Unpin> HttpBody for Answered<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that ends when its connection takes too long.
pub(super) struct Guarded {
    stream: TcpStream,
    phases: Arc<Phases>,
    limits: Limits,
    reading: Alarm,
    /// Since when a write has made no progress.
    stalled: Option<Instant>,
    writing: Alarm,
    /// An answer of ours that goes out in the place of one of hyper's, and how much of it is sent.
    ours: Option<(Vec<u8>, usize)>,
    /// Since when it listens only to be polite.
    lingering: Option<Instant>,
}

/// A timer that is set anew only when it would ring too late; one that rings early is set again.
#[derive(Default)]
struct Alarm(Option<Pin<Box<Sleep>>>);

impl Alarm {
    /// Ready when the deadline has passed; else wakes the task by then.
    fn poll(&mut self, deadline: Instant, context: &mut Context<'_>) -> Poll<()> {
        let sleep = self
            .0
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        if sleep.deadline() > deadline {
            sleep.as_mut().reset(deadline);
        }
        while sleep.as_mut().poll(context).is_ready() {
            if Instant::now() >= deadline {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(deadline);
        }
        Poll::Pending
    }
}

impl Guarded {
    pub(super) fn new(stream: TcpStream, phases: Arc<Phases>, limits: Limits) -> Self {
        Self {
            stream,
            phases,
            limits,
            reading: Alarm::default(),
            stalled: None,
            writing: Alarm::default(),
            ours: None,
            lingering: None,
        }
    }

    /// Nothing can be read now: an error once that is so for too long.
    fn wait_for_bytes(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let phase = self.phases.get();
        // hyper does not ask again when an answer is out, so the alarm rings early enough to see in
        // time that the connection is idle.
        let again = Instant::now() + self.limits.idle_timeout;
        let deadline = match phase {
            // The body has its own deadline, and the answer takes what it takes.
            BUSY | SENDING => again,
            IDLE => self.phases.since() + self.limits.idle_timeout,
            _ => again.min(self.phases.since() + self.limits.header_timeout),
        };
        ready!(self.reading.poll(deadline, context));
        if phase == HEAD {
            // Best effort: a caller that sends half a head rarely reads.
            let _ = self.stream.try_write(&wire(Problem::request_timeout()));
        }
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Nothing can be written now: an error once that is so for too long.
    fn wait_for_room(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let since = *self.stalled.get_or_insert_with(Instant::now);
        ready!(self.writing.poll(since + self.limits.body_timeout, context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Listens on for a while, to nothing.
    fn linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let since = *self.lingering.get_or_insert_with(Instant::now);
        let mut space = [0; 8 * 1024];
        loop {
            let mut buffer = ReadBuf::new(&mut space);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => return self.reading.poll(since + LINGER, context),
            }
        }
    }

    /// Sends what is left of our own answer; ready when all is out.
    fn send_ours(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some((bytes, sent)) = &mut self.ours {
            if *sent == bytes.len() {
                break;
            }
            match Pin::new(&mut self.stream).poll_write(context, &bytes[*sent..]) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(count)) => *sent += count,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return self.wait_for_room(context).map_ok(|_| ()),
            }
        }
        self.ours = None;
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(context, buffer);
        match polled {
            Poll::Pending => this.wait_for_bytes(context),
            Poll::Ready(Ok(())) if buffer.filled().len() > before => {
                this.phases.received();
                Poll::Ready(Ok(()))
            }
            polled => polled,
        }
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.ours.is_none() && !this.phases.is_busy() {
            this.ours = in_our_words(bytes).map(|words| (words, 0));
            if this.ours.is_some() {
                this.phases.leaves_unread();
            }
        }
        if this.ours.is_some() {
            return this.send_ours(context).map_ok(|()| bytes.len());
        }
        match Pin::new(&mut this.stream).poll_write(context, bytes) {
            Poll::Pending => this.wait_for_room(context),
            ready => {
                this.stalled = None;
                ready
            }
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        // hyper's own answers are one slice.
        if let [slice] = slices {
            return self.poll_write(context, slice);
        }
        let this = self.get_mut();
        match Pin::new(&mut this.stream).poll_write_vectored(context, slices) {
            Poll::Pending => this.wait_for_room(context),
            ready => {
                this.stalled = None;
                ready
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper flushes only once it has written all.
        let this = self.get_mut();
        ready!(Pin::new(&mut this.stream).poll_flush(context))?;
        this.phases.sent();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.lingering.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        }
        if this.phases.unread.load(Ordering::Relaxed) {
            ready!(this.linger(context));
        }
        Poll::Ready(Ok(()))
    }
}

/// Our answer for a head that hyper refused by itself: it writes a status and no body, while all that
/// passes the routes carries a request id.
fn in_our_words(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Its answers are shorter than this.
    const BARE_MAX: usize = 256;
    if bytes.len() > BARE_MAX || !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let head = std::str::from_utf8(bytes).ok()?;
    let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?;
    let lower = head.to_ascii_lowercase();
    if !lower.contains("content-length: 0\r\n") || lower.contains("request-id:") {
        return None;
    }
    let problem = match status {
        "414" => Problem::new(problem::URI_TOO_LONG, "Send a shorter path and query."),
        "431" => {
            let detail = "Send fewer and shorter headers: 100, and 32 KiB with the path, at most.";
            Problem::new(problem::HEADERS_TOO_LARGE, detail)
        }
        "400" => Problem::new(problem::BAD_REQUEST, "What was sent is not HTTP/1.1."),
        _ => return None,
    };
    Some(wire(problem))
}

fn wire(problem: Problem) -> Vec<u8> {
    let id = request_id::new();
    problem.to_wire(id.to_str().unwrap_or_default())
}
