//! Addresses of lists: a path and what narrows it.

use super::words::url_part;

/// What belongs to one page of a list and to no other list.
const OF_ONE_PAGE: [&str; 2] = ["cursor", "page"];

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

    /// With one value of a name in the place of all others.
    pub fn with(self, name: &str, value: &str) -> Self {
        self.without(&[name]).and(name, value)
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
    fn another_list_begins_at_its_first_page() {
        let link = link(&[("tag", "a b"), ("cursor", "x"), ("page", "2"), ("q", "")]);
        assert_eq!(link.url(), "/products?tag=a%20b");
        assert_eq!(
            link.clone().with("sort", "price").url(),
            "/products?tag=a%20b&sort=price"
        );
        assert_eq!(
            link.clone().and("tag", "c&d").minus("tag", "a b").url(),
            "/products?tag=c%26d"
        );
        assert_eq!(link.without(&["tag"]).at("/c/x".to_owned()).url(), "/c/x");
    }
}
