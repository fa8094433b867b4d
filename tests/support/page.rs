//! What a page of the storefront says, read out of its HTML.

use serde_json::Value;

use super::Reply;

/// A page, as a browser without scripts would look into it.
pub struct Page {
    /// The HTML.
    pub html: String,
}

impl Page {
    /// The page that came back.
    #[track_caller]
    pub fn of(reply: &Reply) -> Self {
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8"),
            "{}",
            reply.what
        );
        Self { html: reply.text() }
    }

    /// What the browser's tab says.
    #[track_caller]
    pub fn title(&self) -> String {
        plain(between(&self.html, "<title>", "</title>").expect("a title"))
    }

    /// The first heading.
    #[track_caller]
    pub fn heading(&self) -> String {
        let from = self.html.find("<h1").expect("an h1");
        let text = between(&self.html[from..], ">", "</h1>").unwrap();
        plain(&without_tags(text)).trim().to_owned()
    }

    /// The address that it should be known by.
    pub fn canonical(&self) -> Option<String> {
        let tag = between(&self.html, "<link rel=\"canonical\" ", ">")?;
        attribute(tag, "href")
    }

    /// The content of a `<meta>` by its name or property.
    pub fn meta(&self, name: &str) -> Option<String> {
        let tags = self.html.split("<meta ").skip(1);
        let mut tags = tags.filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
        let named = |tag: &&str| {
            let is = |key| attribute(tag, key).as_deref() == Some(name);
            is("name") || is("property")
        };
        attribute(tags.find(named)?, "content")
    }

    /// Where its links lead.
    pub fn links(&self) -> Vec<String> {
        let anchors = self.html.split("<a ").skip(1);
        anchors
            .filter_map(|rest| attribute(rest.split_once('>')?.0, "href"))
            .collect()
    }

    /// The links to products, in order, each once.
    pub fn products(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for link in self.links() {
            if let Some(slug) = link.strip_prefix("/p/")
                && !found.iter().any(|one| one == slug)
            {
                found.push(slug.to_owned());
            }
        }
        found
    }

    /// The link whose text is this.
    #[track_caller]
    pub fn link(&self, text: &str) -> String {
        let anchors = self.html.split("<a ").skip(1);
        let mut found = anchors.filter_map(|rest| {
            let (anchor, _) = rest.split_once("</a>")?;
            let (tag, inner) = anchor.split_once('>')?;
            let words = plain(&without_tags(inner));
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            words.starts_with(text).then(|| attribute(tag, "href"))?
        });
        found.next().unwrap_or_else(|| panic!("no link {text:?}"))
    }

    /// Its JSON-LD of a type.
    #[track_caller]
    pub fn structured(&self, kind: &str) -> Value {
        let blocks = self
            .html
            .split("<script type=\"application/ld+json\">")
            .skip(1);
        let mut data = blocks.map(|rest| {
            let (text, _) = rest.split_once("</script>").unwrap();
            serde_json::from_str::<Value>(text).expect("JSON")
        });
        data.find(|data| data["@type"] == kind)
            .unwrap_or_else(|| panic!("no {kind} in {}", self.html))
    }

    /// All that is read, without tags.
    pub fn words(&self) -> String {
        let text = plain(&without_tags(&self.html));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inner, _)| inner)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    between(&format!(" {tag}"), &format!(" {name}=\""), "\"").map(plain)
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text + rest
}
