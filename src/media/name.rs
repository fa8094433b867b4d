//! What the files of a picture are called: `{SHA-256 of the upload}-{longer side at most}.{format}`.
//! Nothing else is ever looked for in the folder, so no path can lead out of it.

use std::fmt;

/// How a picture is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Pictures that have transparent parts or few colours.
    Png,
    /// The same, where it is shorter.
    Webp,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Webp];

    /// The ending of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The format of this ending.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.extension() == extension)
    }
}

/// The longer side of each stored size, in pixels: a picture is never enlarged.
pub const SIDES: [u32; 3] = [1600, 800, 320];
/// The largest size: what `url` names.
pub const LARGE: u32 = SIDES[0];
/// The smallest size: what `thumbnail_url` names.
pub const SMALL: u32 = SIDES[2];

/// One file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name<'h> {
    /// 64 hexadecimal digits, in lower case.
    pub hash: &'h str,
    /// One of [`SIDES`].
    pub side: u32,
    /// How it is stored.
    pub format: Format,
}

impl<'h> Name<'h> {
    /// Reads a name; `None` for whatever is none.
    pub fn parse(text: &'h str) -> Option<Self> {
        let (hash, rest) = text.split_at_checked(64)?;
        let is_hash = hash
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let (side, extension) = rest.strip_prefix('-')?.split_once('.')?;
        let side = SIDES.into_iter().find(|known| known.to_string() == side)?;
        let format = Format::of_extension(extension)?;
        is_hash.then_some(Self { hash, side, format })
    }

    /// Where it is served.
    pub fn url(&self) -> String {
        format!("/media/{self}")
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extension = self.format.extension();
        write!(formatter, "{}-{}.{extension}", self.hash, self.side)
    }
}

/// A hash as names have it.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_known_shape_are_names() {
        let hash = "0123456789abcdef".repeat(4);
        let good = format!("{hash}-800.webp");
        assert_eq!(Name::parse(&good).unwrap().to_string(), good);
        for wrong in [
            String::new(),
            hash.clone(),
            format!("{hash}-801.webp"),
            format!("{hash}-0800.webp"),
            format!("{hash}-+800.webp"),
            format!("{hash}-800.svg"),
            format!("{hash}-800.webp/.."),
            format!("{}-800.webp", hash.to_uppercase()),
            format!("{}-800.webp", &hash[1..]),
            format!("../{}-800.webp", &hash[3..]),
            "é".repeat(40),
        ] {
            assert_eq!(Name::parse(&wrong), None, "{wrong}");
        }
    }
}
