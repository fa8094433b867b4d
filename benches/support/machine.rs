//! What the figures were measured on, and when.

use std::{fs, process::Command};

/// Two lines for people: the machine and the day.
pub fn described() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let system = said("uname", &["-srm"]).unwrap_or_else(|| std::env::consts::OS.to_owned());
    let compiler = said("rustc", &["--version"]).unwrap_or_else(|| "rustc".to_owned());
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".into());
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(String::new, |kib| {
            format!(", {:.0} GiB of memory", kib / f64::from(1 << 20))
        });
    format!(
        "{cores} cores of {model}{memory}; {system}; {compiler}; souk {}.",
        env!("CARGO_PKG_VERSION")
    )
}

/// Today, in UTC.
pub fn day() -> String {
    jiff::Timestamp::now()
        .to_string()
        .chars()
        .take(10)
        .collect()
}

/// The load that others put on the machine: the mean number of running processes of the last minute.
pub fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
