//! placeholder
/// a
#[derive(Debug, clap::Args)]
pub struct Args {}
/// a
pub fn run(_d: &std::path::Path, _a: &Args) -> anyhow::Result<std::process::ExitCode> {
    Ok(std::process::ExitCode::SUCCESS)
}
