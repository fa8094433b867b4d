//! Products and categories as clients write them, and how they become records.

use std::collections::{BTreeMap, HashSet};

use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef},
    types::{Example, MaybeUndefined, ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use rusqlite::Connection;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use super::{
    CatalogueError, Condition, FieldError, Record, categories,
    record::{ImageRecord, OptionRecord, VariantRecord},
};
use crate::http::body::objects;

/// A category or a seller as a body names it: an id, a slug, or an object with one of them, as
/// answers have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Reference {
    /// By id.
    Id(i64),
    /// By slug.
    Slug(String),
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || D::Error::custom("must be an id, a slug, or an object with one of them");
        match Value::deserialize(deserializer)? {
            Value::Number(id) => id.as_i64().map(Self::Id).ok_or_else(wrong),
            Value::String(slug) => Ok(Self::Slug(slug)),
            Value::Object(link) => match (link.get("id"), link.get("slug")) {
                (Some(Value::Number(id)), _) => id.as_i64().map(Self::Id).ok_or_else(wrong),
                (None, Some(Value::String(slug))) => Ok(Self::Slug(slug.clone())),
                _ => Err(wrong()),
            },
            _ => Err(wrong()),
        }
    }
}

impl Type for Reference {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> std::borrow::Cow<'static, str> {
        "reference".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        let inline = |schema| MetaSchemaRef::Inline(Box::new(schema));
        let id = MetaSchema {
            minimum: Some(1.0),
            ..MetaSchema::new("integer")
        };
        let slug = MetaSchema {
            min_length: Some(1),
            ..MetaSchema::new("string")
        };
        let by = |name, schema: &MetaSchema| MetaSchema {
            required: vec![name],
            properties: vec![(name, inline(schema.clone()))],
            ..MetaSchema::new("object")
        };
        inline(MetaSchema {
            description: Some("An id, a slug, or an object with `id` or `slug`."),
            any_of: vec![
                inline(by("id", &id)),
                inline(by("slug", &slug)),
                inline(id),
                inline(slug),
            ],
            ..MetaSchema::ANY
        })
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ParseFromJSON for Reference {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        serde_json::from_value(value.unwrap_or_default()).map_err(ParseError::custom)
    }
}

impl ToJSON for Reference {
    fn to_json(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }
}

impl Reference {
    fn category(&self, db: &Connection) -> Result<i64, CatalogueError> {
        let found = match self {
            Self::Id(id) => (!categories::path_of(db, *id)?.is_empty()).then_some(*id),
            Self::Slug(slug) => categories::id_of_slug(db, slug)?,
        };
        found.ok_or_else(|| invalid("/category", "is no category"))
    }

    fn seller(&self, db: &Connection) -> Result<i64, CatalogueError> {
        use rusqlite::OptionalExtension;
        let (by, value): (_, &dyn rusqlite::ToSql) = match self {
            Self::Id(id) => ("id", id),
            Self::Slug(slug) => ("slug", slug),
        };
        db.query_row(
            &format!("SELECT id FROM sellers WHERE {by} = ?1"),
            [value],
            |row| row.get(0),
        )
        .optional()?
        .ok_or_else(|| invalid("/seller", "is no seller"))
    }
}

fn invalid(pointer: &str, detail: &str) -> CatalogueError {
    CatalogueError::Invalid(vec![FieldError {
        pointer: pointer.into(),
        detail: detail.into(),
    }])
}

/// A variant as clients write it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example, rename = "VariantInput")]
pub struct VariantInput {
    /// In a change: the variant that this is; what is left out of it stays.
    pub id: Option<i64>,
    /// Unique in the shop; 1 to 100 characters.
    pub sku: Option<String>,
    /// One value for each of the product's options.
    pub options: Option<BTreeMap<String, String>>,
    /// Minor units; the product's `price` when left out.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub price: Option<i64>,
    /// Minor units; what it cost before.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub original_price: Option<i64>,
    /// How many there are.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub stock_quantity: Option<i64>,
    /// Chosen first; the first variant when none says so.
    pub is_default: Option<bool>,
    /// Whether it can be bought.
    pub is_active: Option<bool>,
    /// Ignored: the place in the list is the position.
    pub position: Option<i64>,
}

impl Example for VariantInput {
    fn example() -> Self {
        Self {
            sku: Some("MUG-BLUE".into()),
            options: Some(BTreeMap::from([("Colour".into(), "Blue".into())])),
            price: Some(1_999),
            stock_quantity: Some(12),
            ..Self::default()
        }
    }
}

/// An option as clients write it.
#[derive(Debug, Clone, PartialEq, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example, rename = "OptionInput")]
pub struct OptionInput {
    /// `Colour`.
    pub name: String,
    /// In the order in which they are shown.
    pub values: Vec<String>,
}

impl Example for OptionInput {
    fn example() -> Self {
        Self {
            name: "Colour".into(),
            values: vec!["Blue".into(), "Ochre".into()],
        }
    }
}

/// A picture as clients write it: one that is on the web already.
#[derive(Debug, Clone, PartialEq, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example, rename = "ImageInput")]
pub struct ImageInput {
    /// `https://…`, `http://…` or a path on this server.
    pub url: String,
    /// A smaller one; the same as `url` when left out.
    #[serde(default)]
    pub thumbnail_url: Option<String>,
    /// What it shows.
    #[serde(default)]
    pub alt_text: Option<String>,
    /// Shown by lists; the first picture when none says so.
    #[serde(default)]
    pub is_primary: Option<bool>,
    /// Ignored: the row that answers show.
    #[serde(default)]
    pub id: Option<i64>,
    /// Ignored: the place in the list is the position.
    #[serde(default)]
    pub position: Option<i64>,
}

impl Example for ImageInput {
    fn example() -> Self {
        Self {
            url: "https://example.org/mug.jpg".into(),
            thumbnail_url: None,
            alt_text: Some("A blue mug".into()),
            is_primary: Some(true),
            id: None,
            position: None,
        }
    }
}

/// A product to make.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct NewProduct {
    /// 1 to 200 characters.
    #[oai(validator(min_length = "1", max_length = "200"))]
    pub name: String,
    /// Its address; made from the name when left out.
    pub slug: Option<String>,
    /// One sentence, up to 1,000 characters.
    pub short_description: Option<String>,
    /// Up to 20,000 characters.
    #[oai(validator(max_length = "20000"))]
    pub description: Option<String>,
    /// The maker.
    pub brand: Option<String>,
    /// The maker's own name or number for it.
    pub model: Option<String>,
    /// Where it stands in the tree.
    pub category: Option<Reference>,
    /// The same, by id.
    pub category_id: Option<i64>,
    /// Who sells it. Administrators may name one; a seller's products are the seller's own.
    pub seller: Option<Reference>,
    /// How used it is: new when left out.
    pub condition: Option<Condition>,
    /// Minor units. May be left out when every variant has one.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub price: Option<i64>,
    /// Minor units; what it cost before.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub original_price: Option<i64>,
    /// Of the one variant that a product without `variants` gets.
    pub sku: Option<String>,
    /// How many there are; 0 when left out.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub stock_quantity: Option<i64>,
    /// Shown in lists: yes when left out.
    pub is_active: Option<bool>,
    /// Put forward by the shop.
    pub is_featured: Option<bool>,
    /// Delivered without a parcel.
    pub is_digital: Option<bool>,
    /// Up to 30.
    pub tags: Option<Vec<String>>,
    /// Free facts.
    #[serde(deserialize_with = "unique_members")]
    pub attributes: Option<BTreeMap<String, String>>,
    /// What it weighs packed.
    pub weight_grams: Option<i64>,
    /// Pictures that are on the web already.
    #[serde(deserialize_with = "objects")]
    pub images: Option<Vec<ImageInput>>,
    /// The axes on which the variants differ; read off the variants when left out.
    #[serde(deserialize_with = "objects")]
    pub options: Option<Vec<OptionInput>>,
    /// Up to 200.
    #[serde(deserialize_with = "objects")]
    pub variants: Option<Vec<VariantInput>>,
}

impl Example for NewProduct {
    fn example() -> Self {
        Self {
            name: "Enamel Mug".into(),
            short_description: Some("Holds 300 ml and a camp fire's heat.".into()),
            brand: Some("Bazaar".into()),
            price: Some(1_999),
            sku: Some("MUG-1".into()),
            stock_quantity: Some(12),
            tags: Some(vec!["kitchen".into()]),
            attributes: Some(BTreeMap::from([("material".into(), "enamel".into())])),
            ..Self::default()
        }
    }
}

/// A change of a product: what is absent stays, what is null is cleared.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct ProductPatch {
    /// 1 to 200 characters.
    pub name: MaybeUndefined<String>,
    /// Its address.
    pub slug: MaybeUndefined<String>,
    /// One sentence.
    pub short_description: MaybeUndefined<String>,
    /// Up to 20,000 characters.
    pub description: MaybeUndefined<String>,
    /// The maker.
    pub brand: MaybeUndefined<String>,
    /// The maker's own name or number for it.
    pub model: MaybeUndefined<String>,
    /// Where it stands in the tree.
    pub category: MaybeUndefined<Reference>,
    /// The same, by id.
    pub category_id: MaybeUndefined<i64>,
    /// Who sells it; administrators only.
    pub seller: MaybeUndefined<Reference>,
    /// How used it is.
    pub condition: MaybeUndefined<Condition>,
    /// Of a product with one variant.
    pub price: MaybeUndefined<i64>,
    /// Of a product with one variant.
    pub original_price: MaybeUndefined<i64>,
    /// Of a product with one variant.
    pub sku: MaybeUndefined<String>,
    /// Of a product with one variant.
    pub stock_quantity: MaybeUndefined<i64>,
    /// Shown in lists.
    pub is_active: MaybeUndefined<bool>,
    /// Put forward by the shop.
    pub is_featured: MaybeUndefined<bool>,
    /// Delivered without a parcel.
    pub is_digital: MaybeUndefined<bool>,
    /// Up to 30; replaces the old ones.
    pub tags: MaybeUndefined<Vec<String>>,
    /// Replaces the old ones.
    #[serde(deserialize_with = "unique_members_or_null")]
    pub attributes: MaybeUndefined<BTreeMap<String, String>>,
    /// What it weighs packed.
    pub weight_grams: MaybeUndefined<i64>,
    /// Replaces the old ones.
    #[serde(deserialize_with = "objects_or_null")]
    pub images: MaybeUndefined<Vec<ImageInput>>,
    /// Replaces the old ones.
    #[serde(deserialize_with = "objects_or_null")]
    pub options: MaybeUndefined<Vec<OptionInput>>,
    /// The new list of variants; those with the `id` of an old one change it, old ones that are not
    /// in the list are deleted.
    #[serde(deserialize_with = "objects_or_null")]
    pub variants: MaybeUndefined<Vec<VariantInput>>,
}

impl Example for ProductPatch {
    fn example() -> Self {
        Self {
            price: MaybeUndefined::Value(1_799),
            ..Self::default()
        }
    }
}

fn objects_or_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<MaybeUndefined<Vec<T>>, D::Error> {
    Ok(MaybeUndefined::from_opt_null(objects(deserializer)?))
}

/// A map that refuses a key that is there twice, which serde's maps let the last one win.
struct UniqueMembers(BTreeMap<String, String>);

impl<'de> Deserialize<'de> for UniqueMembers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> serde::de::Visitor<'de> for Members {
            type Value = BTreeMap<String, String>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object of strings")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, String>()? {
                    if members.contains_key(&key) {
                        return Err(A::Error::custom(format!("duplicate field `{key}`")));
                    }
                    members.insert(key, value);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Members).map(UniqueMembers)
    }
}

fn unique_members<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<String, String>>, D::Error> {
    let members: Option<UniqueMembers> = Option::deserialize(deserializer)?;
    Ok(members.map(|UniqueMembers(members)| members))
}

fn unique_members_or_null<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<MaybeUndefined<BTreeMap<String, String>>, D::Error> {
    Ok(MaybeUndefined::from_opt_null(unique_members(deserializer)?))
}

impl NewProduct {
    /// The record of a product to make.
    ///
    /// # Errors
    /// `Invalid` for a category or seller that is not there, and for what only variants may have.
    pub fn into_record(self, db: &Connection) -> Result<Record, CatalogueError> {
        let category = match (&self.category, self.category_id) {
            (Some(_), Some(_)) => {
                return Err(invalid("/category_id", "must not stand beside category"));
            }
            (Some(reference), None) => Some(reference.category(db)?),
            (None, Some(id)) => Some(
                Reference::Id(id)
                    .category(db)
                    .map_err(|_| invalid("/category_id", "is no category"))?,
            ),
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
            tags: self.tags.unwrap_or_default(),
            attributes: self.attributes.unwrap_or_default(),
            weight_grams: self.weight_grams,
            images: images_of(self.images.unwrap_or_default()),
            options,
            variants,
            created_at: None,
        })
    }

    /// The variants given, or the one that the product's own fields describe.
    fn variants(&self) -> Result<Vec<VariantRecord>, CatalogueError> {
        let own = VariantRecord {
            sku: self.sku.clone().map(trimmed),
            price: self.price.unwrap_or(0),
            original_price: self.original_price,
            stock_quantity: self.stock_quantity.unwrap_or(0),
            ..VariantRecord::default()
        };
        let Some(given) = self.variants.as_ref().filter(|given| !given.is_empty()) else {
            if self.variants.is_some() {
                return Err(invalid("/variants", "must have 1 to 200 items"));
            }
            return match self.price {
                Some(_) => Ok(vec![own]),
                None => Err(invalid("/price", "is required")),
            };
        };
        if self.sku.is_some() {
            return Err(invalid(
                "/sku",
                "belongs to a variant of a product with variants",
            ));
        }
        let base = VariantRecord {
            is_default: false,
            ..own
        };
        let mut variants = Vec::with_capacity(given.len());
        for (index, variant) in given.iter().enumerate() {
            if variant.id.is_some() {
                return Err(invalid(
                    &format!("/variants/{index}/id"),
                    "is given by the shop",
                ));
            }
            if variant.price.is_none() && self.price.is_none() {
                return Err(invalid(&format!("/variants/{index}/price"), "is required"));
            }
            variants.push(variant.over(base.clone()));
        }
        choose_default(&mut variants);
        Ok(variants)
    }
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

/// The first variant is the default one when none is marked.
fn choose_default(variants: &mut [VariantRecord]) {
    if !variants.iter().any(|variant| variant.is_default)
        && let Some(first) = variants.first_mut()
    {
        first.is_default = true;
    }
}

/// The axes given, or those that the variants have, values in the order in which they appear.
fn options_of(given: Option<Vec<OptionInput>>, variants: &[VariantRecord]) -> Vec<OptionRecord> {
    if let Some(given) = given {
        return given
            .into_iter()
            .map(|option| OptionRecord {
                name: option.name,
                values: option.values,
            })
            .collect();
    }
    let mut options: Vec<OptionRecord> = Vec::new();
    for (name, value) in variants.iter().flat_map(|variant| &variant.options) {
        match options.iter_mut().find(|option| option.name == *name) {
            Some(option) if option.values.contains(value) => {}
            Some(option) => option.values.push(value.clone()),
            None => options.push(OptionRecord {
                name: name.clone(),
                values: vec![value.clone()],
            }),
        }
    }
    options
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

impl VariantInput {
    /// What is given here over what is there.
    fn over(&self, base: VariantRecord) -> VariantRecord {
        VariantRecord {
            id: base.id,
            sku: self.sku.clone().map(trimmed).or(base.sku),
            options: self.options.clone().unwrap_or(base.options),
            price: self.price.unwrap_or(base.price),
            original_price: self.original_price.or(base.original_price),
            stock_quantity: self.stock_quantity.unwrap_or(base.stock_quantity),
            is_default: self.is_default.unwrap_or(base.is_default),
            is_active: self.is_active.unwrap_or(base.is_active),
        }
    }
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
            return Err(invalid("/slug", "must not be empty"));
        }
        may(self.short_description, &mut record.short_description);
        may(self.description, &mut record.description);
        may(self.brand, &mut record.brand);
        may(self.model, &mut record.model);
        must("/condition", self.condition, &mut record.condition)?;
        must("/is_active", self.is_active, &mut record.is_active)?;
        must("/is_featured", self.is_featured, &mut record.is_featured)?;
        must("/is_digital", self.is_digital, &mut record.is_digital)?;
        may(self.weight_grams, &mut record.weight_grams);
        clear(self.tags, &mut record.tags);
        clear(self.attributes, &mut record.attributes);
        match self.images {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.images.clear(),
            MaybeUndefined::Value(images) => record.images = images_of(images),
        }
        match self.category {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.category_id = None,
            MaybeUndefined::Value(reference) => record.category_id = Some(reference.category(db)?),
        }
        match self.category_id {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.category_id = None,
            MaybeUndefined::Value(id) => {
                let found = Reference::Id(id).category(db);
                record.category_id =
                    Some(found.map_err(|_| invalid("/category_id", "is no category"))?);
            }
        }
        match self.seller {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.seller_id = None,
            MaybeUndefined::Value(reference) => record.seller_id = Some(reference.seller(db)?),
        }
        let listed = !self.variants.is_undefined();
        match self.variants {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => return Err(invalid("/variants", "must not be null")),
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

/// The axes as they were, widened by what new variants bring, without those that none has.
fn kept_options(old: &[OptionRecord], variants: &[VariantRecord]) -> Vec<OptionRecord> {
    let mut options = old.to_vec();
    for read in options_of(None, variants) {
        match options.iter_mut().find(|option| option.name == read.name) {
            Some(option) => {
                let known: HashSet<String> = option.values.iter().cloned().collect();
                option.values.extend(
                    read.values
                        .into_iter()
                        .filter(|value| !known.contains(value)),
                );
            }
            None => options.push(read),
        }
    }
    options.retain(|option| {
        variants
            .iter()
            .any(|variant| variant.options.contains_key(&option.name))
    });
    options
}

/// The new list of variants over the old one.
fn merged(record: &Record, given: &[VariantInput]) -> Result<Vec<VariantRecord>, CatalogueError> {
    let mut variants = Vec::with_capacity(given.len());
    let mut seen = HashSet::new();
    for (index, input) in given.iter().enumerate() {
        let base = match input.id {
            Some(id) if !seen.insert(id) => {
                return Err(invalid(&format!("/variants/{index}/id"), "is there twice"));
            }
            Some(id) => {
                let old = record
                    .variants
                    .iter()
                    .find(|variant| variant.id == Some(id));
                let detail = "is no variant of this product";
                old.cloned()
                    .ok_or_else(|| invalid(&format!("/variants/{index}/id"), detail))?
            }
            None if input.price.is_none() => {
                return Err(invalid(&format!("/variants/{index}/price"), "is required"));
            }
            None => VariantRecord {
                is_default: false,
                ..VariantRecord::default()
            },
        };
        variants.push(input.over(base));
    }
    let newly: Vec<usize> = given
        .iter()
        .enumerate()
        .filter(|(_, input)| input.is_default == Some(true))
        .map(|(index, _)| index)
        .collect();
    if let [chosen] = newly.as_slice() {
        variants
            .iter_mut()
            .enumerate()
            .for_each(|(index, variant)| variant.is_default = index == *chosen);
    }
    choose_default(&mut variants);
    Ok(variants)
}

/// The fields that a product has in the place of its only variant.
struct OneVariant {
    price: MaybeUndefined<i64>,
    original_price: MaybeUndefined<i64>,
    sku: MaybeUndefined<String>,
    stock_quantity: MaybeUndefined<i64>,
}

impl OneVariant {
    fn apply(self, record: &mut Record) -> Result<(), CatalogueError> {
        let named = [
            ("/price", self.price.is_undefined()),
            ("/original_price", self.original_price.is_undefined()),
            ("/sku", self.sku.is_undefined()),
            ("/stock_quantity", self.stock_quantity.is_undefined()),
        ];
        let Some((pointer, _)) = named.into_iter().find(|(_, undefined)| !undefined) else {
            return Ok(());
        };
        let [variant] = record.variants.as_mut_slice() else {
            let detail = "belongs to a variant: the product has several, change them in variants";
            return Err(invalid(pointer, detail));
        };
        must("/price", self.price, &mut variant.price)?;
        may(self.original_price, &mut variant.original_price);
        may(self.sku, &mut variant.sku);
        must(
            "/stock_quantity",
            self.stock_quantity,
            &mut variant.stock_quantity,
        )
    }
}

fn must<T>(pointer: &str, change: MaybeUndefined<T>, field: &mut T) -> Result<(), CatalogueError> {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => return Err(invalid(pointer, "must not be null")),
        MaybeUndefined::Value(value) => *field = value,
    }
    Ok(())
}

fn may<T>(change: MaybeUndefined<T>, field: &mut Option<T>) {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *field = None,
        MaybeUndefined::Value(value) => *field = Some(value),
    }
}

fn clear<T: Default>(change: MaybeUndefined<T>, field: &mut T) {
    match change {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *field = T::default(),
        MaybeUndefined::Value(value) => *field = value,
    }
}
