//! From what somebody sent to the pixels that are served. What was sent is never served itself: it is
//! decoded within limits, turned upright, made smaller and encoded anew, so that neither metadata nor
//! anything that hid in the file comes out.

use std::{
    io::{self, BufRead, Cursor, Read, Seek},
    sync::{Mutex, PoisonError},
};

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, Limits, Rgba, RgbaImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType as PngFilter, PngEncoder},
        webp::WebPEncoder,
    },
    imageops::FilterType,
    metadata::Orientation,
};

use super::{
    name::{Format, SIDES},
    whole,
};

/// The longest side that is decoded, in pixels.
const SIDE_MAX: u32 = 12_000;
/// The most pixels that are decoded.
const PIXELS_MAX: u64 = 50_000_000;
/// The most memory that the pixels of one picture may take, in bytes.
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// More pixels than this are decoded one picture at a time, so that two do not take the memory twice.
const LARGE: u64 = 25_000_000;
static ONE_LARGE: Mutex<()> = Mutex::new(());
/// How true a photograph stays, of 100.
const QUALITY: u8 = 82;

/// Why a file becomes no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It is none of the formats that are taken.
    #[error("is no JPEG, PNG or WebP picture")]
    Unknown,
    /// It begins like one and cannot be decoded.
    #[error("is broken or cut short")]
    Broken,
    /// It has too many pixels.
    #[error("has too many pixels: 12,000 a side, 50 megapixels and 256 MiB decoded at most")]
    TooLarge,
    /// The disk failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A picture in its three sizes.
pub struct Made {
    /// How all of them are stored.
    pub format: Format,
    /// The largest one's width.
    pub width: u32,
    /// The largest one's height.
    pub height: u32,
    /// In the order of [`SIDES`].
    pub files: [Vec<u8>; SIDES.len()],
}

/// Makes the three sizes.
///
/// # Errors
/// `Unknown`, `Broken`, `TooLarge`, or the disk's.
pub fn make(source: impl BufRead + Seek) -> Result<Made, PictureError> {
    let (mut decoder, given) = open(source)?;
    let (width, height) = decoder.dimensions();
    let is_large = u64::from(width) * u64::from(height) > LARGE;
    let _turn = is_large.then(|| ONE_LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    // Metadata that cannot be read says nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let decoded = DynamicImage::from_decoder(decoder).map_err(refused)?;
    let mut large = Pixels::of(decoded, SIDES[0]);
    // Turned when it is small already.
    large.turn(orientation);
    let medium = large.shrunk(SIDES[1]);
    let small = medium.shrunk(SIDES[2]);
    let (width, height) = large.dimensions();
    let sizes = [large, medium, small].map(Pixels::finish);
    let (format, files) = shortest(&sizes, given)?;
    Ok(Made {
        format,
        width,
        height,
        files,
    })
}

/// A decoder that will not decode more than the limits allow.
fn open<'s>(
    mut source: impl BufRead + Seek + 's,
) -> Result<(impl ImageDecoder + 's, ImageFormat), PictureError> {
    let format = recognise(&mut source)?;
    if format == ImageFormat::Jpeg && !whole::is_whole_jpeg(&mut source)? {
        return Err(PictureError::Broken);
    }
    source.rewind()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(source, format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MAX || decoder.total_bytes() > MEMORY_MAX {
        return Err(PictureError::TooLarge);
    }
    Ok((decoder, format))
}

/// The format by the file's first bytes; its name and declared type are not asked.
fn recognise(source: &mut impl io::Read) -> Result<ImageFormat, PictureError> {
    let mut head = Vec::with_capacity(12);
    source.take(12).read_to_end(&mut head)?;
    if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Ok(ImageFormat::Jpeg)
    } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(ImageFormat::Png)
    } else if head.starts_with(b"RIFF") && head.ends_with(b"WEBP") {
        Ok(ImageFormat::WebP)
    } else {
        Err(PictureError::Unknown)
    }
}

fn refused(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooLarge,
        ImageError::IoError(error) if error.raw_os_error().is_some() => PictureError::Io(error),
        _ => PictureError::Broken,
    }
}

/// Pixels on their way. Colours of see-through pixels are multiplied by their alpha meanwhile, so that
/// what nobody sees does not bleed into what is seen.
struct Pixels {
    image: DynamicImage,
    premultiplied: bool,
}

impl Pixels {
    fn of(decoded: DynamicImage, side: u32) -> Self {
        let premultiplied = decoded.color().has_alpha();
        let image = if premultiplied {
            let mut image = decoded.into_rgba8();
            premultiply(&mut image);
            image.into()
        } else {
            decoded
        };
        let shrunk = Self {
            image,
            premultiplied,
        }
        .shrunk(side);
        if premultiplied {
            return shrunk;
        }
        Self {
            image: shrunk.image.into_rgb8().into(),
            premultiplied,
        }
    }

    fn dimensions(&self) -> (u32, u32) {
        (self.image.width(), self.image.height())
    }

    fn turn(&mut self, orientation: Orientation) {
        self.image.apply_orientation(orientation);
    }

    /// A copy whose longer side is at most `side`.
    fn shrunk(&self, side: u32) -> Self {
        let (width, height) = self.dimensions();
        let (to_width, to_height) = fitted(width, height, side);
        let resized =
            |image: &DynamicImage| image.resize_exact(to_width, to_height, FilterType::CatmullRom);
        let image = if (to_width, to_height) == (width, height) {
            self.image.clone()
        } else if width > to_width * 2 && height > to_height * 2 {
            // Averages first: the filter would hold the whole picture as floats.
            resized(&self.image.thumbnail_exact(to_width * 2, to_height * 2))
        } else {
            resized(&self.image)
        };
        Self {
            image,
            premultiplied: self.premultiplied,
        }
    }

    /// Pixels as they are encoded: with alpha only where something can be seen through.
    fn finish(self) -> DynamicImage {
        if !self.premultiplied {
            return self.image;
        }
        let mut image = self.image.into_rgba8();
        if image.pixels().all(|Rgba([.., alpha])| *alpha == u8::MAX) {
            return DynamicImage::from(image).into_rgb8().into();
        }
        unmultiply(&mut image);
        image.into()
    }
}

fn fitted(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= side {
        return (width, height);
    }
    let scaled = |length: u32| {
        let exact = u64::from(length) * u64::from(side) + u64::from(longer) / 2;
        u32::try_from(exact / u64::from(longer)).map_or(side, |length| length.max(1))
    };
    (scaled(width), scaled(height))
}

fn premultiply(image: &mut RgbaImage) {
    for Rgba([red, green, blue, alpha]) in image.pixels_mut() {
        for colour in [red, green, blue] {
            let product = u16::from(*colour) * u16::from(*alpha);
            *colour = ((product + 127) / 255) as u8;
        }
    }
}

fn unmultiply(image: &mut RgbaImage) {
    for Rgba([red, green, blue, alpha]) in image.pixels_mut() {
        if *alpha == 0 {
            continue;
        }
        for colour in [red, green, blue] {
            let quotient = (u16::from(*colour) * 255 + u16::from(*alpha) / 2) / u16::from(*alpha);
            *colour = quotient.min(255) as u8;
        }
    }
}

type Files = [Vec<u8>; SIDES.len()];

/// Encodes in each format that suits, and keeps the shortest: JPEG for what hides nothing, lossless for what
/// does or came without loss.
fn shortest(
    sizes: &[DynamicImage; SIDES.len()],
    given: ImageFormat,
) -> Result<(Format, Files), PictureError> {
    let transparent = sizes.iter().any(|image| image.color().has_alpha());
    let candidates: &[Format] = match (transparent, given) {
        (true, _) => &[Format::Webp, Format::Png],
        (false, ImageFormat::Jpeg) => &[Format::Jpeg],
        (false, _) => &[Format::Jpeg, Format::Webp],
    };
    let mut best: Option<(usize, Format, Files)> = None;
    for format in candidates {
        let files = encode_all(sizes, *format)?;
        let length = files.iter().map(Vec::len).sum();
        if best
            .as_ref()
            .is_none_or(|(shortest, ..)| length < *shortest)
        {
            best = Some((length, *format, files));
        }
    }
    let (_, format, files) = best.ok_or(PictureError::Broken)?;
    Ok((format, files))
}

fn encode_all(sizes: &[DynamicImage; SIDES.len()], format: Format) -> Result<Files, PictureError> {
    let mut files = Files::default();
    for (file, image) in files.iter_mut().zip(sizes) {
        encode(image, format, file).map_err(refused)?;
    }
    Ok(files)
}

fn encode(image: &DynamicImage, format: Format, out: &mut Vec<u8>) -> Result<(), ImageError> {
    let (width, height) = (image.width(), image.height());
    // A smaller size may have lost what a larger one lets through.
    let (bytes, colour) = match image {
        DynamicImage::ImageRgba8(image) => (image.as_raw().as_slice(), ExtendedColorType::Rgba8),
        DynamicImage::ImageRgb8(image) => (image.as_raw().as_slice(), ExtendedColorType::Rgb8),
        other => return encode(&other.to_rgb8().into(), format, out),
    };
    match format {
        Format::Jpeg => JpegEncoder::new_with_quality(Cursor::new(out), QUALITY)
            .write_image(bytes, width, height, colour),
        Format::Png => {
            PngEncoder::new_with_quality(out, CompressionType::Default, PngFilter::Adaptive)
                .write_image(bytes, width, height, colour)
        }
        Format::Webp => WebPEncoder::new_lossless(out).write_image(bytes, width, height, colour),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_proportions_and_are_never_enlarged() {
        assert_eq!(fitted(4000, 3000, 1600), (1600, 1200));
        assert_eq!(fitted(3000, 4000, 320), (240, 320));
        assert_eq!(fitted(320, 10, 320), (320, 10));
        assert_eq!(fitted(12_000, 1, 320), (320, 1));
    }

    #[test]
    fn what_nobody_sees_does_not_bleed() {
        // Red that can be seen beside green that cannot.
        let mut image = RgbaImage::from_pixel(800, 800, Rgba([255, 0, 0, 255]));
        for x in 400..800 {
            for y in 0..800 {
                image.put_pixel(x, y, Rgba([0, 255, 0, 0]));
            }
        }
        let pixels = Pixels::of(image.into(), 100).finish().into_rgba8();
        let bleeds = pixels.pixels().filter(|Rgba([_, green, _, _])| *green > 0);
        assert_eq!(bleeds.count(), 0);
    }
}
