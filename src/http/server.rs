//! Listening, and stopping as a protocol: not ready, no new connections, requests in flight get
//! their time.
//!
//! Holds: there are never more connections than allowed, and one that is too many is told so; no
//! connection stays for longer than its deadlines (`connection`) let it.
//!
//! HTTP/1.1 only: a shop that needs HTTP/2 has a proxy before it that speaks both.

use std::{
    future::Future,
    io,
    net::{SocketAddr, TcpListener as StdListener},
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use poem::{
    Addr, Endpoint, Request,
    http::{self, HeaderValue, header, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::timeout,
};

use super::{
    connection::{Answered, Guarded, Phases},
    patience,
    peers::{Entry, Peers, PerPeer},
    problem::Problem,
    request_id,
};

/// What poem's answers are to hyper.
type PoemBody = http_body_util::combinators::BoxBody<Bytes, io::Error>;

/// How long requests in flight may take after the signal.
pub const IN_FLIGHT: Duration = Duration::from_secs(5);
/// How long a failing accept pauses: without it, running out of descriptors spins a core.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// The longest head of a request, in bytes.
const HEAD_MAX: usize = 32 * 1024;
/// What a connection may buffer each way, in bytes.
const BUFFER_MAX: usize = 64 * 1024;
/// How many connections beyond the limit are told why at once; more are dropped without a word.
const REFUSALS_MAX: usize = 64;

fn refusals_beside(connections: usize) -> usize {
    (connections / 8).clamp(1, REFUSALS_MAX)
}

/// How long a refused caller has to take its answer.
const REFUSAL: Duration = Duration::from_secs(1);

/// What a connection may take, and how many there may be.
#[derive(Debug, Clone)]
pub struct Limits {
    /// From the first byte of a request, or the opening of a connection, to the end of its head.
    pub header_timeout: Duration,
    /// How long a body may stand still, on its way in or out.
    pub body_timeout: Duration,
    /// How long a connection may wait for its next request.
    pub idle_timeout: Duration,
    /// How many connections there may be at once.
    pub connections: usize,
    /// How many of them one peer may have.
    pub per_peer: Arc<PerPeer>,
}

/// A bound socket, so that its port is known before anything is served. Callers wait in its queue.
pub struct Listening {
    listener: StdListener,
    /// The address with the real port.
    pub address: SocketAddr,
}

/// Binds the address.
///
/// # Errors
/// Whatever the system says: the address is in use, or may not be bound.
pub fn bind(address: SocketAddr) -> io::Result<Listening> {
    let listener = StdListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok(Listening { listener, address })
}

/// How far a stop has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Open,
    /// Requests in flight may finish.
    Draining,
    /// Their time is over.
    Over,
}

/// What every connection shares.
struct Serving<E> {
    endpoint: E,
    limits: Limits,
    local: LocalAddr,
    draining: AtomicBool,
}

/// Serves until `stop` resolves, then lets requests in flight finish within [`IN_FLIGHT`].
///
/// # Errors
/// When the runtime cannot take the socket over.
pub async fn serve<E: Endpoint + 'static>(
    listening: Listening,
    endpoint: E,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listening.listener)?;
    let places = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let serving = Arc::new(Serving {
        endpoint,
        limits,
        local: LocalAddr(Addr::SocketAddr(listening.address)),
        draining: AtomicBool::new(false),
    });
    let free = Arc::new(Semaphore::new(places as usize));
    let refusals = Arc::new(Semaphore::new(refusals_beside(places as usize)));
    let peers = Arc::new(Peers::default());
    let (tell, stage) = watch::channel(Stage::Open);
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let place = Arc::clone(&free).try_acquire_owned().ok();
        let entry = peers.enter(peer.ip(), &serving.limits.per_peer);
        if let (Some(place), Some(entry)) = (place, entry) {
            let connection = converse(Arc::clone(&serving), stream, peer, stage.clone());
            tokio::spawn(async move {
                let _place: (OwnedSemaphorePermit, Entry) = (place, entry);
                connection.await;
            });
        } else if let Ok(place) = Arc::clone(&refusals).try_acquire_owned() {
            tokio::spawn(async move {
                let _place: OwnedSemaphorePermit = place;
                // Whoever does not take the answer in time goes without it.
                let _ = timeout(REFUSAL, refuse(stream)).await;
            });
        }
    }
    drop(listener);
    serving.draining.store(true, Ordering::Release);
    tell.send_replace(Stage::Draining);
    if timeout(IN_FLIGHT, free.acquire_many(places)).await.is_err() {
        tracing::warn!("requests in flight did not finish in time and are cut off");
        tell.send_replace(Stage::Over);
    }
    Ok(())
}

/// Answers the requests of one connection until it ends, its deadlines pass or the server stops.
async fn converse<E: Endpoint + 'static>(
    serving: Arc<Serving<E>>,
    stream: TcpStream,
    peer: SocketAddr,
    mut stage: watch::Receiver<Stage>,
) {
    // Without it answers are only slower.
    let _ = stream.set_nodelay(true);
    let phases = Phases::new();
    let guarded = Guarded::new(stream, Arc::clone(&phases), serving.limits.clone());
    let remote = RemoteAddr(Addr::SocketAddr(peer));
    let service = service_fn(|request| answer(&serving, &phases, &remote, request));
    let connection = http1::Builder::new()
        .max_header_size(HEAD_MAX)
        .max_buf_size(BUFFER_MAX)
        .serve_connection(TokioIo::new(guarded), service);
    let mut connection = pin!(connection);
    tokio::select! {
        biased;
        // How a connection ends is its caller's affair; the deadlines say so themselves.
        _ = &mut connection => return,
        _ = stage.wait_for(|stage| *stage >= Stage::Draining) => {}
    }
    if phases.is_waiting() {
        return;
    }
    // One that is still sending its head is told to go by the answer.
    if phases.is_busy() {
        connection.as_mut().graceful_shutdown();
    }
    tokio::select! {
        biased;
        _ = &mut connection => {}
        _ = stage.wait_for(|stage| *stage == Stage::Over) => {}
    }
}

async fn answer<E: Endpoint>(
    serving: &Serving<E>,
    phases: &Arc<Phases>,
    remote: &RemoteAddr,
    request: http::Request<Incoming>,
) -> Result<http::Response<Answered<PoemBody>>, std::convert::Infallible> {
    phases.busy();
    let has_body = !request.body().is_end_stream();
    // A caller that waits for our word before it sends its body, or sends a long one, does not get to
    // send it for nothing.
    let is_short = request.body().size_hint().upper().unwrap_or(0) <= patience::AWAY_MAX
        && !request.headers().contains_key(header::EXPECT);
    let (local, remote) = (serving.local.clone(), remote.clone());
    let mut request = Request::from((request, local, remote, Scheme::HTTP));
    let leftover = has_body.then(|| {
        let (body, leftover) = patience::bounded(request.take_body(), serving.limits.body_timeout);
        request.set_body(body);
        leftover
    });
    let mut response = serving.endpoint.get_response(request).await;
    let unread = match leftover {
        Some(leftover) if is_short => !leftover.read_away().await,
        Some(leftover) => !leftover.is_empty(),
        None => false,
    };
    if unread {
        phases.leaves_unread();
    }
    if unread || serving.draining.load(Ordering::Acquire) {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    Ok(http::Response::from(response).map(|body| Answered::new(body, Arc::clone(phases))))
}

/// Tells a caller that there are too many, once it has said what it wants: an answer that crosses a
/// request would be lost with the connection.
async fn refuse(mut stream: TcpStream) -> io::Result<()> {
    let mut head = [0; 4096];
    let _ = stream.read(&mut head).await?;
    let id = request_id::new();
    let words = Problem::busy().to_wire(id.to_str().unwrap_or_default());
    stream.write_all(&words).await?;
    stream.shutdown().await?;
    // What is left unread at the end would reset the connection under the answer.
    while stream.read(&mut head).await? > 0 {}
    Ok(())
}

/// The limit on connections: what was asked for, but no more than the system lets this process open
/// beside `reserved` descriptors for files. Raises the soft limit to the hard one first.
pub fn affordable_connections(asked: usize, reserved: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let reserved = reserved + refusals_beside(asked);
    let wanted = (asked + reserved) as u64;
    let mut current = limit.current;
    if current.is_some_and(|current| current < wanted)
        && setrlimit(Resource::Nofile, raised).is_ok()
    {
        current = limit.maximum;
    }
    let Some(current) = current else { return asked };
    let most = usize::try_from(current).unwrap_or(usize::MAX);
    // Where there are very few, half of them are for callers all the same.
    let reserved = reserved.min(most / 2);
    let affordable = (most - reserved).clamp(1, asked);
    if affordable < asked {
        tracing::warn!(
            asked,
            affordable,
            "fewer connections than asked for: raise the limit on open files (ulimit -n)"
        );
    }
    affordable
}
