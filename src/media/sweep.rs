//! Takes away what nobody shows: pictures without a product, files without a row, what a crash left.
//!
//! A step looks at one of 256 shelves, alone in the folder. A picture goes when no product has shown it for the grace
//! period and no order's snapshot does; a file without a row, which only a restored backup leaves, after
//! the same time; what was never finished, at once.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::params;
use tokio::{sync::watch, task::spawn_blocking};

use super::{
    MediaError,
    folder::{Folder, Held},
    hands::Hands,
    name::Name,
};
use crate::{
    store::{Durability, Store, StoreError, Tx},
    time,
};

/// How many shelves there are.
const SHELVES: u32 = 256;
/// The pause between two steps when the grace period is long.
const PAUSE: Duration = Duration::from_secs(10);
/// How many files without a row are remembered; more wait for the next look.
const STRAYS_MAX: usize = 10_000;

/// Sweeps a shop's folder of pictures while the shop runs.
pub struct Sweeper {
    store: Store,
    folder: Folder,
    grace: Duration,
    /// Files without a row, and since when they are known.
    strays: HashMap<PathBuf, Instant>,
}

/// What a row says of a picture on the shelf.
struct Kept {
    hash: String,
    unused_since: Option<i64>,
    ordered: bool,
    shown: bool,
}

/// The hashes of a shelf: whose row stays, and whose has just gone.
#[derive(Default)]
struct Shelf {
    alive: HashSet<String>,
    gone: HashSet<String>,
}

/// What becomes of a row.
enum Fate {
    Stays,
    Unused,
    Used,
    Ordered,
    Goes,
}

impl Sweeper {
    /// A sweeper that gives every picture this long.
    pub fn new(hands: &Hands, grace: Duration) -> Self {
        Self {
            store: hands.store().clone(),
            folder: hands.folder().clone(),
            grace,
            strays: HashMap::new(),
        }
    }

    /// Takes step after step until the shop stops.
    pub async fn run(mut self, mut stopping: watch::Receiver<bool>) {
        let pause = PAUSE.min(self.grace / SHELVES);
        for shelf in (0..SHELVES).cycle() {
            tokio::select! {
                _ = stopping.wait_for(|stopping| *stopping) => return,
                () = tokio::time::sleep(pause) => {}
            }
            if let Err(error) = self.step(&format!("{shelf:02x}")).await {
                tracing::warn!(%error, "pictures could not be swept");
            }
        }
    }

    async fn step(&mut self, beginning: &str) -> Result<(), MediaError> {
        // Without a folder there is nothing to sweep, and none has to be made.
        if !self.folder.shelf(beginning).is_dir() {
            return Ok(());
        }
        let Some(held) = self.folder.hold_alone()? else {
            return Ok(());
        };
        let shelf = self.sweep_rows(beginning).await?;
        self.sweep_files(beginning, shelf, held).await
    }

    /// Marks and deletes rows.
    async fn sweep_rows(&self, beginning: &str) -> Result<Shelf, MediaError> {
        let (from, to) = (beginning.to_owned(), format!("{beginning}g"));
        let rows = self.store.read_slow(move |db| kept(db, &from, &to)).await?;
        let mut shelf = Shelf::default();
        let mut changed: Vec<(String, Fate)> = Vec::new();
        for row in rows {
            let fate = self.fate(&row).await?;
            if !matches!(fate, Fate::Stays) {
                changed.push((row.hash.clone(), fate));
            }
            shelf.alive.insert(row.hash);
        }
        if changed.is_empty() {
            return Ok(shelf);
        }
        let job = move |tx: &Tx<'_>| {
            let mut gone = HashSet::new();
            for (hash, fate) in changed {
                if settle(tx, &hash, &fate)? {
                    gone.insert(hash);
                }
            }
            Ok::<_, MediaError>(gone)
        };
        // The files must not go before it is sure that their row has gone.
        shelf.gone = self.store.write(Durability::Durable, job).await?;
        shelf.alive.retain(|hash| !shelf.gone.contains(hash));
        Ok(shelf)
    }

    async fn fate(&self, row: &Kept) -> Result<Fate, MediaError> {
        let grace = i64::try_from(self.grace.as_millis()).unwrap_or(i64::MAX);
        Ok(match row.unused_since {
            Some(_) if row.shown => Fate::Used,
            None if row.shown || row.ordered => Fate::Stays,
            None => Fate::Unused,
            Some(since) if since.saturating_add(grace) > time::now() => Fate::Stays,
            Some(_) => {
                let hash = row.hash.clone();
                let ordered = self.store.read_slow(move |db| {
                    let sql = include_str!("../../sql/media/ordered.sql");
                    Ok::<_, StoreError>(db.query_row(sql, [hash], |row| row.get(0))?)
                });
                if ordered.await? {
                    Fate::Ordered
                } else {
                    Fate::Goes
                }
            }
        })
    }

    /// Deletes what has no row, and what was never finished.
    async fn sweep_files(
        &mut self,
        beginning: &str,
        kept: Shelf,
        held: Held,
    ) -> Result<(), MediaError> {
        let shelf = self.folder.shelf(beginning);
        let folder = shelf.clone();
        let found = spawn_blocking(move || {
            let found = clear(&folder, &kept);
            found.map(|found| (found, held))
        });
        let (strays, held) = found.await.map_err(io::Error::other)??;
        let now = Instant::now();
        let grace = self.grace;
        let mut due = Vec::new();
        for stray in &strays {
            match self.strays.get(stray) {
                Some(since) if now.duration_since(*since) >= grace => due.push(stray.clone()),
                Some(_) => {}
                None if self.strays.len() < STRAYS_MAX => {
                    self.strays.insert(stray.clone(), now);
                }
                None => {}
            }
        }
        self.strays
            .retain(|path, _| !path.starts_with(&shelf) || strays.contains(path));
        for path in &due {
            self.strays.remove(path);
        }
        let removed = spawn_blocking(move || {
            let _held = held;
            due.iter().try_for_each(fs::remove_file)
        });
        removed.await.map_err(io::Error::other)??;
        Ok(())
    }
}

fn kept(db: &rusqlite::Connection, from: &str, to: &str) -> Result<Vec<Kept>, StoreError> {
    let mut select = db.prepare_cached(include_str!("../../sql/media/shelf.sql"))?;
    let rows = select.query_map([from, to], |row| {
        Ok(Kept {
            hash: row.get(0)?,
            unused_since: row.get(1)?,
            ordered: row.get(2)?,
            shown: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes a fate down. True when the row has gone; it stays when a product came to show it meanwhile.
fn settle(tx: &rusqlite::Connection, hash: &str, fate: &Fate) -> rusqlite::Result<bool> {
    let set = |sql: &str| tx.prepare_cached(sql)?.execute([hash]).map(|_| false);
    match fate {
        Fate::Stays => Ok(false),
        Fate::Used => set("UPDATE media SET unused_since = NULL WHERE hash = ?1"),
        Fate::Ordered => set("UPDATE media SET unused_since = NULL, ordered = 1 WHERE hash = ?1"),
        Fate::Unused => {
            let mut mark =
                tx.prepare_cached("UPDATE media SET unused_since = ?2 WHERE hash = ?1")?;
            mark.execute(params![hash, time::now()]).map(|_| false)
        }
        Fate::Goes => {
            let mut forget = tx.prepare_cached(include_str!("../../sql/media/forget.sql"))?;
            Ok(forget.execute([hash])? == 1)
        }
    }
}

/// Deletes what was never finished and what has just gone. Gives the files whose picture has no row.
fn clear(shelf: &Path, kept: &Shelf) -> io::Result<Vec<PathBuf>> {
    let mut strays = Vec::new();
    for entry in fs::read_dir(shelf)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        match name.and_then(Name::parse) {
            Some(name) if kept.alive.contains(name.hash) => {}
            Some(name) if kept.gone.contains(name.hash) => fs::remove_file(path)?,
            Some(_) => strays.push(path),
            // Nobody else is in the folder, so nobody works on it.
            None if name.is_some_and(|name| name.starts_with(".tmp")) => fs::remove_file(path)?,
            None => {}
        }
    }
    Ok(strays)
}
