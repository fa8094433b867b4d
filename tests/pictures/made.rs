//! Real pictures, made here, and the form that sends them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, codecs::jpeg::JpegEncoder};

use crate::support::{Client, Reply, TestProduct};

/// Something like a photograph: soft colours, and a corner of each colour to tell which way is up.
/// Red is above left, green above right, blue below left, white below right.
pub fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let soft = ((x * 200 / width + y * 55 / height) % 256) as u8;
        match (x < width / 2, y < height / 2) {
            (true, true) => Rgb([255, soft / 8, 0]),
            (false, true) => Rgb([0, 255, soft / 8]),
            (true, false) => Rgb([soft / 8, 0, 255]),
            (false, false) => Rgb([255, 255, 255 - soft / 8]),
        }
    })
}

/// A photograph encoded.
pub fn encoded(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let dynamic = DynamicImage::from(image.clone());
    dynamic
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// A JPEG of a photograph.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode_image(&photo(width, height))
        .unwrap();
    bytes
}

/// A round stamp on nothing.
pub fn see_through(side: u32) -> Vec<u8> {
    let middle = f64::from(side) / 2.0;
    let image = RgbaImage::from_fn(side, side, |x, y| {
        let (dx, dy) = (f64::from(x) - middle, f64::from(y) - middle);
        let inside = dx.hypot(dy) < middle * 0.9;
        Rgba(if inside { [200, 30, 30, 255] } else { [0; 4] })
    });
    let mut bytes = Vec::new();
    DynamicImage::from(image)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    bytes
}

/// An Exif block that says which way is up and where it was taken.
pub fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\x00\x2a\x00\x00\x00\x08".to_vec();
    tiff.extend(2u16.to_be_bytes());
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        tiff.extend(tag.to_be_bytes());
        tiff.extend(kind.to_be_bytes());
        tiff.extend(count.to_be_bytes());
        tiff.extend(value);
    };
    let [high, low] = orientation.to_be_bytes();
    entry(0x0112, 3, 1, [high, low, 0, 0]);
    // GPSInfo, behind both entries and the link.
    entry(0x8825, 4, 1, 38u32.to_be_bytes());
    tiff.extend(0u32.to_be_bytes());
    tiff.extend(1u16.to_be_bytes());
    tiff.extend(0x001du16.to_be_bytes());
    tiff.extend(2u16.to_be_bytes());
    tiff.extend(11u32.to_be_bytes());
    tiff.extend(56u32.to_be_bytes());
    tiff.extend(0u32.to_be_bytes());
    tiff.extend(b"GPSHERE1937\0");
    tiff
}

/// A JPEG with one more segment behind its beginning.
pub fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, marker]);
    bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    bytes.extend(content);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A JPEG that says which way is up.
pub fn turned(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let block = [b"Exif\0\0".to_vec(), exif(orientation)].concat();
    with_segment(jpeg, 0xe1, &block)
}

/// A PNG with one more chunk behind its head.
pub fn with_chunk(png: &[u8], kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    // Signature and IHDR.
    let (head, rest) = png.split_at(33);
    let mut chunk = kind.to_vec();
    chunk.extend(content);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let sum = crc(&chunk).to_be_bytes();
    [head, &length, &chunk, &sum, rest].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// The form of an upload.
pub struct Form(Vec<u8>);

const BOUNDARY: &str = "a-line-between";

impl Form {
    /// One with a file.
    pub fn file(bytes: &[u8]) -> Self {
        Self::named_file("file", "picture.jpg", "image/jpeg", bytes)
    }

    /// One with a file of any name and declared type.
    pub fn named_file(field: &str, name: &str, media_type: &str, bytes: &[u8]) -> Self {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: {media_type}\r\n\r\n"
        );
        Self([head.as_bytes(), bytes, b"\r\n"].concat())
    }

    /// One without a file.
    pub fn empty() -> Self {
        Self(Vec::new())
    }

    /// With one more field.
    pub fn field(mut self, name: &str, value: &str) -> Self {
        let field = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        self.0.extend(field.as_bytes());
        self
    }

    /// The media type and the bytes.
    pub fn body(mut self) -> (String, Vec<u8>) {
        self.0.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={BOUNDARY}"), self.0)
    }

    /// Sends it as a picture of a product.
    #[track_caller]
    pub fn send(self, caller: &Client, product: &TestProduct) -> Reply {
        self.send_to(caller, &format!("{}/images", product.path()))
    }

    /// Sends it anywhere.
    #[track_caller]
    pub fn send_to(self, caller: &Client, path: &str) -> Reply {
        let (media_type, body) = self.body();
        caller.send("POST", path, Some((&media_type, body)))
    }
}

/// A served picture, decoded.
#[track_caller]
pub fn fetched(caller: &Client, url: &serde_json::Value) -> RgbImage {
    let reply = caller.get(url.as_str().unwrap()).expect_status(200);
    image::load_from_memory(&reply.body).unwrap().into_rgb8()
}

/// The colour of a corner: `r`, `g`, `b` or `w`.
pub fn corners(image: &RgbImage) -> String {
    let (width, height) = image.dimensions();
    let places = [
        (width / 8, height / 8),
        (width * 7 / 8, height / 8),
        (width / 8, height * 7 / 8),
        (width * 7 / 8, height * 7 / 8),
    ];
    places
        .map(
            |(x, y)| match image.get_pixel(x, y).0.map(|part| part > 128) {
                [true, false, false] => 'r',
                [false, true, false] => 'g',
                [false, false, true] => 'b',
                [true, true, true] => 'w',
                _ => '?',
            },
        )
        .iter()
        .collect()
}
