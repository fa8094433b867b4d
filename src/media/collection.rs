//! Pictures that lie beside a file of products: in a folder, or in a ZIP file. They are found by the names
//! that the file mentions; nothing is unpacked to a path, so no name leads anywhere, and no entry is read
//! further than a picture may be long.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use zip::ZipArchive;

use super::FILE_MAX;

/// The most files that are looked at.
const FILES_MAX: usize = 200_000;
/// How deep folders are followed.
const DEPTH_MAX: usize = 16;

/// A folder or a ZIP file with pictures.
pub(super) struct Collection {
    source: Source,
    /// Paths by file name, in lower case.
    names: HashMap<String, Vec<Found>>,
}

enum Source {
    Folder,
    Archive(Box<ZipArchive<File>>),
}

/// A file of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Found {
    /// Its path in the collection, in lower case.
    path: String,
    place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    File(PathBuf),
    Entry(usize),
}

impl Collection {
    /// Looks at what a path holds.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            let mut collection = Self {
                source: Source::Folder,
                names: HashMap::new(),
            };
            collection.walk(path, "", 0)?;
            return Ok(collection);
        }
        Self::of_archive(File::open(path)?)
    }

    /// Looks at what a ZIP file lists.
    pub(super) fn of_archive(file: File) -> io::Result<Self> {
        let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
        if archive.len() > FILES_MAX {
            return Err(too_many());
        }
        let mut collection = Self {
            source: Source::Folder,
            names: HashMap::new(),
        };
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(io::Error::other)?;
            let name = entry.name().map_err(io::Error::other)?.replace('\\', "/");
            if !name.ends_with('/') {
                collection.add(&name, Place::Entry(index));
            }
        }
        collection.source = Source::Archive(Box::new(archive));
        Ok(collection)
    }

    /// Takes the files of a folder; links are not followed.
    fn walk(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if kind.is_dir() && depth < DEPTH_MAX {
                self.walk(&entry.path(), &format!("{name}/"), depth + 1)?;
            } else if kind.is_file() {
                if self.names.len() >= FILES_MAX {
                    return Err(too_many());
                }
                self.add(&name, Place::File(entry.path()));
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &str, place: Place) {
        let path = path.to_lowercase();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        self.names
            .entry(name)
            .or_default()
            .push(Found { path, place });
    }

    /// The file that an address or a path means: one of the same name, and of several the one whose
    /// folders are the same as well. `None` when there is none; an error when they cannot be told apart.
    pub(super) fn find(&self, address: &str) -> Option<Result<Found, &'static str>> {
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let address = unescaped(address).replace('\\', "/").to_lowercase();
        let name = address.rsplit('/').next().unwrap_or_default();
        let found = self.names.get(name)?;
        let alike = |one: &Found| {
            let (ours, theirs) = (one.path.rsplit('/'), address.rsplit('/'));
            ours.zip(theirs).take_while(|(a, b)| a == b).count()
        };
        let most = found.iter().map(alike).max()?;
        let mut best = found.iter().filter(|one| alike(one) == most);
        match (best.next(), best.next()) {
            (Some(only), None) => Some(Ok(only.clone())),
            _ => Some(Err("is the name of several pictures")),
        }
    }

    /// The bytes of a file; `None` when they are more than a picture may have.
    pub(super) fn read(&mut self, found: &Found) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        match (&mut self.source, &found.place) {
            (_, Place::File(path)) => {
                File::open(path)?
                    .take(FILE_MAX + 1)
                    .read_to_end(&mut bytes)?;
            }
            (Source::Archive(archive), Place::Entry(index)) => {
                let entry = archive.by_index(*index).map_err(io::Error::other)?;
                entry.take(FILE_MAX + 1).read_to_end(&mut bytes)?;
            }
            (Source::Folder, Place::Entry(_)) => return Err(io::ErrorKind::NotFound.into()),
        }
        Ok((bytes.len() as u64 <= FILE_MAX).then_some(bytes))
    }
}

fn too_many() -> io::Error {
    io::Error::other(format!("there are more than {FILES_MAX} files"))
}

/// Percent-decoded; what is no UTF-8 stays as it was.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3);
        let pair = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        let plain = pair.filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match plain.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_name_and_told_apart_by_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Mug.JPG", "a/jug.png", "b/jug.png", "a/Grüße 1.webp"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.jpg")).unwrap();
        let mut collection = Collection::open(folder.path()).unwrap();
        let mut read = |address: &str| {
            let found = collection.find(address)?.ok()?;
            let bytes = collection.read(&found).unwrap().unwrap();
            Some(String::from_utf8(bytes).unwrap())
        };
        for (address, name) in [
            ("mug.jpg", Some("Mug.JPG")),
            ("https://cdn.example/x/MUG.jpg?v=2", Some("Mug.JPG")),
            ("http://x/b/jug.png", Some("b/jug.png")),
            ("a\\jug.png", Some("a/jug.png")),
            ("Gr%C3%BC%C3%9Fe%201.webp", Some("a/Grüße 1.webp")),
            ("jug.png", None),
            ("link.jpg", None),
            ("../../etc/passwd", None),
            ("%", None),
            ("", None),
        ] {
            assert_eq!(read(address).as_deref(), name, "{address}");
        }
    }
}
