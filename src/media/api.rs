//! Pictures of products over HTTP: sent in, changed, taken away.

use poem::http::header;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    types::{Example, MaybeUndefined},
};
use serde::Deserialize;

use super::{
    FILE_MAX, MediaError, PictureError,
    hands::Hands,
    receive::{Form, Incoming},
};
use crate::{
    catalogue::{
        CatalogueError, FieldError,
        detail::show_image,
        model::Image,
        owning::find_own,
        pictures::{self, Change},
        shop::{Catalogue, ProductRef},
    },
    http::{
        body::Body,
        caller::{Caller, Visitor},
        failure::{Changing, Deleting, Failure, ReadingAs, Uploading},
        payload::{Created, Done, NoContent, Rendered},
        problem::{
            BODY_TOO_LARGE, INVALID_PICTURE, PICTURE_TOO_LARGE, Problem, UNSUPPORTED_MEDIA_TYPE,
        },
        tags::Tag,
    },
    store::{Durability, StoreError},
};

/// The pictures of a shop's products.
pub struct Pictures {
    /// The products.
    pub shop: Catalogue,
    /// Who turns uploads into pictures.
    pub hands: Hands,
}

/// A change of a picture: what is absent stays.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
struct ImagePatch {
    /// What it shows, up to 1,000 characters; null clears it.
    alt_text: MaybeUndefined<String>,
    /// Shown by lists. True takes it from the one that was; false hands it to the first of the others.
    is_primary: MaybeUndefined<bool>,
    /// Its new place, from 0; beyond the end is the end. The others close ranks.
    #[oai(validator(minimum(value = "0")))]
    position: MaybeUndefined<u32>,
}

impl Example for ImagePatch {
    fn example() -> Self {
        Self {
            alt_text: MaybeUndefined::Value("A red kilim with a stepped medallion".into()),
            ..Self::default()
        }
    }
}

impl ImagePatch {
    fn change(self) -> Result<Change, CatalogueError> {
        let not_null = |pointer| FieldError::invalid(pointer, "must not be null");
        if self.is_primary.is_null() {
            return Err(not_null("/is_primary"));
        }
        if self.position.is_null() {
            return Err(not_null("/position"));
        }
        Ok(Change {
            alt_text: match self.alt_text {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(String::new()),
                MaybeUndefined::Value(text) => Some(text),
            },
            is_primary: self.is_primary.take(),
            position: self.position.take().map(|position| position as usize),
        })
    }
}

fn example_product() -> String {
    "7".to_owned()
}

fn example_image() -> i64 {
    9
}

#[OpenApi(tag = "Tag::Catalogue")]
impl Pictures {
    /// Add a picture
    ///
    /// A JPEG, PNG or WebP file of at most 8 MiB, 12,000 pixels a side and 50 megapixels. It is turned
    /// upright, freed of its metadata and stored in three sizes, of which none is larger than it was. The same
    /// file is stored once, however many products have it.
    #[oai(
        path = "/api/products/:product/images",
        method = "post",
        operation_id = "addProductImage"
    )]
    async fn add(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
        form: Incoming,
    ) -> Result<Rendered<Image, Created>, Failure<Uploading>> {
        let _ = idempotency_key.0;
        let product = ProductRef::from(product.0.as_str());
        // Nobody sends megabytes for nothing.
        let own = |db: &rusqlite::Connection| find_own(db, &product, &caller);
        self.shop.store.read(own)??;
        let _place = self.hands.place()?;
        let Form {
            upload,
            alt_text,
            is_primary,
            position,
        } = form.receive(self.hands.folder()).await?;
        let (stored, held) = self.hands.make(upload).await?;
        let made = self.shop.store.write(Durability::Durable, move |tx| {
            let _held = held;
            let product = match find_own(tx, &product, &caller)? {
                Ok(found) => found.id,
                Err(problem) => return Ok(Err(problem)),
            };
            stored.keep(tx)?;
            let mut image = stored.image(alt_text);
            image.is_primary = is_primary;
            let id = pictures::add(tx, product, image, position)?;
            Ok::<_, MediaError>(Ok((product, id, show_image(tx, product, id)?)))
        });
        let (product, id, json) = made.await??;
        Ok(Rendered::new(json)
            .header(
                header::LOCATION,
                format!("/api/products/{product}/images/{id}"),
            )
            .private())
    }

    /// Read a picture
    ///
    /// What a product says of one of its pictures.
    #[oai(
        path = "/api/products/:product/images/:image",
        method = "get",
        operation_id = "getProductImage"
    )]
    async fn read(
        &self,
        caller: Visitor,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// The picture's id.
        #[oai(example = "example_image")]
        image: Path<i64>,
    ) -> Result<Rendered<Image>, Failure<ReadingAs>> {
        let product = ProductRef::from(product.0.as_str());
        let answer = self.shop.image(&product, image.0, caller.0.as_ref())?;
        let rendered = Rendered::new(answer.body);
        Ok(match caller.0 {
            Some(_) => rendered.header(header::ETAG, answer.etag).private(),
            None => rendered.cached_as(answer.etag),
        })
    }

    /// Change a picture
    ///
    /// What it shows, whether lists show it, and its place.
    #[oai(
        path = "/api/products/:product/images/:image",
        method = "patch",
        operation_id = "updateProductImage"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// The picture's id.
        #[oai(example = "example_image")]
        image: Path<i64>,
        body: Body<ImagePatch>,
    ) -> Result<Rendered<Image, Done>, Failure<Changing>> {
        let product = ProductRef::from(product.0.as_str());
        let json = self.shop.store.write(Durability::Durable, move |tx| {
            let product = match find_own(tx, &product, &caller)? {
                Ok(found) => found.id,
                Err(problem) => return Ok(Err(problem)),
            };
            pictures::change(tx, product, image.0, body.0.change()?)?;
            Ok::<_, CatalogueError>(Ok(show_image(tx, product, image.0)?))
        });
        Ok(Rendered::new(json.await??).private())
    }

    /// Delete a picture
    ///
    /// Its files stay for as long as another product, or an order, shows them.
    #[oai(
        path = "/api/products/:product/images/:image",
        method = "delete",
        operation_id = "deleteProductImage"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// The picture's id.
        #[oai(example = "example_image")]
        image: Path<i64>,
    ) -> Result<NoContent, Failure<Deleting>> {
        let product = ProductRef::from(product.0.as_str());
        let deleted = self.shop.store.write(Durability::Durable, move |tx| {
            let product = match find_own(tx, &product, &caller)? {
                Ok(found) => found.id,
                Err(problem) => return Ok(Err(problem)),
            };
            pictures::remove(tx, product, image.0)?;
            Ok::<_, CatalogueError>(Ok(()))
        });
        deleted.await??;
        Ok(NoContent)
    }
}

impl From<MediaError> for Problem {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Picture(error) => error.into(),
            MediaError::TooLong => {
                let detail = format!("A picture may have at most {} MiB.", FILE_MAX >> 20);
                Self::new(BODY_TOO_LARGE, detail)
            }
            MediaError::Busy => Self::busy().retry_after(5),
            MediaError::Form(problem) => problem,
            MediaError::Catalogue(error) => error.into(),
        }
    }
}

impl From<PictureError> for Problem {
    fn from(error: PictureError) -> Self {
        let detail = format!("The file {error}.");
        match error {
            PictureError::Unknown => Self::new(UNSUPPORTED_MEDIA_TYPE, detail),
            PictureError::Broken => Self::new(INVALID_PICTURE, detail),
            PictureError::TooLarge => Self::new(PICTURE_TOO_LARGE, detail),
            PictureError::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                StoreError::DiskFull.into()
            }
            PictureError::Io(error) => Self::internal(error),
        }
    }
}
