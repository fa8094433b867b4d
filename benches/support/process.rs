//! Servers and commands as child processes: started, watched, ended by their id.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// How long a server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a running command's memory is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// A server that ends with this value.
pub struct Server {
    child: Child,
    /// `127.0.0.1` and its port.
    pub address: SocketAddr,
    /// From the start of the process to its first good answer.
    pub started_in: Duration,
}

impl Server {
    /// Starts a server that prints its address, and waits until `path` is answered with 200.
    ///
    /// # Errors
    /// When it ends, or does not answer in time.
    pub fn start(command: &mut Command, path: &str) -> Result<Self> {
        let since = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?} cannot be started"))?;
        let output = child.stdout.take().context("no standard output")?;
        let mut server = Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            started_in: Duration::ZERO,
        };
        let mut output = BufReader::new(output);
        server.address = announced(&mut output)?;
        // Nobody reads on, and a full pipe must not stop the server.
        thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        while !answers(server.address, path) {
            if since.elapsed() > PATIENCE {
                bail!("{command:?} does not answer at {path}");
            }
            thread::sleep(Duration::from_micros(500));
        }
        server.started_in = since.elapsed();
        Ok(server)
    }

    /// `http://127.0.0.1:…`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Memory in use, in bytes, where the system tells.
    pub fn memory(&self) -> Option<f64> {
        status(self.child.id(), "VmRSS:")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Only ever this very process; one that ended already is fine as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads on until a line names an address.
fn announced(output: &mut impl BufRead) -> Result<SocketAddr> {
    let mut line = String::new();
    loop {
        line.clear();
        if output.read_line(&mut line)? == 0 {
            bail!("a server ended before it said where it listens");
        }
        let address = line.split_once("http://").map(|(_, rest)| rest);
        let address = address.and_then(|rest| rest.split(['/', ' ', '\n']).next());
        if let Some(address) = address.and_then(|text| text.parse().ok()) {
            return Ok(address);
        }
    }
}

fn answers(address: SocketAddr, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut head = [0; 12];
        stream.read_exact(&mut head)?;
        Ok(head.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

/// What a command that ran to its end took.
pub struct Ran {
    /// Seconds from start to end.
    pub seconds: f64,
    /// The most memory it had, in bytes, where the system tells.
    pub memory: Option<f64>,
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started or fails; what it printed is in the message.
pub fn run(command: &mut Command) -> Result<Ran> {
    let since = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{command:?} cannot be started"))?;
    let mut memory = None;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        // The high-water mark only grows: the last one seen is that of the end.
        memory = status(child.id(), "VmHWM:").or(memory);
        thread::sleep(LOOK);
    };
    let seconds = since.elapsed().as_secs_f64();
    if !ended.success() {
        let mut said = String::new();
        if let Some(mut output) = child.stdout.take() {
            output.read_to_string(&mut said)?;
        }
        if let Some(mut errors) = child.stderr.take() {
            errors.read_to_string(&mut said)?;
        }
        bail!("{command:?} failed: {said}");
    }
    Ok(Ran { seconds, memory })
}

/// A line of Linux's account of a process, in bytes.
fn status(id: u32, name: &str) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024.0)
}
