//! Events as rows of the ledger, there and back.

use std::{num::NonZeroI64, sync::Arc};

use rusqlite::{Row, Statement, params};

use super::{
    event::{Action, Event, Line, VisitorId, What},
    sums::Taken,
};

/// Binds an event to `sql/tracking/insert_event.sql` and runs it.
///
/// # Errors
/// The database's.
pub fn insert(insert: &mut Statement<'_>, taken: &Taken) -> rusqlite::Result<()> {
    let event = &taken.event;
    let row = Columns::of(event);
    let significant = 16 - taken.repeats.leading_zeros() as usize / 8;
    let bytes = taken.repeats.to_le_bytes();
    let repeats = (significant > 0).then(|| &bytes[..significant]);
    insert.execute(params![
        event.at,
        event.action() as u8,
        event.visitor.map(|visitor| visitor.0.get()),
        row.product,
        row.units,
        row.amount,
        row.reference,
        row.text,
        row.ids,
        repeats,
    ])?;
    Ok(())
}

/// The columns whose use depends on the action.
#[derive(Default)]
struct Columns<'a> {
    product: Option<i64>,
    units: Option<i64>,
    amount: Option<i64>,
    reference: Option<i64>,
    text: Option<&'a str>,
    ids: Option<Vec<u8>>,
}

impl<'a> Columns<'a> {
    fn of(event: &'a Event) -> Self {
        let none = Self::default();
        match &event.what {
            What::Listing { ids } => Self {
                ids: Some(pack(ids)),
                ..none
            },
            What::Search { ids, query, first } => Self {
                ids: Some(pack(ids)),
                text: Some(query),
                units: Some(i64::from(*first)),
                ..none
            },
            What::Category { ids, slug } => Self {
                ids: Some(pack(ids)),
                text: Some(slug),
                ..none
            },
            What::Product {
                product, context, ..
            } => Self {
                product: Some(*product),
                text: context.as_deref(),
                ..none
            },
            What::Cart {
                product,
                cart,
                units,
                amount,
                ..
            } => Self {
                product: Some(*product),
                units: Some(i64::from(*units)),
                amount: Some(*amount),
                reference: Some(*cart),
                ..none
            },
            What::Purchase { cart, lines } => Self {
                reference: Some(*cart),
                ids: Some(pack_lines(lines)),
                ..none
            },
        }
    }
}

/// Reads a row of `sql/tracking/read_events.sql`; `None` when it is no event that we know.
///
/// # Errors
/// The database's.
pub fn read(row: &Row<'_>) -> rusqlite::Result<Option<Taken>> {
    let Some(action) = Action::from_number(row.get(2)?) else {
        return Ok(None);
    };
    let number = |column: usize| {
        row.get::<_, Option<i64>>(column)
            .map(Option::unwrap_or_default)
    };
    let text = || {
        row.get::<_, Option<String>>(8)
            .map(|text| text.map(String::into_boxed_str))
    };
    let blob = |column: usize| -> rusqlite::Result<&[u8]> {
        Ok(row.get_ref(column)?.as_blob_or_null()?.unwrap_or_default())
    };
    let ids = || Ok::<_, rusqlite::Error>(Arc::from(unpack(blob(9)?)));
    let what = match action {
        Action::ListingView => What::Listing { ids: ids()? },
        Action::SearchView => What::Search {
            ids: ids()?,
            query: text()?.unwrap_or_default(),
            first: number(5)? != 0,
        },
        Action::CategoryView => What::Category {
            ids: ids()?,
            slug: text()?.unwrap_or_default(),
        },
        Action::CartAdd | Action::CartRemove => What::Cart {
            product: number(4)?,
            cart: number(7)?,
            units: u32::try_from(number(5)?).unwrap_or_default(),
            amount: number(6)?,
            added: action == Action::CartAdd,
        },
        Action::Purchase => What::Purchase {
            cart: number(7)?,
            lines: unpack_lines(blob(9)?).into(),
        },
        action => What::Product {
            product: number(4)?,
            action,
            context: text()?,
        },
    };
    let visitor: Option<i64> = row.get(3)?;
    let event = Event {
        at: row.get(1)?,
        visitor: visitor.and_then(NonZeroI64::new).map(VisitorId),
        what,
    };
    let mut repeats = [0; 16];
    let written = blob(10)?;
    let known = written.len().min(16);
    repeats[..known].copy_from_slice(&written[..known]);
    Ok(Some(Taken {
        event,
        repeats: u128::from_le_bytes(repeats),
    }))
}

/// Seven bits a byte, the low ones first.
fn push(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = number.cast_unsigned();
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

fn pack(ids: &[i64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ids.len() * 3);
    ids.iter().for_each(|id| push(&mut bytes, *id));
    bytes
}

fn unpack(bytes: &[u8]) -> Vec<i64> {
    let mut numbers = Vec::with_capacity(bytes.len() / 2);
    let (mut number, mut shift) = (0_u64, 0);
    for byte in bytes {
        number |= u64::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            numbers.push(number.cast_signed());
            (number, shift) = (0, 0);
        }
    }
    numbers
}

fn pack_lines(lines: &[Line]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(lines.len() * 8);
    for line in lines {
        push(&mut bytes, line.product);
        push(&mut bytes, i64::from(line.units));
        push(&mut bytes, line.amount);
    }
    bytes
}

fn unpack_lines(bytes: &[u8]) -> Vec<Line> {
    let numbers = unpack(bytes);
    let line = |triple: &[i64]| Line {
        product: triple[0],
        units: u32::try_from(triple[1]).unwrap_or_default(),
        amount: triple[2],
    };
    numbers.chunks_exact(3).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_packing() {
        let numbers = [0, 1, 127, 128, 300, i64::MAX, -1, i64::MIN, 44_600_062];
        assert_eq!(unpack(&pack(&numbers)), numbers);
        assert_eq!(pack(&[5, 6, 7]).len(), 3);
        assert_eq!(unpack(&[0xFF; 40]), Vec::<i64>::new());
    }
}
