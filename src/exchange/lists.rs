//! Cells that hold several things: tags, pictures, paths of categories.

/// Words between commas, semicolons or bars, without repeats; also a list as JSON or Python has it.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in unwrapped(text).split([',', ';', '|']) {
        let word = word.trim().trim_matches(['"', '\'']).trim();
        if !word.is_empty() && !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Addresses of pictures between commas, bars, spaces or whatever, and what else stands there.
pub fn addresses(text: &str) -> (Vec<String>, Vec<String>) {
    let text = unwrapped(text);
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for part in split_before(text, &["http://", "https://"]) {
        let part = part.trim_matches(|c: char| c.is_whitespace() || ",;|\"'[]".contains(c));
        let pieces: Vec<String> = if part.starts_with("http") {
            vec![part.replace(char::is_whitespace, "%20")]
        } else {
            let pieces = part.split([',', ';', '|', '\n']);
            pieces.map(|piece| piece.trim().to_owned()).collect()
        };
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            let list = if piece.starts_with("http") || piece.starts_with('/') {
                &mut found
            } else {
                &mut others
            };
            if !list.contains(&piece) {
                list.push(piece);
            }
        }
    }
    (found, others)
}

/// Splits a text before each of the beginnings that something set apart precedes: an address inside
/// of another's query is part of that one.
fn split_before<'t>(text: &'t str, beginnings: &[&str]) -> Vec<&'t str> {
    let mut places: Vec<usize> = beginnings
        .iter()
        .flat_map(|beginning| text.match_indices(beginning))
        .map(|(place, _)| place)
        .filter(|place| {
            let before = text[..*place].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || ",;|\"'[".contains(c))
        })
        .collect();
    places.sort_unstable();
    let mut parts = Vec::with_capacity(places.len() + 1);
    let mut from = 0;
    for place in places {
        parts.push(&text[from..place]);
        from = place;
    }
    parts.push(&text[from..]);
    parts
}

/// A path of categories, `A > B`; a `>` of a name is written `\>`.
pub fn path(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let last = names.len() - 1;
        match character {
            '\\' => names[last].extend(rest.next()),
            '>' => names.push(String::new()),
            other => names[last].push(other),
        }
    }
    let trimmed = names.into_iter().map(|name| name.trim().to_owned());
    trimmed.filter(|name| !name.is_empty()).collect()
}

/// The same path as text.
pub fn path_text(names: &[String]) -> String {
    let escaped: Vec<String> = names
        .iter()
        .map(|name| name.replace('\\', "\\\\").replace('>', "\\>"))
        .collect();
    escaped.join(" > ")
}

/// A path as people's tables have it: `A > B`, `A >> B`, `A | B`, `A » B`, `A / B`, `A::B`, or one of
/// these in a list, as `["A >> B"]`.
pub fn loose_path(text: &str) -> Vec<String> {
    let text = unwrapped(text).trim_matches(['"', '\'']);
    for mark in [">", "|", "»", "→", "::", " / ", "\", \"", "', '"] {
        if text.contains(mark) {
            return lined(text.split(mark));
        }
    }
    lined(std::iter::once(text))
}

/// WooCommerce's paths between commas: the deepest of them (the first of those), and the leaves of
/// the others that are not on it. A comma of a name is written `\,`.
pub fn deepest_path(text: &str) -> (Vec<String>, Vec<String>) {
    let escaped = text.replace("\\,", "\u{1f}");
    let paths: Vec<Vec<String>> = escaped
        .split(',')
        .map(|part| path(&super::cells::one_line(&part.replace('\u{1f}', ","))))
        .filter(|path| !path.is_empty())
        .collect();
    let mut best: &[String] = &[];
    for path in &paths {
        if path.len() > best.len() {
            best = path;
        }
    }
    let mut others: Vec<String> = Vec::new();
    for leaf in paths.iter().filter_map(|path| path.last()) {
        if !best.contains(leaf) && !others.contains(leaf) {
            others.push(leaf.clone());
        }
    }
    (best.to_vec(), others)
}

fn lined<'t>(names: impl Iterator<Item = &'t str>) -> Vec<String> {
    names
        .map(super::cells::one_line)
        .filter(|name| !name.is_empty())
        .collect()
}

/// A list without its brackets.
fn unwrapped(text: &str) -> &str {
    let inside = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inside.unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pictures_stand_between_anything() {
        let expected = ["https://a/1.jpg", "https://a/2.jpg"];
        for text in [
            "https://a/1.jpg, https://a/2.jpg",
            "https://a/1.jpg,https://a/2.jpg",
            "https://a/1.jpg|https://a/2.jpg",
            "https://a/1.jpg https://a/2.jpg",
            "[\"https://a/1.jpg\", \"https://a/2.jpg\"]",
            "['https://a/1.jpg','https://a/2.jpg']",
            "https://a/1.jpg\nhttps://a/2.jpg;https://a/1.jpg",
        ] {
            assert_eq!(addresses(text).0, expected, "{text}");
        }
        for (text, one) in [
            ("https://a/w_1,h_2/x.jpg", "https://a/w_1,h_2/x.jpg"),
            ("https://a/big mug.jpg", "https://a/big%20mug.jpg"),
            (
                "https://a/?u=https://b/x.jpg",
                "https://a/?u=https://b/x.jpg",
            ),
            ("/media/x.png", "/media/x.png"),
        ] {
            assert_eq!(addresses(text), (vec![one.to_owned()], vec![]), "{text}");
        }
        let mixed = addresses("mug.jpg, javascript:alert(1)");
        assert_eq!(mixed.0, Vec::<String>::new());
        assert_eq!(mixed.1, ["mug.jpg", "javascript:alert(1)"]);
    }

    #[test]
    fn paths_of_peoples_tables() {
        for text in [
            "Home > Kitchen > Mugs",
            "Home >> Kitchen >> Mugs",
            "[\"Home >> Kitchen >> Mugs\"]",
            "['Home', 'Kitchen', 'Mugs']",
            "Home|Kitchen|Mugs",
            "Home / Kitchen / Mugs",
        ] {
            assert_eq!(loose_path(text), ["Home", "Kitchen", "Mugs"], "{text}");
        }
        assert_eq!(loose_path("TV/Video"), ["TV/Video"]);
        assert_eq!(loose_path("MP4&MP3 "), ["MP4&MP3"]);
    }

    #[test]
    fn the_deepest_of_several_paths_wins() {
        let (path, others) =
            deepest_path("Clothing, Clothing > T-shirts, Music > Albums, Sale\\, old");
        assert_eq!(path, ["Clothing", "T-shirts"]);
        assert_eq!(others, ["Albums", "Sale, old"]);
    }

    #[test]
    fn words_come_once() {
        assert_eq!(words("wool, red|wool;  "), ["wool", "red"]);
        assert_eq!(words("['wool', 'red']"), ["wool", "red"]);
    }

    proptest! {
        #[test]
        fn paths_survive(names in proptest::collection::vec("[a-z>\\\\]([a-z>\\\\ ]{0,6}[a-z>\\\\])?", 1..5)) {
            prop_assert_eq!(path(&path_text(&names)), names);
        }

        #[test]
        fn no_text_panics(text in "(\\PC|http://|[,|\"'\\[\\]>]){0,40}") {
            let _ = (addresses(&text), loose_path(&text), deepest_path(&text), words(&text));
        }
    }
}
