//! Pictures of other programs' files: addresses, in as many columns and rows as there are.

use super::{
    super::{cells::one_line, field::Field, format::Format, gather::Group, lists},
    Filler, Filling,
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
        for (url, alt) in found {
            let known = old.iter().find(|image| image.url == url).cloned();
            let mut image = known.unwrap_or_else(|| ImageRecord {
                thumbnail_url: url.clone(),
                url,
                alt_text: String::new(),
                is_primary: false,
            });
            if !alt.is_empty() {
                image.alt_text = alt;
            }
            images.push(image);
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

    /// The addresses of a group's pictures with what each shows, without repeats.
    fn addresses(&self, group: &Group, filling: &mut Filling) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for row in group.rows() {
            let alt = one_line(self.reading.text(row, &Field::ImageAlt));
            for (index, column) in self.columns().all(&Field::Images).enumerate() {
                let (urls, others) = lists::addresses(self.reading.cell(row, column));
                let sound = |url: &String| is_image_url(url) && url.chars().count() <= URL_MAX;
                let wrong = urls.iter().filter(|url| !sound(url)).chain(&others);
                if let Some(wrong) = wrong.into_iter().next() {
                    let reason = format!("{wrong:?} is no address of a picture, and was left out");
                    filling.warn(row, Some(column), reason);
                }
                for url in urls.into_iter().filter(sound) {
                    if !found.iter().any(|(other, _)| *other == url) {
                        // What a picture shows stands beside the first column's.
                        let alt = if index == 0 {
                            alt.clone()
                        } else {
                            String::new()
                        };
                        found.push((url, alt));
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
