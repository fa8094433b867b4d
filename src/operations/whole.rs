//! A whole shop in one file: shop.db as it is at one moment, and the pictures that it names. tracking.db, which
//! the shop can do without, stays where it is.

use std::path::Path;

use crate::{
    media::{
        Folder,
        archive::{self, Packed, Unpacked},
    },
    store::{self, Backup, BackupError, Enclosing, Restored, Store},
};

/// Copies a running shop into its `backups/` folder. Asks `go_on` between two pictures.
///
/// # Errors
/// What stands in the way; nothing is left behind then.
pub fn keep(
    store: &Store,
    folder: &Folder,
    go_on: &dyn Fn() -> bool,
) -> Result<(Backup, Packed), BackupError> {
    // Before the copy: what its rows name stays until it is in it.
    let _held = hold(folder)?;
    let (made, packed) = store.back_up(|copy| archive::pack(copy, folder, go_on))?;
    Ok((made, packed.unwrap_or_default()))
}

/// Copies the shop of a data folder to `to`, beside a server or without one; `None` for one whose pictures are
/// to be left out.
///
/// # Errors
/// When there is no shop, when `to` is there, or what else stands in the way; nothing is left behind then.
pub fn back_up(
    data_dir: &Path,
    to: &Path,
    with_pictures: bool,
) -> Result<(Backup, Option<Packed>), BackupError> {
    let folder = Folder::of(data_dir);
    // A folder without a shop gets none for pictures.
    store::open_to_read(data_dir)?;
    let _held = hold(&folder)?;
    let pack = |copy: &Enclosing<'_>| archive::pack(copy, &folder, &|| true);
    store::back_up(data_dir, to, with_pictures.then_some(pack))
}

/// What a restore put back.
#[derive(Debug)]
pub struct PutBack {
    /// The shop's file.
    pub shop: Restored,
    /// Its pictures; `None` when the copy was made without them.
    pub pictures: Option<Unpacked>,
    /// Files of pictures that the shop names and that are not in its folder.
    pub missing: u64,
}

/// Puts a copy in the place of a data folder's shop: first its pictures, which harm none, then shop.db.
///
/// # Errors
/// As [`store::restore`].
pub fn restore(data_dir: &Path, from: &Path) -> Result<PutBack, BackupError> {
    let folder = Folder::of(data_dir);
    let (shop, (pictures, _held)) = store::restore(data_dir, from, |copy| {
        let held = hold(&folder)?;
        let unpacked = archive::unpack(copy, &folder)?;
        Ok((copy.is_meant().then_some(unpacked), held))
    })?;
    let missing = archive::missing(&store::open_to_read(data_dir)?, &folder)?;
    Ok(PutBack {
        shop,
        pictures,
        missing,
    })
}

fn hold(folder: &Folder) -> Result<crate::media::Held, BackupError> {
    folder.hold().map_err(BackupError::system(folder.root()))
}
