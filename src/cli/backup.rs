//! `souk backup FILE` and `souk restore FILE`: a verified copy of the whole shop, and its way back.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::json;

use super::say;
use crate::{
    operations::whole::{self, PutBack},
    store, time,
};

/// What `souk backup` takes.
#[derive(Debug, clap::Args)]
pub struct BackUp {
    /// The copy; it must not be there yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Copy shop.db alone: for pictures that are copied in another way
    #[arg(long)]
    without_pictures: bool,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

/// What `souk restore` takes.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The copy
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

/// Makes a copy, beside a running server or without one: exit code 1 when the shop misses pictures, which
/// the copy misses then.
pub fn back_up(data_dir: &Path, args: &BackUp) -> anyhow::Result<ExitCode> {
    let (made, pictures) = whole::back_up(data_dir, &args.file, !args.without_pictures)?;
    let file = made.file.display();
    if args.json {
        let report = json!({
            "file": file.to_string(),
            "bytes": made.bytes,
            "made_at": time::to_rfc3339(made.made_at),
            "picture_files": pictures.map(|pictures| pictures.files),
            "missing_files": pictures.map(|pictures| pictures.missing),
        });
        say(&format!("{report:#}\n"))?;
    } else {
        let files = pictures.map_or_else(
            || "without pictures".to_owned(),
            |pictures| format!("{} files of pictures in it", pictures.files),
        );
        say(&format!(
            "{file}: {} bytes, {files}, read through.\n",
            made.bytes
        ))?;
        eprintln!("Analytics are not in it: tracking.db stays in the data folder.");
    }
    Ok(match pictures.map_or(0, |pictures| pictures.missing) {
        0 => ExitCode::SUCCESS,
        missing => {
            eprintln!(
                "souk: {missing} files of pictures are missing in the shop, and so in the copy: `souk check` names them"
            );
            ExitCode::FAILURE
        }
    })
}

/// Puts a copy in the place of the shop's file, which is kept, and its pictures beside it.
pub fn restore(data_dir: &Path, args: &Restore) -> anyhow::Result<ExitCode> {
    let restored = whole::restore(data_dir, &args.file)?;
    let PutBack {
        shop,
        pictures,
        missing,
    } = &restored;
    let kept = shop.kept.as_ref().map(|kept| kept.display().to_string());
    if args.json {
        let report = json!({
            "file": shop.file.display().to_string(),
            "kept": kept,
            "picture_files": pictures.map(|pictures| pictures.files),
            "picture_files_written": pictures.map(|pictures| pictures.written),
            "missing_files": missing,
        });
        say(&format!("{report:#}\n"))?;
    } else {
        say(&in_words(&restored, kept.as_deref()))?;
    }
    if !data_dir.join(store::TRACKING_FILE).exists() {
        eprintln!("Analytics begin anew: no copy holds tracking.db. Products keep their counts.");
    }
    if *missing > 0 {
        let reason = match pictures {
            Some(_) => "the copy misses them as well",
            None => "the copy was made without pictures, so bring back the folder media as well",
        };
        eprintln!("{missing} files of pictures are not there: {reason}; `souk check` names them");
    }
    Ok(ExitCode::SUCCESS)
}

fn in_words(restored: &PutBack, kept: Option<&str>) -> String {
    let mut text = format!("{} is restored.\n", restored.shop.file.display());
    if let Some(pictures) = &restored.pictures {
        text.push_str(&format!(
            "Files of pictures: {}, of which {} were not there.\n",
            pictures.files, pictures.written
        ));
    }
    if let Some(kept) = kept {
        text.push_str(&format!(
            "The one that was there: {kept}\nPictures that only that one shows are kept for --picture-grace once the shop runs.\n"
        ));
    }
    text
}
