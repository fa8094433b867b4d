//! From what clients write to records: a new product's, and a changed one's.

use poem_openapi::types::MaybeUndefined;
use rusqlite::Connection;

use super::{
    CatalogueError, FieldError, Record,
    combine::{OneVariant, kept_options, merged, options_of},
    input::{ImageInput, NewProduct, ProductPatch},
    record::ImageRecord,
    reference::Reference,
};

impl NewProduct {
    /// The record of a product to make.
    ///
    /// # Errors
    /// `Invalid` for a category or seller that is not there, and for what only variants may have.
    pub fn into_record(self, db: &Connection) -> Result<Record, CatalogueError> {
        let category = match (&self.category, self.category_id) {
            (Some(_), Some(_)) => return Err(two_categories()),
            (Some(reference), None) => Some(reference.category(db, "/category")?),
            (None, Some(id)) => Some(Reference::Id(id).category(db, "/category_id")?),
            (None, None) => None,
        };
        let seller = self
            .seller
            .as_ref()
            .map(|seller| seller.seller(db))
            .transpose()?;
        let variants = self.variants()?;
        let options = options_of(self.options, &variants);
        Ok(Record {
            slug: self.slug.unwrap_or_default(),
            name: self.name.trim().to_owned(),
            short_description: self.short_description,
            description: self.description,
            brand: self.brand.map(trimmed),
            model: self.model.map(trimmed),
            category_id: category,
            seller_id: seller,
            condition: self.condition.unwrap_or_default(),
            is_active: self.is_active.unwrap_or(true),
            is_featured: self.is_featured.unwrap_or(false),
            is_digital: self.is_digital.unwrap_or(false),
            tags: self.tags.map(all_trimmed).unwrap_or_default(),
            attributes: self.attributes.unwrap_or_default(),
            weight_grams: self.weight_grams,
            images: images_of(self.images.unwrap_or_default()),
            options,
            variants,
            created_at: None,
        })
    }
}

fn images_of(given: Vec<ImageInput>) -> Vec<ImageRecord> {
    let mut images: Vec<ImageRecord> = given
        .into_iter()
        .map(|image| ImageRecord {
            thumbnail_url: image.thumbnail_url.unwrap_or_else(|| image.url.clone()),
            url: image.url,
            alt_text: image.alt_text.unwrap_or_default(),
            is_primary: image.is_primary.unwrap_or(false),
        })
        .collect();
    if !images.iter().any(|image| image.is_primary)
        && let Some(first) = images.first_mut()
    {
        first.is_primary = true;
    }
    images
}

impl ProductPatch {
    /// Whether the change names a seller, which only administrators may.
    pub fn names_seller(&self) -> bool {
        !self.seller.is_undefined()
    }

    /// Applies the change to a record.
    ///
    /// # Errors
    /// `Invalid` for null where there must be something, and for what the product cannot have.
    pub fn apply(self, record: &mut Record, db: &Connection) -> Result<(), CatalogueError> {
        must("/name", self.name, &mut record.name)?;
        record.name = record.name.trim().to_owned();
        must("/slug", self.slug, &mut record.slug)?;
        if record.slug.is_empty() {
            return Err(FieldError::invalid("/slug", "must not be empty"));
        }
        may(self.short_description, &mut record.short_description);
        may(self.description, &mut record.description);
        may(self.brand.map_value(trimmed), &mut record.brand);
        may(self.model.map_value(trimmed), &mut record.model);
        must("/condition", self.condition, &mut record.condition)?;
        must("/is_active", self.is_active, &mut record.is_active)?;
        must("/is_featured", self.is_featured, &mut record.is_featured)?;
        must("/is_digital", self.is_digital, &mut record.is_digital)?;
        may(self.weight_grams, &mut record.weight_grams);
        clear(self.tags.map_value(all_trimmed), &mut record.tags);
        clear(self.attributes, &mut record.attributes);
        match self.images {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.images.clear(),
            MaybeUndefined::Value(images) => record.images = images_of(images),
        }
        match (self.category, self.category_id) {
            (MaybeUndefined::Undefined, MaybeUndefined::Undefined) => {}
            (MaybeUndefined::Null, MaybeUndefined::Undefined)
            | (MaybeUndefined::Undefined, MaybeUndefined::Null) => record.category_id = None,
            (MaybeUndefined::Value(reference), MaybeUndefined::Undefined) => {
                record.category_id = Some(reference.category(db, "/category")?);
            }
            (MaybeUndefined::Undefined, MaybeUndefined::Value(id)) => {
                record.category_id = Some(Reference::Id(id).category(db, "/category_id")?);
            }
            _ => return Err(two_categories()),
        }
        match self.seller {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.seller_id = None,
            MaybeUndefined::Value(reference) => record.seller_id = Some(reference.seller(db)?),
        }
        let listed = !self.variants.is_undefined();
        match self.variants {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => {
                return Err(FieldError::invalid("/variants", "must not be null"));
            }
            MaybeUndefined::Value(variants) => record.variants = merged(record, &variants)?,
        }
        match self.options {
            MaybeUndefined::Undefined if listed => {
                record.options = kept_options(&record.options, &record.variants);
            }
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.options.clear(),
            MaybeUndefined::Value(options) => record.options = options_of(Some(options), &[]),
        }
        let one = OneVariant {
            price: self.price,
            original_price: self.original_price,
            sku: self.sku,
            stock_quantity: self.stock_quantity,
        };
        one.apply(record)
    }
}

fn two_categories() -> CatalogueError {
    FieldError::invalid("/category_id", "must not stand beside category")
}

pub(super) fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

fn all_trimmed(texts: Vec<String>) -> Vec<String> {
    texts.into_iter().map(trimmed).collect()
}

/// What a change leaves of a field that may be empty.
pub(super) fn over<T>(change: MaybeUndefined<T>, base: Option<T>) -> Option<T> {
    match change {
        MaybeUndefined::Undefined => base,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value),
    }
}

pub(super) fn must<T>(
    pointer: &str,
    change: MaybeUndefined<T>,
    field: &mut T,
) -> Result<(), CatalogueError> {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => return Err(FieldError::invalid(pointer, "must not be null")),
        MaybeUndefined::Value(value) => *field = value,
    }
    Ok(())
}

pub(super) fn may<T>(change: MaybeUndefined<T>, field: &mut Option<T>) {
    *field = over(change, field.take());
}

fn clear<T: Default>(change: MaybeUndefined<T>, field: &mut T) {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *field = T::default(),
        MaybeUndefined::Value(value) => *field = value,
    }
}
