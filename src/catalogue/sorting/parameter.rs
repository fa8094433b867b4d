//! `sort` in a query: the names that a list knows, and no other.

use std::{borrow::Cow, marker::PhantomData};

use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromParameter, ParseResult, Type},
};
use serde_json::Value;

use super::{Sorting, Sorts, window::Window};
use crate::http::{parameter::page_size, problem::Problem};

/// The order that a list is asked for in. The document has every name that it takes.
#[derive(Debug)]
pub struct Sort<L>(Sorting, PhantomData<fn() -> L>);

impl<L: Sorts> Type for Sort<L> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "sort".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        let both = |name: &str| [name.to_owned(), format!("-{name}")];
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            enum_items: L::names().flat_map(both).map(Value::from).collect(),
            default: Some(Value::from(Sorting::usual::<L>().name())),
            ..MetaSchema::new("string")
        }))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl<L: Sorts> ParseFromParameter for Sort<L> {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        let sorting = Sorting::named::<L>(text).ok_or_else(|| {
            let names = L::names().collect::<Vec<_>>().join(", ");
            ParseError::custom(format!("must be one of {names}; `-` for descending"))
        })?;
        Ok(Self(sorting, PhantomData))
    }
}

/// The page that parameters ask for; `list` names the list and what it is narrowed to. Rows a page were
/// checked by the document's bounds.
///
/// # Errors
/// A problem for a cursor that is not one of this list in this order.
pub fn window<L: Sorts>(
    list: &str,
    sort: Option<Sort<L>>,
    limit: Option<i64>,
    cursor: Option<&str>,
) -> Result<Window, Problem> {
    let sorting = sort.map_or_else(Sorting::usual::<L>, |sort| sort.0);
    let first = Window::first(list, sorting, page_size(limit));
    match cursor {
        Some(token) => first.after(token).ok_or_else(Problem::foreign_cursor),
        None => Ok(first),
    }
}
