//! Cursors: where a page ended, as a token that clients hand back unread.
//!
//! A cursor names the last row by its sort key and id, so rows that are added meanwhile neither
//! repeat nor hide one. It carries a check sum over itself and the query it belongs to: a cut,
//! changed or foreign one is refused.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rusqlite::types::Value;
use xxhash_rust::xxh3::xxh3_64;

/// What a row is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Prices, counts, instants.
    Number(i64),
    /// Names.
    Text(String),
    /// Ids that are no numbers.
    Bytes(Vec<u8>),
}

/// The last row of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Its sort keys, most significant first.
    pub keys: Vec<Key>,
    /// Its id: the tie-break.
    pub id: i64,
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Number(number) => Self::Integer(number),
            Key::Text(text) => Self::Text(text),
            Key::Bytes(bytes) => Self::Blob(bytes),
        }
    }
}

impl Cursor {
    /// The token of this row in the list of a query.
    pub fn encode(&self, query: &str) -> String {
        let mut bytes = Vec::with_capacity(32);
        bytes.extend(self.id.to_be_bytes());
        for key in &self.keys {
            match key {
                Key::Number(number) => {
                    bytes.push(0);
                    bytes.extend(number.to_be_bytes());
                }
                Key::Text(text) => put(&mut bytes, 1, text.as_bytes()),
                Key::Bytes(key) => put(&mut bytes, 2, key),
            }
        }
        bytes.extend(check_sum(&bytes, query));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token; `None` when it is not one of this query's.
    pub fn decode(token: &str, query: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
        if check_sum(body, query) != sum {
            return None;
        }
        let (id, mut rest) = take_number(body)?;
        let mut keys = Vec::new();
        while let Some((kind, after)) = rest.split_first() {
            let (key, after) = match kind {
                0 => take_number(after).map(|(number, after)| (Key::Number(number), after))?,
                1 => take_text(after).map(|(text, after)| (Key::Text(text), after))?,
                2 => take_bytes(after).map(|(key, after)| (Key::Bytes(key.to_vec()), after))?,
                _ => return None,
            };
            keys.push(key);
            rest = after;
        }
        Some(Self { keys, id })
    }
}

fn take_number(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((i64::from_be_bytes(*number), rest))
}

fn put(bytes: &mut Vec<u8>, kind: u8, key: &[u8]) {
    bytes.push(kind);
    bytes.extend((key.len() as u32).to_be_bytes());
    bytes.extend(key);
}

fn take_bytes(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    rest.split_at_checked(length)
}

fn take_text(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (text, rest) = take_bytes(bytes)?;
    Some((String::from_utf8(text.to_vec()).ok()?, rest))
}

/// Four bytes: against accidents and curiosity, not against forgery. A forged cursor reads nothing
/// that the list does not show anyway.
fn check_sum(body: &[u8], query: &str) -> [u8; 4] {
    let sum = xxh3_64(body) ^ xxh3_64(query.as_bytes()).rotate_left(17);
    (sum as u32).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys() -> impl Strategy<Value = Vec<Key>> {
        let key = prop_oneof![
            any::<i64>().prop_map(Key::Number),
            any::<String>().prop_map(Key::Text),
            any::<Vec<u8>>().prop_map(Key::Bytes)
        ];
        proptest::collection::vec(key, 0..4)
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(keys in keys(), id: i64, query: String) {
            let cursor = Cursor { keys, id };
            prop_assert_eq!(Cursor::decode(&cursor.encode(&query), &query), Some(cursor));
        }

        #[test]
        fn another_querys_cursor_is_refused(keys in keys(), id: i64, one: String, other: String) {
            prop_assume!(one != other);
            let token = Cursor { keys, id }.encode(&one);
            prop_assert_eq!(Cursor::decode(&token, &other), None);
        }

        #[test]
        fn any_text_is_read_without_panic(token: String, noise in "[A-Za-z0-9_-]{0,80}") {
            let _ = Cursor::decode(&token, "");
            let _ = Cursor::decode(&noise, "");
        }

        #[test]
        fn a_changed_cursor_is_refused(id: i64, number: i64, at in 0usize..20, flip in 1u8..) {
            let token = Cursor { keys: vec![Key::Number(number)], id }.encode("q");
            let mut bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
            let place = at % bytes.len();
            bytes[place] ^= flip;
            prop_assert_eq!(Cursor::decode(&URL_SAFE_NO_PAD.encode(bytes), "q"), None);
        }
    }
}
