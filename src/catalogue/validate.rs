//! What a record must be before it is saved. Every rule names the field that breaks it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    record::{
        DESCRIPTION_MAX, FieldError, NAME_MAX, PRICE_MAX, Record, SHORT_DESCRIPTION_MAX, STOCK_MAX,
        TAGS_MAX, VARIANTS_MAX, VariantRecord,
    },
    text::is_slug,
};

const BRAND_MAX: usize = 200;
const MODEL_MAX: usize = 200;
/// The most that a tag may hold, in characters.
pub const TAG_MAX: usize = 60;
/// The most facts that a product may have.
pub const ATTRIBUTES_MAX: usize = 100;
/// The most that a fact's name may hold, in characters.
pub const ATTRIBUTE_NAME_MAX: usize = 100;
/// The most that a fact's value may hold, in characters.
pub const ATTRIBUTE_VALUE_MAX: usize = 2_000;
const OPTIONS_MAX: usize = 5;
const OPTION_NAME_MAX: usize = 60;
const OPTION_VALUE_MAX: usize = 120;
const SKU_MAX: usize = 100;
/// The most pictures that a product may have.
pub const IMAGES_MAX: usize = 50;
/// The most that a picture's address may hold, in characters.
pub const URL_MAX: usize = 2_048;
const ALT_TEXT_MAX: usize = 1_000;
const WEIGHT_MAX: i64 = 1_000_000_000;

/// Everything wrong with a record; empty when it may be saved.
pub fn validate(record: &Record) -> Vec<FieldError> {
    let mut check = Check::default();
    check.texts(record);
    check.tags(record);
    check.attributes(&record.attributes);
    check.images(record);
    check.options(record);
    check.variants(record);
    check.errors
}

#[derive(Default)]
struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    fn fail(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.errors.push(FieldError {
            pointer: pointer.into(),
            detail: detail.into(),
        });
    }

    /// A text of `least..=most` characters, not blank unless it may be empty, without control
    /// characters other than line breaks and tabs.
    fn text(&mut self, pointer: &str, text: &str, least: usize, most: usize) {
        let blank = text.trim().is_empty();
        if least > 0 && blank {
            return self.fail(pointer, "must not be blank");
        }
        // Bytes bound characters from above, so most texts are not counted.
        if text.len() > most && text.chars().count() > most {
            self.fail(pointer, format!("must be at most {most} characters long"));
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.fail(pointer, "must not hold control characters");
        }
    }

    fn optional_text(&mut self, pointer: &str, text: Option<&String>, most: usize) {
        if let Some(text) = text {
            self.text(pointer, text, 1, most);
        }
    }

    fn range(&mut self, pointer: &str, value: i64, most: i64) {
        if value < 0 {
            self.fail(pointer, "must be at least 0");
        } else if value > most {
            self.fail(pointer, format!("must be at most {most}"));
        }
    }

    fn texts(&mut self, record: &Record) {
        if !record.slug.is_empty() && !is_slug(&record.slug) {
            let rule =
                "must be 1 to 200 of a-z, 0-9 and -, with no dash at an end, and not only digits";
            self.fail("/slug", rule);
        }
        self.text("/name", &record.name, 1, NAME_MAX);
        let short = record.short_description.as_ref();
        self.optional_text("/short_description", short, SHORT_DESCRIPTION_MAX);
        self.optional_text("/description", record.description.as_ref(), DESCRIPTION_MAX);
        self.optional_text("/brand", record.brand.as_ref(), BRAND_MAX);
        self.optional_text("/model", record.model.as_ref(), MODEL_MAX);
        if let Some(weight) = record.weight_grams {
            self.range("/weight_grams", weight, WEIGHT_MAX);
        }
    }

    fn tags(&mut self, record: &Record) {
        if record.tags.len() > TAGS_MAX {
            self.fail("/tags", format!("must have at most {TAGS_MAX} items"));
        }
        let mut seen = HashSet::new();
        for (index, tag) in record.tags.iter().enumerate() {
            let pointer = format!("/tags/{index}");
            self.text(&pointer, tag, 1, TAG_MAX);
            if !seen.insert(tag) {
                self.fail(pointer, "is there twice");
            }
        }
    }

    fn attributes(&mut self, attributes: &BTreeMap<String, String>) {
        if attributes.len() > ATTRIBUTES_MAX {
            self.fail(
                "/attributes",
                format!("must have at most {ATTRIBUTES_MAX} members"),
            );
        }
        for (name, value) in attributes {
            let pointer = format!("/attributes/{}", escape(name));
            self.text(&pointer, name, 1, ATTRIBUTE_NAME_MAX);
            self.text(&pointer, value, 0, ATTRIBUTE_VALUE_MAX);
        }
    }

    fn images(&mut self, record: &Record) {
        if record.images.len() > IMAGES_MAX {
            self.fail("/images", format!("must have at most {IMAGES_MAX} items"));
        }
        if record
            .images
            .iter()
            .filter(|image| image.is_primary)
            .count()
            > 1
        {
            self.fail("/images", "must have at most one primary image");
        }
        for (index, image) in record.images.iter().enumerate() {
            for (field, url) in [("url", &image.url), ("thumbnail_url", &image.thumbnail_url)] {
                let pointer = format!("/images/{index}/{field}");
                self.text(&pointer, url, 1, URL_MAX);
                if !is_image_url(url) {
                    self.fail(pointer, "must begin with https://, http:// or a single /");
                }
            }
            self.text(
                &format!("/images/{index}/alt_text"),
                &image.alt_text,
                0,
                ALT_TEXT_MAX,
            );
        }
    }

    fn options(&mut self, record: &Record) {
        if record.options.len() > OPTIONS_MAX {
            self.fail("/options", format!("must have at most {OPTIONS_MAX} items"));
        }
        let mut names = HashSet::new();
        for (index, option) in record.options.iter().enumerate() {
            let pointer = format!("/options/{index}/name");
            self.text(&pointer, &option.name, 1, OPTION_NAME_MAX);
            if !names.insert(&option.name) {
                self.fail(pointer, "is there twice");
            }
            let pointer = format!("/options/{index}/values");
            if option.values.is_empty() || option.values.len() > VARIANTS_MAX {
                self.fail(&pointer, format!("must have 1 to {VARIANTS_MAX} items"));
            }
            let mut values = HashSet::new();
            for (position, value) in option.values.iter().enumerate() {
                let pointer = format!("{pointer}/{position}");
                self.text(&pointer, value, 1, OPTION_VALUE_MAX);
                if !values.insert(value) {
                    self.fail(pointer, "is there twice");
                }
            }
        }
    }

    fn variants(&mut self, record: &Record) {
        let count = record.variants.len();
        if count == 0 || count > VARIANTS_MAX {
            return self.fail("/variants", format!("must have 1 to {VARIANTS_MAX} items"));
        }
        if record
            .variants
            .iter()
            .filter(|variant| variant.is_default)
            .count()
            != 1
        {
            self.fail("/variants", "must have exactly one default variant");
        }
        let mut skus = HashSet::new();
        let mut combinations = BTreeSet::new();
        for (index, variant) in record.variants.iter().enumerate() {
            self.variant(index, variant);
            if let Some(sku) = &variant.sku
                && !skus.insert(sku)
            {
                self.fail(format!("/variants/{index}/sku"), "is there twice");
            }
            let pointer = format!("/variants/{index}/options");
            if !combinations.insert(&variant.options) {
                self.fail(&pointer, "another variant has the same options");
            }
            self.choice(record, variant, &pointer);
        }
    }

    fn variant(&mut self, index: usize, variant: &VariantRecord) {
        let at = |field: &str| format!("/variants/{index}/{field}");
        self.optional_text(&at("sku"), variant.sku.as_ref(), SKU_MAX);
        self.range(&at("price"), variant.price, PRICE_MAX);
        if let Some(price) = variant.original_price {
            self.range(&at("original_price"), price, PRICE_MAX);
        }
        self.range(&at("stock_quantity"), variant.stock_quantity, STOCK_MAX);
    }

    /// A variant has one of the listed values for each of the product's options, and no others.
    fn choice(&mut self, record: &Record, variant: &VariantRecord, pointer: &str) {
        for option in &record.options {
            match variant.options.get(&option.name) {
                None => self.fail(pointer, format!("must have a value for {:?}", option.name)),
                Some(value) if !option.values.contains(value) => {
                    let place = format!("{pointer}/{}", escape(&option.name));
                    self.fail(
                        place,
                        format!("must be one of the values of {:?}", option.name),
                    );
                }
                Some(_) => {}
            }
        }
        for name in variant.options.keys() {
            if !record.options.iter().any(|option| option.name == *name) {
                self.fail(
                    format!("{pointer}/{}", escape(name)),
                    "is not an option of the product",
                );
            }
        }
    }
}

/// A picture is fetched over HTTP or stands on this server; nothing else (`javascript:`, `data:`,
/// `//host`) may become the source of an image.
pub fn is_image_url(url: &str) -> bool {
    let local = url.starts_with('/') && !url.starts_with("//");
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    plain && (local || url.starts_with("https://") || url.starts_with("http://"))
}

/// A key as a reference token of an RFC 6901 pointer.
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::record::{ImageRecord, OptionRecord};

    fn mug() -> Record {
        Record {
            name: "Mug".into(),
            ..Record::default()
        }
    }

    fn pointers(record: &Record) -> Vec<String> {
        validate(record)
            .into_iter()
            .map(|error| error.pointer)
            .collect()
    }

    #[test]
    fn a_name_and_a_price_are_enough() {
        assert_eq!(validate(&mug()), []);
    }

    #[test]
    fn each_broken_field_is_named() {
        let record = Record {
            name: " ".into(),
            slug: "No Slug".into(),
            tags: vec!["a".into(), "a".into(), "\0".into()],
            weight_grams: Some(-1),
            ..Record::default()
        };
        assert_eq!(
            pointers(&record),
            ["/slug", "/name", "/weight_grams", "/tags/1", "/tags/2"]
        );
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        let name = |length| Record {
            name: "é".repeat(length),
            ..Record::default()
        };
        assert_eq!(validate(&name(NAME_MAX)), []);
        assert_eq!(pointers(&name(NAME_MAX + 1)), ["/name"]);
    }

    #[test]
    fn variants_choose_among_the_options() {
        let size = OptionRecord {
            name: "Size".into(),
            values: vec!["S".into(), "M".into()],
        };
        let variant = |value: &str, is_default| VariantRecord {
            options: BTreeMap::from([("Size".to_owned(), value.to_owned())]),
            is_default,
            ..VariantRecord::default()
        };
        let variants = vec![
            variant("S", true),
            variant("S", false),
            variant("XL", false),
        ];
        let record = Record {
            options: vec![size],
            variants,
            ..mug()
        };
        assert_eq!(
            pointers(&record),
            ["/variants/1/options", "/variants/2/options/Size"]
        );
    }

    #[test]
    fn pictures_come_over_http_or_from_here() {
        for (url, good) in [
            ("https://example.org/a.png", true),
            ("/media/a.svg", true),
            ("//example.org/a.png", false),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("/\\example.org", false),
        ] {
            let image = ImageRecord {
                url: url.into(),
                thumbnail_url: "/t.png".into(),
                alt_text: String::new(),
                is_primary: true,
            };
            let record = Record {
                images: vec![image],
                ..mug()
            };
            assert_eq!(validate(&record).is_empty(), good, "{url}");
        }
    }
}
