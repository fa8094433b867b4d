//! Addresses of lists: a path and what narrows it.

use super::words::url_part;

/// What belongs to one page of a list and to no other list.
const OF_ONE_PAGE: [&str; 2] = ["cursor", "page"];

/// The pairs of a query or of a form. What is no UTF-8 becomes replacement characters.
pub fn pairs(encoded: &str) -> Vec<(String, String)> {
    let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    };
    pairs.map(pair).collect()
}

fn decode(encoded: &str) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        let escaped = || {
            let mut ahead = rest.clone();
            let mut digit = || {
                ahead
                    .next()
                    .and_then(|digit| char::from(digit).to_digit(16))
            };
            u8::try_from(digit()? * 16 + digit()?).ok()
        };
        match (byte, escaped()) {
            (b'%', Some(escaped)) => {
                bytes.push(escaped);
                rest.nth(1);
            }
            (b'+', _) => bytes.push(b' '),
            (other, _) => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The address of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Link {
    /// The first page of the list at a path, narrowed by those pairs that say something.
    pub fn new(path: &str, pairs: &[(String, String)]) -> Self {
        let narrowing = |(name, value): &&(String, String)| {
            !value.is_empty() && !OF_ONE_PAGE.contains(&name.as_str())
        };
        Self {
            path: path.to_owned(),
            pairs: pairs.iter().filter(narrowing).cloned().collect(),
        }
    }

    /// Where it is, however it is narrowed.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What narrows it.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The same at another path.
    pub fn at(mut self, path: String) -> Self {
        self.path = path;
        self
    }

    /// Without anything of these names.
    pub fn without(mut self, names: &[&str]) -> Self {
        self.pairs
            .retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// With one more value.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without one value.
    pub fn minus(mut self, name: &str, value: &str) -> Self {
        self.pairs
            .retain(|(one, other)| one != name || other != value);
        self
    }

    /// The address.
    pub fn url(&self) -> String {
        let mut url = self.path.clone();
        for (index, (name, value)) in self.pairs.iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(&url_part(name));
            url.push('=');
            url.push_str(&url_part(value));
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(pairs: &[(&str, &str)]) -> Link {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Link::new("/products", &pairs.iter().map(owned).collect::<Vec<_>>())
    }

    #[test]
    fn forms_are_read_whatever_is_in_them() {
        for (encoded, name, value) in [
            ("a=b+c", "a", "b c"),
            ("a%3D=%C3%A9%26", "a=", "é&"),
            ("a", "a", ""),
            ("a=%zz%4", "a", "%zz%4"),
            ("a=%ff", "a", "\u{fffd}"),
        ] {
            assert_eq!(
                pairs(encoded),
                [(name.to_owned(), value.to_owned())],
                "{encoded}"
            );
        }
        assert!(pairs("&&").is_empty());
    }

    #[test]
    fn another_list_begins_at_its_first_page() {
        let link = link(&[("tag", "a b"), ("cursor", "x"), ("page", "2"), ("q", "")]);
        assert_eq!(link.url(), "/products?tag=a%20b");
        assert_eq!(
            link.clone().and("tag", "c&d").minus("tag", "a b").url(),
            "/products?tag=c%26d"
        );
        assert_eq!(link.without(&["tag"]).at("/c/x".to_owned()).url(), "/c/x");
    }
}
