//! Duplicate keys. JSON lets them pass and readers differ in which one they heed, so a body that has
//! one, at whatever depth, is refused before it is read.

use std::{borrow::Cow, collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Why a body is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is not JSON.
    Syntax(serde_json::Error),
    /// A key is there twice: the RFC 6901 pointer to it.
    Duplicate(String),
}

/// Reads a whole body, and remembers none of it.
///
/// # Errors
/// The first fault.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let mut place = Place::default();
    let scanned = Scan(&mut place).deserialize(&mut reader);
    match scanned.and_then(|()| reader.end()) {
        Ok(()) => Ok(()),
        Err(_) if place.is_duplicate => Err(Refusal::Duplicate(place.pointer)),
        Err(error) => Err(Refusal::Syntax(error)),
    }
}

/// A key as a reference token of an RFC 6901 pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Where the reading is.
#[derive(Default)]
struct Place {
    pointer: String,
    is_duplicate: bool,
}

struct Scan<'p>(&'p mut Place);

impl Scan<'_> {
    /// Reads what stands at `token` below here.
    fn below<R, E>(
        &mut self,
        token: impl fmt::Display,
        read: impl FnOnce(Scan<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let length = self.0.pointer.len();
        self.0.pointer.push_str(&format!("/{token}"));
        let result = read(Scan(self.0))?;
        self.0.pointer.truncate(length);
        Ok(result)
    }
}

impl<'de> DeserializeSeed<'de> for Scan<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scan<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        while self
            .below(index, |item| items.next_element_seed(item))?
            .is_some()
        {
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let mut keys: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            let token = escape(&key);
            if !keys.insert(key) {
                self.0.pointer.push_str(&format!("/{token}"));
                self.0.is_duplicate = true;
                return Err(A::Error::custom("a key is there twice"));
            }
            self.below(token, |value| members.next_value_seed(value))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_are_found_at_any_depth() {
        for (body, pointer) in [
            (r#"{"a":1,"a":1}"#, "/a"),
            (r#"[{},{"b":[{"c~/":1,"c~/":2}]}]"#, "/1/b/0/c~0~1"),
            (r#"{"a":1,"\u0061":2}"#, "/a"),
        ] {
            match check(body.as_bytes()) {
                Err(Refusal::Duplicate(found)) => assert_eq!(found, pointer),
                other => panic!("{body}: {other:?}"),
            }
        }
        for body in [
            r#"{"a":{"a":{"a":[1,2.5,true,null,"a"]}}}"#,
            "1",
            "[]",
            "null",
        ] {
            assert!(check(body.as_bytes()).is_ok(), "{body}");
        }
        for body in ["", "{", "[1 2]", "{} {}", r#"{"a"}"#] {
            assert!(
                matches!(check(body.as_bytes()), Err(Refusal::Syntax(_))),
                "{body}"
            );
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(100_000);
        assert!(matches!(check(deep.as_bytes()), Err(Refusal::Syntax(_))));
    }
}
