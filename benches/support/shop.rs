//! souk itself: the release executable that `cargo bench` built, in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{
    goods,
    process::{Ran, Server, run},
};

/// The executable.
pub const SOUK: &str = env!("CARGO_BIN_EXE_souk");

/// The folder below target/ that everything measured is kept in.
///
/// # Errors
/// When it cannot be made.
pub fn workplace() -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The CSV file with so many products, made where it is missing.
///
/// # Errors
/// When it cannot be written.
pub fn goods_file(count: usize) -> Result<PathBuf> {
    let file = workplace()?.join(format!("goods-{count}.csv"));
    if !file.exists() {
        let unfinished = file.with_extension("part");
        goods::write(&unfinished, count)?;
        fs::rename(&unfinished, &file)?;
    }
    Ok(file)
}

/// A data folder.
pub struct Shop {
    folder: PathBuf,
}

impl Shop {
    /// An empty folder of this name.
    ///
    /// # Errors
    /// When what was there cannot be removed.
    pub fn empty(name: &str) -> Result<Self> {
        let folder = workplace()?.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        Ok(Self { folder })
    }

    /// A shop with so many products: the one of the run before, unless it is to be `fresh`.
    ///
    /// # Errors
    /// When the import fails.
    pub fn stocked(count: usize, fresh: bool) -> Result<Self> {
        Self::stocked_as(&format!("shop-{count}"), count, fresh)
    }

    /// As [`Shop::stocked`], in a folder of this name.
    ///
    /// # Errors
    /// When the import fails.
    pub fn stocked_as(name: &str, count: usize, fresh: bool) -> Result<Self> {
        let stamp = workplace()?.join(format!("{name}.done"));
        if !fresh && stamp.exists() {
            let folder = workplace()?.join(name);
            return Ok(Self { folder });
        }
        if stamp.exists() {
            fs::remove_file(&stamp)?;
        }
        eprintln!("  importing {count} products");
        let shop = Self::empty(name)?;
        shop.import(&goods_file(count)?)?;
        fs::write(&stamp, "")?;
        Ok(shop)
    }

    /// Runs `souk import` as a process of its own.
    ///
    /// # Errors
    /// When it fails.
    pub fn import(&self, file: &Path) -> Result<Ran> {
        run(Command::new(SOUK)
            .arg("import")
            .arg("--data-dir")
            .arg(&self.folder)
            .arg(file))
    }

    /// Starts `souk serve` on a free port and waits until it is ready.
    ///
    /// # Errors
    /// When it does not become ready.
    pub fn serve(&self) -> Result<Server> {
        self.serve_with(&[])
    }

    /// As [`Shop::serve`], with further flags.
    ///
    /// # Errors
    /// When it does not become ready.
    pub fn serve_with(&self, args: &[&str]) -> Result<Server> {
        let mut command = Command::new(SOUK);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]);
        Server::start(command.arg(&self.folder).args(args), "/readyz")
    }

    /// A new token of role admin.
    ///
    /// # Errors
    /// When none is made.
    pub fn token(&self) -> Result<String> {
        let output = Command::new(SOUK)
            .args(["token", "create", "--role", "admin", "--data-dir"])
            .arg(&self.folder)
            .output()?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The tracking file.
    pub fn tracking_file(&self) -> PathBuf {
        self.folder.join("tracking.db")
    }

    /// The commerce file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("shop.db")
    }

    /// Its size in bytes.
    ///
    /// # Errors
    /// When it is not there.
    pub fn size(&self) -> Result<f64> {
        Ok(fs::metadata(self.file())?.len() as f64)
    }
}

/// Asks a server for JSON.
///
/// # Errors
/// When the answer is not 200 and JSON.
pub fn json(server: &Server, path: &str) -> Result<Value> {
    let address = format!("{}{path}", server.base());
    let mut answer = ureq::get(&address)
        .call()
        .with_context(|| address.clone())?;
    Ok(answer.body_mut().read_json()?)
}

/// Slugs of the categories that have none below them.
///
/// # Errors
/// When the shop does not say.
pub fn leaves(server: &Server) -> Result<Vec<String>> {
    fn collect(nodes: &Value, slugs: &mut Vec<String>) {
        for node in nodes.as_array().into_iter().flatten() {
            let below = &node["children"];
            if below.as_array().is_none_or(Vec::is_empty) {
                slugs.extend(node["slug"].as_str().map(str::to_owned));
            }
            collect(below, slugs);
        }
    }
    let mut slugs = Vec::new();
    collect(&json(server, "/api/categories")?["items"], &mut slugs);
    anyhow::ensure!(!slugs.is_empty(), "the shop has no categories");
    Ok(slugs)
}

/// Slugs of the newest products: a hundred.
///
/// # Errors
/// When the list cannot be read.
pub fn newest(server: &Server) -> Result<Vec<String>> {
    let page = json(server, "/api/products?limit=100")?;
    let items = page["items"].as_array().into_iter().flatten();
    let slugs: Vec<String> = items
        .filter_map(|product| product["slug"].as_str().map(str::to_owned))
        .collect();
    anyhow::ensure!(!slugs.is_empty(), "the shop has no products");
    Ok(slugs)
}

/// Cursors along a list, walked in steps of 100 rows: about `wanted` of them, evenly spread over
/// the first `rows` rows.
///
/// # Errors
/// When a page cannot be read.
pub fn cursors(server: &Server, list: &str, rows: usize, wanted: usize) -> Result<Vec<String>> {
    let pages = rows / 100;
    let every = (pages / wanted).max(1);
    let separator = if list.contains('?') { '&' } else { '?' };
    let mut found = Vec::new();
    let mut path = format!("{list}{separator}limit=100");
    for page in 0..pages {
        let answer = json(server, &path)?;
        let Some(cursor) = answer["next_cursor"].as_str() else {
            break;
        };
        if page % every == 0 {
            found.push(cursor.to_owned());
        }
        path = format!("{list}{separator}limit=100&cursor={cursor}");
    }
    Ok(found)
}
