//! `souk serve`: opens the shop, says where it is, serves until a signal.

use std::{
    io::{ErrorKind, Write},
    net::SocketAddr,
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use poem::http::HeaderValue;
use tokio::signal::unix::{SignalKind, signal};

use super::{Usage, demo::Demo, setup::SetupLink};
use crate::{
    app::App,
    config::{Secret, Serve},
    http::{peer::Surroundings, peers::PerPeer, rates, server},
    mail::Smtp,
    money::Currency,
    settings,
    store::{Options, Store},
    tracking::{self, Ended},
    web::{Theme, ThemeError},
};

/// How long work off the workers may take after everything else has ended.
const LAST_WORK: Duration = Duration::from_secs(1);
/// Sent when a file reaches a limit that the process was given: 25 on Linux but for MIPS and its like.
const SIGXFSZ: i32 = 25;

/// Keeps Linux from handing out memory by two megabytes: a dozen threads that each use a part of a few such
/// pages would double what a quiet shop takes, and a busy one is hardly faster for them.
fn small_pages() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!(%error, "the system decides on the size of memory pages");
    }
}

/// Serves until SIGTERM or Ctrl-C.
pub fn run(data_dir: &Path, args: &Serve) -> anyhow::Result<ExitCode> {
    let since = Instant::now();
    small_pages();
    let origins = origins(&args.cors_origins)?;
    let theme = Theme::open(args.theme.as_deref()).map_err(refused)?;
    let surroundings = surroundings(args)?;
    if args.demo && !args.listen.ip().is_loopback() {
        let message =
            "--demo shows an admin token to whoever reads the log, so it listens on loopback only";
        return Err(Usage(message.to_owned()).into());
    }
    let currency = args.currency.as_deref().map(read_currency).transpose()?;
    let smtp = smtp(args)?;
    let mut options = Options::new(data_dir);
    options.read_timeout = args.read_timeout;
    options.writer_queue = args.write_queue as usize;
    if let Some(readers) = args.readers {
        options.readers = readers;
        options.slow_reads = (readers as usize / 2).max(1);
    }
    // First, so that a taken port neither makes a shop nor fills one whose token nobody sees.
    let listening = server::bind(args.listen).with_context(|| {
        format!(
            "cannot listen on {}: choose another address with --listen",
            args.listen
        )
    })?;
    let store = Store::open(&options)?;
    // The store's own: a command's would wait for the lock that this process holds.
    let mut db = store.connect()?;
    let currency = settings::agree_on_currency(&db, currency)?;
    let demo = match args.demo {
        true => Some(Demo::open(&mut db, data_dir, args.demo_products)?),
        false => None,
    };
    let setup = match demo {
        Some(_) => None,
        None => SetupLink::open(&db)?,
    };
    drop(db);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let ended = runtime.block_on(async {
        let (signal, lasting) = (stop_signal()?, store.clone());
        let watched = store.clone();
        let stop = async move {
            tokio::select! {
                () = signal => {}
                () = watched.broken() => {}
            }
        };
        let tracking = tracking(args);
        let app = App::new(store, currency, data_dir, tracking.as_ref(), theme)?
            .open_to(origins)
            .behind(surroundings)
            .mailing(smtp)
            .setting_up(setup.as_ref().map(|setup| setup.link))
            .keeping_pictures(args.picture_grace)
            .limited_to(rates(args));
        announce(listening.address, demo.as_ref(), since);
        if let Some(setup) = &setup {
            setup.announce(&origin_of(args, listening.address));
        }
        let limits = limits(args, &options);
        let ended = app.run(listening, limits, stop).await?;
        leave_broken(&lasting);
        Ok(exit_code(&ended))
    });
    // A backup that is being read through is given up; what is left of it goes with the next.
    runtime.shutdown_timeout(LAST_WORK);
    ended
}

/// Ends here where the disk failed: closing shop.db would fold a log with a hole into it.
fn leave_broken(store: &Store) {
    if store.is_broken() {
        eprintln!(
            "souk: the disk did not take what was written: look after it, then start souk again, which keeps what is whole"
        );
        std::process::exit(1);
    }
}

/// What is wrong with a theme is a wrong setting; a disk that does not give it is none.
fn refused(error: ThemeError) -> anyhow::Error {
    match &error {
        ThemeError::Unreadable { cause, .. } if cause.kind() != ErrorKind::InvalidData => {
            error.into()
        }
        _ => Usage(error.to_string()).into(),
    }
}

fn rates(args: &Serve) -> rates::Asked {
    rates::Asked {
        logins: args.rate_limit_logins,
        searches: args.rate_limit_searches,
        writes: args.rate_limit_writes,
        reads: args.rate_limit_reads,
    }
}

fn tracking(args: &Serve) -> Option<tracking::Options> {
    let options = tracking::Options {
        flush_interval: args.flush_interval,
        queue_capacity: args.queue_capacity as usize,
        keep_days: args.keep_events,
        max_bytes: u64::from(args.tracking_max) << 20,
    };
    (!args.no_tracking).then_some(options)
}

/// 0 when every event that was accepted is in the file, else 1 and how many are not.
fn exit_code(ended: &Ended) -> ExitCode {
    if ended.lost == 0 {
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "souk: {} accepted events are not in tracking.db ({} of them are dead letters in it)",
        ended.lost, ended.dead_lettered
    );
    ExitCode::FAILURE
}

/// The bounds of connections. Each reader has the file, its log and its index open.
fn limits(args: &Serve, options: &Options) -> server::Limits {
    /// For the writer, the tracker, the lock, the log, the listener and what uploads spool.
    const OTHER_FILES: usize = 128;
    let files = options.readers as usize * 3 + OTHER_FILES;
    let connections = server::affordable_connections(args.max_connections as usize, files);
    let asked = args.max_peer_connections.map(|most| most as usize);
    server::Limits {
        header_timeout: args.header_timeout,
        body_timeout: args.body_timeout,
        idle_timeout: args.idle_timeout,
        connections,
        per_peer: Arc::new(PerPeer {
            most: asked.unwrap_or(connections.div_ceil(2)),
            counts_loopback: asked.is_some(),
            proxies: args.trusted_proxies.clone(),
        }),
    }
}

/// The way out for mail, where there is one. An empty address is none, as in a list of variables that
/// nobody filled in.
fn smtp(args: &Serve) -> anyhow::Result<Option<Smtp>> {
    let Some(url) = args.smtp_url.as_ref().and_then(Secret::reveal) else {
        return Ok(None);
    };
    let from = args.mail_from.as_deref().unwrap_or_default();
    let reply_to = args
        .mail_reply_to
        .as_deref()
        .filter(|text| !text.is_empty());
    let smtp = Smtp::new(url, from, reply_to, args.mail_retry_after);
    smtp.map(Some).map_err(|wrong| Usage(wrong).into())
}

fn read_currency(code: &str) -> anyhow::Result<Currency> {
    let wrong = || {
        Usage(format!(
            "--currency {code:?} is no currency of ISO 4217, such as EUR"
        ))
    };
    Currency::from_code(code).ok_or_else(|| wrong().into())
}

fn origins(given: &[String]) -> anyhow::Result<Vec<HeaderValue>> {
    let read = |text: &String| {
        let wrong = || {
            Usage(format!(
                "--cors-origin {text:?} is no origin such as https://shop.example"
            ))
        };
        match HeaderValue::from_str(text) {
            Ok(value) if is_origin(text) => Ok(value),
            _ => Err(wrong().into()),
        }
    };
    given.iter().map(read).collect()
}

/// A scheme and a host, and nothing behind them.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', ' ', '*', '?', '#']))
}

/// What stands before the shop.
fn surroundings(args: &Serve) -> anyhow::Result<Surroundings> {
    let public_url = args
        .public_url
        .as_ref()
        .map(|url| url.trim_end_matches('/'));
    if let Some(url) = public_url.filter(|url| !is_origin(url)) {
        let message = format!("--public-url {url:?} is no origin such as https://shop.example");
        return Err(Usage(message).into());
    }
    Ok(Surroundings {
        proxies: args.trusted_proxies.clone(),
        public_url: public_url.map(str::to_owned),
    })
}

/// Says on stdout where the shop is and what to try.
fn announce(address: SocketAddr, demo: Option<&Demo>, since: Instant) {
    let mut out = std::io::stdout().lock();
    let mut text = format!(
        "souk {} is open at http://{address} ({} ms)\n  shop        http://{address}/\n  API docs    http://{address}/docs\n",
        env!("CARGO_PKG_VERSION"),
        since.elapsed().as_millis()
    );
    if let Some(demo) = demo {
        text.push_str(&demo.announcement(address));
    }
    // A closed stdout must not keep a shop from opening.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// What people open: the public origin, else the address, from this machine where it is every address.
fn origin_of(args: &Serve, address: SocketAddr) -> String {
    if let Some(url) = &args.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let mut reached = address;
    if address.ip().is_unspecified() {
        reached.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{reached}")
}

/// Resolves at the first SIGTERM or Ctrl-C; a second one ends the process at once.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    // Without a handler, a file that may grow no more ends the process; with one the write fails.
    let _too_large = signal(SignalKind::from_raw(SIGXFSZ))?;
    let (stop, stopped) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let mut next = async || {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        next().await;
        let _ = stop.send(());
        next().await;
        tracing::warn!("second signal: stopping at once");
        std::process::exit(1);
    });
    Ok(async move {
        let _ = stopped.await;
    })
}
