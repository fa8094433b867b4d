//! The form of an upload, read piece by piece: nothing is spooled before the caller may send it.

use std::io;

use poem::{
    FromRequest, Request, RequestBody,
    http::header,
    web::{Field, Multipart},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions, Multipart as Documented,
    payload::Payload,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::multipart::Upload as FileField,
};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{FILE_MAX, MediaError, folder::Folder, hands::Upload, name::hex};
use crate::http::{
    body::essence,
    problem::{INVALID_BODY, Problem, UNSUPPORTED_MEDIA_TYPE},
};

/// What the form may have beside its file, in bytes.
const ROOM: u64 = 64 * 1024;
/// The longest field that is no file, in bytes.
const TEXT_MAX: u64 = 16 * 1024;
/// How much of a file is held at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// A picture and what is said of it.
#[derive(Documented)]
#[allow(dead_code)] // Never built: it documents what `Incoming` reads.
struct NewImage {
    /// JPEG, PNG or WebP of at most 8 MiB; what it is shows in its bytes.
    file: FileField,
    /// What the picture shows, for those who cannot see it; up to 1,000 characters.
    alt_text: Option<String>,
    /// Shown by lists. A product's first picture always is.
    is_primary: Option<bool>,
    /// Its place among the product's pictures, from 0; the last when left out.
    #[oai(validator(minimum(value = "0")))]
    position: Option<u32>,
}

/// A form that is still on its way.
pub struct Incoming(Multipart);

/// A form that came.
pub struct Form {
    /// The picture.
    pub upload: Upload,
    /// What it shows.
    pub alt_text: String,
    /// Whether lists show it.
    pub is_primary: bool,
    /// Where it goes.
    pub position: Option<usize>,
}

impl<'a> ApiExtractor<'a> for Incoming {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <NewImage as Payload>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: <NewImage as Payload>::CONTENT_TYPE,
                schema: <NewImage as Payload>::schema_ref(),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > FILE_MAX + ROOM) {
            return Err(Problem::from(MediaError::TooLong).into());
        }
        if essence(request) != <NewImage as Payload>::CONTENT_TYPE {
            let detail = "Send a form with `Content-Type: multipart/form-data`.";
            return Err(Problem::new(UNSUPPORTED_MEDIA_TYPE, detail).into());
        }
        Ok(Self(
            <Multipart as FromRequest>::from_request(request, body).await?,
        ))
    }
}

impl Incoming {
    /// Reads all of it; the file goes to the disk as it comes.
    ///
    /// # Errors
    /// `TooLong` as soon as it is, `Form` for what is missing, unknown, there twice or not to be read.
    pub async fn receive(mut self, folder: &Folder) -> Result<Form, MediaError> {
        let mut upload = None;
        let mut texts: [Option<String>; 3] = [const { None }; 3];
        while let Some(field) = self.0.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let known = ["alt_text", "is_primary", "position"];
            match known.iter().position(|known| *known == name) {
                Some(place) if texts[place].is_none() => texts[place] = Some(text(field).await?),
                None if name == "file" && upload.is_none() => {
                    upload = Some(file(field, folder).await?);
                }
                Some(_) => return Err(wrong(&name, "is there twice")),
                None if name == "file" => return Err(wrong(&name, "is there twice")),
                None => return Err(wrong(&name, "is not a field of this request")),
            }
        }
        let [alt_text, is_primary, position] = texts;
        let is_primary = match is_primary.as_deref() {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => return Err(wrong("is_primary", "must be true or false")),
        };
        let position = position.map(|text| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let number = text.parse::<u32>().ok().filter(|_| digits);
            number.ok_or_else(|| wrong("position", "must be a whole number from 0"))
        });
        Ok(Form {
            upload: upload.ok_or_else(|| wrong("file", "is required"))?,
            alt_text: alt_text.unwrap_or_default(),
            is_primary,
            position: position.transpose()?.map(|position| position as usize),
        })
    }
}

fn wrong(name: &str, detail: &str) -> MediaError {
    MediaError::Form(Problem::field(format!("/{name}"), detail))
}

fn unreadable(error: impl Into<poem::Error>) -> MediaError {
    MediaError::Form(Problem::from_error(&error.into()))
}

fn cut_short(_: io::Error) -> MediaError {
    let detail = "The form ended early or could not be read.";
    MediaError::Form(Problem::new(INVALID_BODY, detail))
}

async fn text(field: Field) -> Result<String, MediaError> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    let mut reader = Box::pin(field.into_async_read()).take(TEXT_MAX + 1);
    reader.read_to_end(&mut bytes).await.map_err(cut_short)?;
    if bytes.len() as u64 > TEXT_MAX {
        return Err(wrong(&name, "is too long"));
    }
    String::from_utf8(bytes).map_err(|_| wrong(&name, "must be UTF-8"))
}

async fn file(field: Field, folder: &Folder) -> Result<Upload, MediaError> {
    let mut spool = tokio::fs::File::from_std(folder.nameless()?);
    let mut reader = Box::pin(field.into_async_read());
    let mut hash = Sha256::new();
    let mut length = 0;
    let mut piece = vec![0; PIECE];
    loop {
        let count = reader.read(&mut piece).await.map_err(cut_short)?;
        if count == 0 {
            break;
        }
        length += count as u64;
        if length > FILE_MAX {
            return Err(MediaError::TooLong);
        }
        hash.update(&piece[..count]);
        spool.write_all(&piece[..count]).await?;
    }
    if length == 0 {
        return Err(wrong("file", "must not be empty"));
    }
    spool.flush().await?;
    Ok(Upload {
        file: spool.into_std().await,
        hash: hex(&hash.finalize()),
    })
}
