//! Listening, and stopping as a protocol: not ready, no new connections, requests in flight get
//! their time.

use std::{
    future::Future,
    io,
    net::{SocketAddr, TcpListener as StdListener},
    time::Duration,
};

use poem::{
    Endpoint, Server,
    http::uri::Scheme,
    listener::{Acceptor, TcpAcceptor},
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::TcpStream;

/// How long requests in flight may take after the signal.
pub const IN_FLIGHT: Duration = Duration::from_secs(5);
/// How long a failing accept pauses: without it, running out of descriptors spins a core.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A bound socket, so that its port is known before anything is served.
pub struct Listening {
    acceptor: TcpAcceptor,
    /// The address with the real port.
    pub address: SocketAddr,
}

/// Binds the address. Must run inside the async runtime.
///
/// # Errors
/// Whatever the system says: the address is in use, or may not be bound.
pub fn bind(address: SocketAddr) -> io::Result<Listening> {
    let listener = StdListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok(Listening {
        acceptor: TcpAcceptor::from_std(listener)?,
        address,
    })
}

/// Serves until `stop` resolves, then lets requests in flight finish within [`IN_FLIGHT`].
///
/// # Errors
/// When the listener itself breaks.
pub async fn serve<E: Endpoint + 'static>(
    listening: Listening,
    endpoint: E,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    Server::new_with_acceptor(Prompt(listening.acceptor))
        .name("souk")
        .run_with_graceful_shutdown(endpoint, stop, Some(IN_FLIGHT))
        .await
}

/// Accepts without Nagle's delay, and without spinning when accepting fails.
struct Prompt(TcpAcceptor);

impl Acceptor for Prompt {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.0.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        match self.0.accept().await {
            Ok((stream, local, remote, scheme)) => {
                stream.set_nodelay(true)?;
                Ok((stream, local, remote, scheme))
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                Err(error)
            }
        }
    }
}
