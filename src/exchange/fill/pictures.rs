//! Pictures of other programs' files: addresses, in as many columns and rows as there are.

use super::{
    super::{cells::one_line, field::Field, format::Format, gather::Group, lists},
    Filler, Filling, ImageCell,
};
use crate::catalogue::{
    IMAGES_MAX, ImageRecord,
    validate::{URL_MAX, is_image_url},
};

impl Filler<'_> {
    /// The product has the file's pictures, in its order; those that it has already stay as they are,
    /// and so do pictures that this server keeps itself.
    pub(super) fn fill_pictures(&self, group: &Group, filling: &mut Filling) {
        if self.format() == Format::Souk {
            return;
        }
        let found = self.addresses(group, filling);
        if found.is_empty() {
            return;
        }
        let old = std::mem::take(&mut filling.record.images);
        let mut images: Vec<ImageRecord> = Vec::with_capacity(found.len());
        for new in found {
            let known = old.iter().find(|image| image.url == new.url).cloned();
            images.push(match known {
                Some(known) if new.alt_text.is_empty() => known,
                Some(known) => ImageRecord {
                    alt_text: new.alt_text,
                    ..known
                },
                None => new,
            });
        }
        let ours = |image: &ImageRecord| image.url.starts_with('/');
        let listed = |url: &str| images.iter().any(|image| image.url == url);
        let kept: Vec<ImageRecord> = old
            .iter()
            .filter(|image| ours(image) && !listed(&image.url))
            .cloned()
            .collect();
        images.extend(kept);
        images.truncate(IMAGES_MAX);
        // A person may have put the same pictures into another order.
        let same = images.len() == old.len() && old.iter().all(|image| images.contains(image));
        filling.record.images = if same { old } else { images };
    }

    /// A group's pictures, without repeats.
    fn addresses(&self, group: &Group, filling: &mut Filling) -> Vec<ImageRecord> {
        let mut found: Vec<ImageRecord> = Vec::new();
        for row in group.rows() {
            let alt = one_line(self.reading.text(row, &Field::ImageAlt));
            for (index, column) in self.columns().all(&Field::Images).enumerate() {
                let (urls, others) = lists::addresses(self.reading.cell(row, column));
                let mut new = Vec::new();
                let mut wrong = None;
                for text in urls.iter().chain(&others) {
                    let is_address = urls.contains(text) && is_sound(text);
                    match self.pictures.and_then(|pictures| pictures.image(text)) {
                        Some(Ok(image)) => new.push(image),
                        Some(Err(reason)) => wrong = wrong.or(Some(format!("{text:?} {reason}"))),
                        None if is_address => new.push(elsewhere(text)),
                        None => {
                            let reason = format!("{text:?} is no address of a picture");
                            wrong = wrong.or(Some(reason));
                        }
                    }
                }
                if let Some(wrong) = wrong {
                    let reason = format!("{wrong}, and was left out");
                    filling.warn(row, Some(column), reason);
                }
                for mut image in new {
                    if !found.iter().any(|other| other.url == image.url) {
                        // What a picture shows stands beside the first column's.
                        if index == 0 {
                            image.alt_text.clone_from(&alt);
                        }
                        found.push(image);
                    }
                }
            }
        }
        if found.len() > IMAGES_MAX {
            found.truncate(IMAGES_MAX);
            let reason = format!("has more than {IMAGES_MAX} pictures: the others were left out");
            filling.warn(&group.first, self.columns().find(&Field::Images), reason);
        }
        found
    }
}

fn is_sound(url: &str) -> bool {
    is_image_url(url) && url.chars().count() <= URL_MAX
}

/// A picture that stays where it is.
fn elsewhere(url: &str) -> ImageRecord {
    ImageRecord {
        url: url.to_owned(),
        thumbnail_url: url.to_owned(),
        alt_text: String::new(),
        is_primary: false,
    }
}

/// What a cell of pictures mentions: addresses, paths, names.
pub fn mentioned(format: Format, cell: &str) -> Vec<String> {
    if format == Format::Souk {
        let images: Vec<ImageCell> = serde_json::from_str(cell).unwrap_or_default();
        return images.into_iter().map(|image| image.url).collect();
    }
    let (urls, others) = lists::addresses(cell);
    urls.into_iter().chain(others).collect()
}
