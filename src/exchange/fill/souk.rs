//! souk's own columns. Nothing is guessed, cleaned or bounded here: what stands there is the record,
//! and a blank cell clears.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    super::{cells, field::Field, lists, table::Row},
    Filler, Filling,
};
use crate::catalogue::{ImageRecord, text::fold, text::is_slug};

/// A picture as souk's own files have it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageCell {
    /// The whole picture.
    pub url: String,
    /// A smaller one, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt_text: String,
    /// Shown by lists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_primary: bool,
}

impl From<ImageCell> for ImageRecord {
    fn from(cell: ImageCell) -> Self {
        Self {
            thumbnail_url: cell.thumbnail_url.unwrap_or_else(|| cell.url.clone()),
            url: cell.url,
            alt_text: cell.alt_text,
            is_primary: cell.is_primary,
        }
    }
}

impl From<&ImageRecord> for ImageCell {
    fn from(image: &ImageRecord) -> Self {
        Self {
            url: image.url.clone(),
            thumbnail_url: (image.thumbnail_url != image.url).then(|| image.thumbnail_url.clone()),
            alt_text: image.alt_text.clone(),
            is_primary: image.is_primary,
        }
    }
}

impl Filler<'_> {
    pub(super) fn fill_own(&self, row: &Row, filling: &mut Filling) {
        let record = &mut filling.record;
        if let Some((_, name)) = self.reading.find(row, &Field::Name) {
            name.clone_into(&mut record.name);
        }
        if let Some((_, model)) = self.reading.find(row, &Field::Model) {
            record.model = optional(model);
        }
        let texts = [
            (Field::ShortDescription, &mut record.short_description),
            (Field::Description, &mut record.description),
        ];
        for (field, into) in texts {
            if let Some(column) = self.columns().find(&field) {
                *into = optional(self.reading.exact(row, column));
            }
        }
        // Spellings that fold alike are one brand, which keeps the first.
        if let Some((_, brand)) = self.reading.find(row, &Field::Brand) {
            let brand = optional(brand);
            let same = |brand: &Option<String>| brand.as_deref().map(fold);
            if same(&brand) != same(&record.brand) {
                record.brand = brand;
            }
        }
        self.fill_own_lists(row, filling);
        self.fill_own_flags(row, filling);
        self.fill_own_links(row, filling);
    }

    fn fill_own_lists(&self, row: &Row, filling: &mut Filling) {
        if let Some(tags) = self.list(row, &Field::Tags, filling) {
            filling.record.tags = tags;
        }
        if let Some(attributes) = self.list(row, &Field::Attributes, filling) {
            filling.record.attributes = attributes;
        }
        if let Some(options) = self.list(row, &Field::Options, filling) {
            filling.record.options = options;
        }
        let images: Option<Vec<ImageCell>> = self.list(row, &Field::Images, filling);
        if let Some(images) = images {
            let image = |cell: ImageCell| {
                let beside = self.pictures.and_then(|pictures| pictures.image(&cell.url));
                let mut image = ImageRecord::from(cell);
                match beside {
                    Some(Ok(found)) => {
                        image.url = found.url;
                        image.thumbnail_url = found.thumbnail_url;
                    }
                    Some(Err(reason)) => {
                        let reason = format!("{:?} {reason}, and stays where it is", image.url);
                        let column = self.columns().find(&Field::Images);
                        filling.warn(row, column, reason);
                    }
                    None => {}
                }
                image
            };
            filling.record.images = images.into_iter().map(image).collect();
        }
    }

    /// A list as JSON; blank is empty. `None` without such a column, or when it cannot be read.
    fn list<T: DeserializeOwned + Default>(
        &self,
        row: &Row,
        field: &Field,
        filling: &mut Filling,
    ) -> Option<T> {
        match self.reading.find(row, field) {
            Some((_, "")) => Some(T::default()),
            Some(_) => self.read(row, field, filling, cells::json),
            None => None,
        }
    }

    fn fill_own_flags(&self, row: &Row, filling: &mut Filling) {
        if let Some(flag) = self.read(row, &Field::IsActive, filling, cells::flag) {
            filling.record.is_active = flag;
        }
        if let Some(flag) = self.read(row, &Field::IsFeatured, filling, cells::flag) {
            filling.record.is_featured = flag;
        }
        if let Some(flag) = self.read(row, &Field::IsDigital, filling, cells::flag) {
            filling.record.is_digital = flag;
        }
        if let Some(condition) = self.read(row, &Field::Condition, filling, cells::condition) {
            filling.record.condition = condition;
        }
        if let Some(instant) = self.read(row, &Field::CreatedAt, filling, cells::instant) {
            filling.record.created_at = Some(instant);
        }
        for (column, field) in self.columns().fields.iter().enumerate() {
            if matches!(field, Some(Field::Weight(_))) {
                filling.record.weight_grams = None;
                let text = self.reading.cell(row, column);
                match self.numbers.pieces(text) {
                    Ok(grams) => filling.record.weight_grams = Some(grams),
                    Err(_) if text.is_empty() => {}
                    Err(reason) => filling.fault(row, Some(column), reason),
                }
            }
        }
    }

    fn fill_own_links(&self, row: &Row, filling: &mut Filling) {
        if let Some((column, seller)) = self.reading.find(row, &Field::Seller) {
            if seller.is_empty() || is_slug(seller) {
                filling.wanted.seller = Some(seller.to_owned());
            } else {
                filling.fault(row, Some(column), "must be a seller's slug");
            }
        }
        let slugs = self.reading.find(row, &Field::CategorySlug);
        if let Some((column, slugs)) = slugs {
            let slugs = lists::path(slugs);
            if slugs.iter().all(|slug| is_slug(slug)) {
                filling.wanted.category_slugs = slugs;
            } else {
                filling.fault(row, Some(column), "must be slugs of categories");
            }
        }
        if let Some((column, path)) = self.reading.find(row, &Field::Category) {
            self.want_category(row, column, lists::path(path), filling);
        }
    }
}

fn optional(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}
