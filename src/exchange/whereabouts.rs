//! Which cell a broken rule of a record stems from.

use super::{columns::Columns, field::Field, fill::Fault, gather::Group};
use crate::catalogue::FieldError;

/// The cell behind a field of a record. `lines` are those of its variants.
pub fn column_of(error: &FieldError, lines: &[u64], group: &Group, columns: &Columns) -> Fault {
    let mut parts = error.pointer.trim_start_matches('/').split('/');
    let (top, second, third) = (parts.next(), parts.next(), parts.next());
    let field = match (top.unwrap_or_default(), second, third) {
        ("slug", ..) => Some(Field::Slug),
        ("name", ..) => Some(Field::Name),
        ("short_description", ..) => Some(Field::ShortDescription),
        ("description", ..) => Some(Field::Description),
        ("brand", ..) => Some(Field::Brand),
        ("model", ..) => Some(Field::Model),
        ("tags", ..) => Some(Field::Tags),
        ("images", ..) => Some(Field::Images),
        ("options", ..) => Some(Field::Options),
        ("attributes", Some(name), _) => {
            let name = name.replace("~1", "/").replace("~0", "~");
            Some(Field::Attribute(name))
        }
        ("variants", _, Some("sku")) => Some(Field::Sku),
        ("variants", _, Some("price")) => Some(Field::Price),
        ("variants", _, Some("original_price")) => Some(Field::OriginalPrice),
        ("variants", _, Some("stock_quantity")) => Some(Field::Stock),
        ("variants", _, Some("options")) => Some(Field::VariantOptions),
        _ => None,
    };
    let column = field.and_then(|field| {
        let own = columns.find(&field);
        let fallback = match field {
            Field::Attribute(_) => Some(Field::Attributes),
            Field::Description => Some(Field::ShortDescription),
            Field::VariantOptions => Some(Field::OptionValue(1)),
            Field::Options => Some(Field::OptionName(1)),
            _ => None,
        };
        own.or_else(|| columns.find(&fallback?))
    });
    let variant = second.filter(|_| top == Some("variants"));
    let line = variant
        .and_then(|place| lines.get(place.parse::<usize>().ok()?))
        .copied();
    let reason = if column.is_some() {
        error.detail.clone()
    } else {
        format!("{} {}", error.pointer.trim_start_matches('/'), error.detail)
    };
    Fault {
        line: line.unwrap_or(group.first.line),
        column,
        reason,
    }
}
