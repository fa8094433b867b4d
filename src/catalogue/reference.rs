//! A category or a seller as a body names it.

use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type},
};
use rusqlite::Connection;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use super::{CatalogueError, FieldError, categories};

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
            Value::Object(link)
                if link
                    .keys()
                    .any(|key| !["id", "slug", "name"].contains(&key.as_str())) =>
            {
                Err(wrong())
            }
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
    /// The category's id.
    ///
    /// # Errors
    /// `Invalid` at `pointer` when there is none, or the database's.
    pub fn category(&self, db: &Connection, pointer: &str) -> Result<i64, CatalogueError> {
        let found = match self {
            Self::Id(id) => (!categories::path_of(db, *id)?.is_empty()).then_some(*id),
            Self::Slug(slug) => categories::id_of_slug(db, slug)?,
        };
        found.ok_or_else(|| FieldError::invalid(pointer, "is no category"))
    }

    /// The seller's id.
    ///
    /// # Errors
    /// `Invalid` at `/seller` when there is none, or the database's.
    pub fn seller(&self, db: &Connection) -> Result<i64, CatalogueError> {
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
        .ok_or_else(|| FieldError::invalid("/seller", "is no seller"))
    }
}
