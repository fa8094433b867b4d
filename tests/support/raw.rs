//! A bare connection: for bytes that no client would send.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use ureq::http::{HeaderMap, HeaderName, HeaderValue};

use super::{PATIENCE, Reply};

/// A connection, and what came over it and is not read yet.
pub struct Raw {
    stream: TcpStream,
    received: Vec<u8>,
    /// How reading failed, if it did.
    broken: Option<io::ErrorKind>,
}

impl Raw {
    /// Connects.
    pub fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Self {
            stream,
            received: Vec::new(),
            broken: None,
        }
    }

    /// Connects as somebody with little room for what comes.
    pub fn narrow(address: SocketAddr) -> Self {
        use rustix::net::{AddressFamily, SocketType, connect, socket, sockopt};
        let socket = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
        sockopt::set_socket_recv_buffer_size(&socket, 4_096).unwrap();
        connect(&socket, &address).unwrap();
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Self {
            stream,
            received: Vec::new(),
            broken: None,
        }
    }

    /// Sends bytes as they are.
    #[track_caller]
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.stream.write_all(bytes.as_ref()).unwrap();
        self
    }

    /// Sends bytes; false when the other side is gone.
    pub fn try_send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Says that nothing more will be sent.
    pub fn finish(&mut self) -> &mut Self {
        let _ = self.stream.shutdown(Shutdown::Write);
        self
    }

    /// The next answer.
    #[track_caller]
    pub fn reply(&mut self) -> Reply {
        self.expect_reply(false)
    }

    /// The next answer to a HEAD: its length is that of a body which does not come.
    #[track_caller]
    pub fn reply_to_head(&mut self) -> Reply {
        self.expect_reply(true)
    }

    #[track_caller]
    fn expect_reply(&mut self, to_head: bool) -> Reply {
        let since = Instant::now();
        self.try_reply(to_head).unwrap_or_else(|| {
            let (how, when, had) = (&self.broken, since.elapsed(), self.received.len());
            panic!("the connection ended without an answer: {how:?} after {when:?} and {had} bytes")
        })
    }

    /// The next answer, or nothing when the connection ends before one.
    pub fn try_reply(&mut self, to_head: bool) -> Option<Reply> {
        let end = loop {
            if let Some(end) = find(&self.received, b"\r\n\r\n") {
                break end + 4;
            }
            if !self.receive().unwrap_or(false) {
                return None;
            }
        };
        let head: Vec<u8> = self.received.drain(..end).collect();
        let (status, headers) = parse(&head);
        let length = headers
            .get("content-length")
            .and_then(|value| value.to_str().ok());
        let length: Option<usize> = length.map(|length| length.parse().unwrap());
        let body = match length {
            _ if to_head || status == 204 || status == 304 => Vec::new(),
            Some(length) => self.take(length)?,
            None if headers.contains_key("transfer-encoding") => self.chunks()?,
            None => self.rest(),
        };
        Some(Reply {
            what: "bare bytes".to_owned(),
            status,
            headers,
            body,
        })
    }

    /// All answers until the connection ends, each of them whole.
    #[track_caller]
    pub fn replies(&mut self) -> Vec<Reply> {
        let mut all = Vec::new();
        while !self.received.is_empty() || self.receive().unwrap_or(false) {
            all.push(self.try_reply(false).expect("an answer was cut off"));
        }
        all
    }

    /// Whether the other side closes within this time, and how long it took. Whatever comes before
    /// is dropped.
    pub fn closes_within(&mut self, most: Duration) -> Option<Duration> {
        let since = Instant::now();
        self.stream.set_read_timeout(Some(most)).unwrap();
        while since.elapsed() < most {
            match self.receive() {
                Ok(true) => self.received.clear(),
                Ok(false) => return Some(since.elapsed()),
                Err(error) if is_timeout(&error) => return None,
                Err(_) => return Some(since.elapsed()),
            }
        }
        None
    }

    /// All that comes until the other side closes.
    pub fn rest(&mut self) -> Vec<u8> {
        while self.receive().unwrap_or(false) {}
        std::mem::take(&mut self.received)
    }

    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        while self.received.len() < length {
            if !self.receive().unwrap_or(false) {
                return None;
            }
        }
        Some(self.received.drain(..length).collect())
    }

    fn chunks(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(end) = find(&self.received, b"\r\n") {
                    break end;
                }
                if !self.receive().unwrap_or(false) {
                    return None;
                }
            };
            let line: Vec<u8> = self.received.drain(..end + 2).collect();
            let length = usize::from_str_radix(std::str::from_utf8(&line[..end]).ok()?, 16).ok()?;
            let chunk = self.take(length + 2)?;
            if length == 0 {
                return Some(body);
            }
            body.extend_from_slice(&chunk[..length]);
        }
    }

    /// Reads once more; false at the end.
    fn receive(&mut self) -> io::Result<bool> {
        let mut buffer = [0; 16 * 1024];
        let count = self
            .stream
            .read(&mut buffer)
            .inspect_err(|error| self.broken = Some(error.kind()))?;
        self.received.extend_from_slice(&buffer[..count]);
        Ok(count > 0)
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn parse(head: &[u8]) -> (u16, HeaderMap) {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    (status.parse().unwrap(), headers)
}
