//! Commands of the real binary, with what they said and how they ended.

use std::{
    io::{Read, Write},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
};

use super::eventually;

/// A command that ended.
pub struct Ran {
    /// What was run, for messages.
    what: String,
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// Data.
    pub stdout: String,
    /// Progress, logs, complaints.
    pub stderr: String,
}

impl Ran {
    /// It ended with this code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "souk {}\nstdout: {}\nstderr: {}",
            self.what, self.stdout, self.stderr
        );
        self
    }

    /// It ended well, and this is what it wrote, read as JSON.
    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        let ran = self.expect_code(0);
        serde_json::from_str(&ran.stdout)
            .unwrap_or_else(|error| panic!("souk {}: {error}: {}", ran.what, ran.stdout))
    }

    /// It complained in these words, and did so for people: no panic, no debug output.
    #[track_caller]
    pub fn expect_complaint(self, words: &[&str]) -> Self {
        for word in words {
            assert!(
                self.stderr.contains(word),
                "{word:?} not in: {}",
                self.stderr
            );
        }
        for internal in ["panicked", "RUST_BACKTRACE", "Os {", "SqliteFailure"] {
            assert!(!self.stderr.contains(internal), "{}", self.stderr);
        }
        self
    }
}

/// The binary, free of settings that the environment of the tests may hold.
pub fn souk() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_souk"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SOUK_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs to the end, within the patience of the tests.
pub fn run<'a>(
    folder: Option<&Path>,
    args: impl IntoIterator<Item = &'a str>,
    env: &[(&str, &str)],
) -> Ran {
    run_with_input(folder, args, env, b"")
}

/// Runs to the end with something on its standard input.
pub fn run_with_input<'a>(
    folder: Option<&Path>,
    args: impl IntoIterator<Item = &'a str>,
    env: &[(&str, &str)],
    input: &[u8],
) -> Ran {
    let args: Vec<&str> = args.into_iter().collect();
    let mut command = souk();
    // The environment names the folder, so that a test may say --data-dir itself.
    if let Some(folder) = folder {
        command.env("SOUK_DATA_DIR", folder);
    }
    command.args(&args).envs(env.iter().copied());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    // One that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let status = ended(&mut child, &args.join(" "));
    Ran {
        what: args.join(" "),
        code: status.code().unwrap_or(-1),
        stdout: stdout.join().unwrap(),
        stderr: stderr.join().unwrap(),
    }
}

/// Waits for the end; one that does not come is made.
#[track_caller]
pub fn ended(child: &mut Child, what: &str) -> ExitStatus {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eventually(&format!("the end of souk {what}"), || {
            child.try_wait().unwrap()
        })
    }));
    result.unwrap_or_else(|panic| {
        let _ = child.kill();
        let _ = child.wait();
        std::panic::resume_unwind(panic)
    })
}

/// Reads a pipe to its end on a thread of its own, so that it never fills up.
fn drain(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    let mut pipe = pipe.unwrap();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
