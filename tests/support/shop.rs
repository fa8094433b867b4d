//! A shop that runs: started, called, stopped.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, OnceLock,
        mpsc::{Receiver, channel},
    },
    thread,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::{
    Client, Folder, PATIENCE, ProductBuilder, Ran, Raw, Reply,
    command::{self, ended, souk},
    eventually,
};

/// The password of every account that tests make.
pub const PASSWORD: &str = "a long pass phrase";

/// How to start a shop.
#[derive(Default)]
pub struct Options {
    args: Vec<OsString>,
    env: Vec<(String, String)>,
    folder: Option<Folder>,
    open_files: Option<u32>,
}

impl Options {
    /// With so many descriptors and no more.
    pub fn open_files(mut self, most: u32) -> Self {
        self.open_files = Some(most);
        self
    }

    /// A flag of `souk serve`, or its value.
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Several.
    pub fn args(self, args: &[&str]) -> Self {
        args.iter().fold(self, |options, arg| options.arg(arg))
    }

    /// An environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// On this folder instead of an empty one.
    pub fn on(mut self, folder: Folder) -> Self {
        self.folder = Some(folder);
        self
    }

    /// Starts, and waits until the shop is ready.
    #[track_caller]
    pub fn start(self) -> TestShop {
        TestShop::launch(self)
    }
}

/// A running shop: the real binary, a free port, a folder of its own.
pub struct TestShop {
    child: Child,
    address: SocketAddr,
    folder: Option<Folder>,
    log: PathBuf,
    // Keeps the log's folder.
    _log_folder: tempfile::TempDir,
    announced: Mutex<Receiver<String>>,
    guest: Client,
    admin: OnceLock<Client>,
    stopped: bool,
}

impl TestShop {
    /// A shop with the settings that everybody has.
    #[track_caller]
    pub fn start() -> Self {
        Options::default().start()
    }

    /// A shop with flags of `souk serve`.
    #[track_caller]
    pub fn with(args: &[&str]) -> Self {
        Options::default().args(args).start()
    }

    /// A shop with more than flags.
    pub fn options() -> Options {
        Options::default()
    }

    #[track_caller]
    fn launch(options: Options) -> Self {
        let folder = options.folder.unwrap_or_else(Folder::new);
        let log_folder = tempfile::tempdir().unwrap();
        let log = log_folder.path().join("log.txt");
        let mut command = souk();
        if let Some(most) = options.open_files {
            command = limited(&command, most);
        }
        command.arg("serve").arg("--data-dir").arg(folder.path());
        command
            .args(["--listen", "127.0.0.1:0"])
            .args(&options.args);
        command.envs(options.env);
        command
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        let announced = lines(BufReader::new(child.stdout.take().unwrap()));
        let Some(address) = announced
            .recv_timeout(PATIENCE)
            .ok()
            .and_then(|line| address(&line))
        else {
            let _ = child.kill();
            let status = child.wait().unwrap();
            panic!(
                "no shop opened ({status}): {}",
                std::fs::read_to_string(&log).unwrap()
            );
        };
        let guest = Client::new(address);
        let shop = Self {
            child,
            address,
            folder: Some(folder),
            log,
            _log_folder: log_folder,
            announced: Mutex::new(announced),
            guest,
            admin: OnceLock::new(),
            stopped: false,
        };
        // Over a connection that is not kept: it would take the place of one of the test's.
        eventually("ready", || {
            let mut raw = shop.raw();
            raw.send("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            let reply = raw.try_reply(false)?;
            (reply.status == 200).then_some(())
        });
        shop
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:1234/path`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its data folder.
    pub fn folder(&self) -> &Folder {
        self.folder.as_ref().unwrap()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    /// The lines that it wrote to stdout after the first.
    pub fn announced(&self) -> Vec<String> {
        self.announced.lock().unwrap().try_iter().collect()
    }

    /// Runs `souk` beside it, on its folder.
    pub fn command<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        self.folder().command(args)
    }

    /// A caller without credentials.
    pub fn guest(&self) -> Client {
        self.guest.clone()
    }

    /// A caller with a token of role admin.
    pub fn admin(&self) -> Client {
        let make = || self.guest.bearer(&self.token(&["--role", "admin"]));
        self.admin.get_or_init(make).clone()
    }

    /// A caller with a token of a seller, who is made where missing.
    pub fn seller(&self, name: &str) -> Client {
        self.guest
            .bearer(&self.token(&["--role", "seller", "--seller", name]))
    }

    /// A caller with an API token of role customer, which has no account.
    pub fn customer_token(&self) -> Client {
        self.guest.bearer(&self.token(&["--role", "customer"]))
    }

    /// A caller who has registered with this e-mail, or logged in where somebody had; the password is
    /// [`PASSWORD`].
    #[track_caller]
    pub fn customer(&self, email: &str) -> Client {
        let body = json!({"email": email, "password": PASSWORD, "name": "Somebody"});
        let reply = self.guest.post("/api/auth/register", body);
        match reply.status {
            201 => self.guest.bearer(reply.json()["token"].as_str().unwrap()),
            _ => self.log_in(email),
        }
    }

    /// A caller who has logged in with this e-mail and [`PASSWORD`].
    #[track_caller]
    pub fn log_in(&self, email: &str) -> Client {
        let body = json!({"email": email, "password": PASSWORD});
        let reply = self.guest.post("/api/auth/login", body).expect_status(200);
        self.guest.bearer(reply.json()["token"].as_str().unwrap())
    }

    /// An admin with an account, made from the command line, who has logged in.
    #[track_caller]
    pub fn admin_account(&self, email: &str) -> Client {
        let args = [
            "user", "create", "--role", "admin", "--name", "Admin", "--email", email,
        ];
        let env = [("SOUK_PASSWORD", PASSWORD)];
        command::run(Some(self.folder().path()), args, &env).expect_code(0);
        self.log_in(email)
    }

    /// A new token, as `souk token create` prints it.
    pub fn token(&self, args: &[&str]) -> String {
        let args = ["token", "create"].into_iter().chain(args.iter().copied());
        let made = self.command(args).expect_code(0);
        made.stdout.trim().to_owned()
    }

    /// GET without credentials.
    pub fn get(&self, path: &str) -> Reply {
        self.guest.get(path)
    }

    /// A product to be made by an administrator.
    pub fn product(&self, name: &str) -> ProductBuilder {
        self.admin().product(name)
    }

    /// Makes a category at the root and gives its id.
    #[track_caller]
    pub fn category(&self, name: &str) -> i64 {
        self.category_in(name, Value::Null)
    }

    /// Makes a category below another and gives its id.
    #[track_caller]
    pub fn category_in(&self, name: &str, parent: impl Into<Value>) -> i64 {
        let body = serde_json::json!({"name": name, "parent_id": parent.into()});
        let made = self.admin().post("/api/categories", &body);
        made.expect_status(201).json()["id"].as_i64().unwrap()
    }

    /// A bare connection.
    pub fn raw(&self) -> Raw {
        Raw::connect(self.address)
    }

    /// SIGTERM, and whatever comes of it.
    pub fn signal(&self) {
        self.send(Signal::TERM);
    }

    /// SIGINT, as Ctrl-C sends it.
    pub fn interrupt(&self) {
        self.send(Signal::INT);
    }

    fn send(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for its end, after [`TestShop::signal`].
    pub fn wait(&mut self) -> ExitStatus {
        let status = ended(&mut self.child, "serve");
        self.stopped = true;
        status
    }

    /// Stops it by SIGTERM, as a service manager would, and gives its folder back.
    ///
    /// # Panics
    /// When it does not end in time with exit code 0.
    #[track_caller]
    pub fn stop(mut self) -> Folder {
        self.signal();
        let status = self.wait();
        assert_eq!(status.code(), Some(0), "{}", self.log());
        self.folder.take().unwrap()
    }

    /// The folder of a shop that has been waited for.
    pub fn stop_waited(mut self) -> Folder {
        assert!(self.stopped, "wait for it first");
        self.folder.take().unwrap()
    }

    /// Ends it as a power cut would end the process, and gives its folder back.
    pub fn kill(mut self) -> Folder {
        self.child.kill().unwrap();
        self.wait();
        self.folder.take().unwrap()
    }

    /// Stops it and starts it on the same folder, with the settings that everybody has.
    #[track_caller]
    pub fn restart(self) -> Self {
        Options::default().on(self.stop()).start()
    }
}

impl Drop for TestShop {
    fn drop(&mut self) {
        if !self.stopped {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        // A shared shop may end in another test than the one that met its error.
        let log = self.log();
        if thread::panicking() || log.contains("ERROR") {
            let start = log.len().saturating_sub(4_000);
            eprintln!(
                "the shop's log ends with:\n{}",
                log.get(start..).unwrap_or(&log)
            );
        }
    }
}

/// A command that a shell with a limit on descriptors turns into.
fn limited(command: &Command, most: u32) -> Command {
    let mut shell = Command::new("sh");
    let script = format!("ulimit -n {most} && exec \"$0\" \"$@\"");
    shell.arg("-c").arg(script).arg(command.get_program());
    shell.stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell
}

/// The lines of a pipe, read on a thread of its own, so that it never fills up.
fn lines(pipe: impl BufRead + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    thread::spawn(move || {
        for line in pipe.lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    receive
}

/// `souk 0.1.0 is open at http://127.0.0.1:1234 (5 ms)` → `127.0.0.1:1234`.
fn address(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    rest.split_whitespace().next()?.parse().ok()
}

/// Runs `souk serve` where it must refuse to open, and gives what it said.
pub fn refused(folder: &Folder, args: &[&str], env: &[(&str, &str)]) -> Ran {
    let args = ["serve", "--listen", "127.0.0.1:0"]
        .into_iter()
        .chain(args.iter().copied());
    command::run(Some(folder.path()), args, env)
}
