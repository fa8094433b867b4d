//! The pages that explore the document: everything they need is in them.

use crate::SHOP;

/// A page without the contents of its scripts, which name hosts and load nothing.
fn markup(page: &str) -> String {
    let mut rest = page;
    let mut markup = String::new();
    while let Some((before, script)) = rest.split_once("<script") {
        let (attributes, body) = script.split_once('>').unwrap();
        markup.push_str(before);
        markup.push_str(attributes);
        rest = body.split_once("</script>").unwrap().1;
    }
    markup + rest
}

#[test]
fn they_load_nothing_from_elsewhere() {
    let shop = SHOP.get();
    for path in ["/docs", "/docs/rapidoc", "/docs/"] {
        let page = shop.get(path).expect_status(200);
        assert!(
            page.expect("content-type").starts_with("text/html"),
            "{path}"
        );
        let text = page.text();
        let markup = markup(&text);
        assert!(markup.len() < text.len(), "{path} has its scripts in it");
        for loading in [
            "src=",
            "href=",
            "@import",
            "url(http",
            "url(//",
            "url('http",
            "url(\"http",
        ] {
            for (at, _) in markup.match_indices(loading) {
                let what: String = markup[at..].chars().take(120).collect();
                let foreign = what.contains("//") && !what.contains("data:");
                assert!(!foreign, "{path}: {what}");
            }
        }
        assert!(!text.contains("fonts.googleapis.com/css"), "{path}");
        assert!(!text.contains("<script src"), "{path}");
        assert!(
            text.contains("\"/api/products\""),
            "{path} shows the document"
        );
    }
}
