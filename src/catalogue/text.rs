//! Text as search, sorting and addresses see it: folded, split into words, made into slugs.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest slug made from a name, in bytes; room is left for a number behind it.
const SLUG_MAX: usize = 180;
/// Words outside these lengths are not worth a place in the dictionary of spellings.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 3..=32;

/// Lower case, without accents, compatibility forms unified: `Crème Brûlée` → `creme brulee`.
/// What search, the name order and the spelling dictionary compare by.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    for letter in letters.flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    folded
}

/// What people without the letter on their keyboard type for it: letters that Unicode does not take
/// apart into another and a mark.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ı' => "i",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// The words of a folded text: runs of letters and digits.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The words of a text that belong into the dictionary of spellings, folded. Numbers do not: a
/// mistyped digit means another article, not a spelling.
pub fn dictionary_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    words(&folded)
        .filter(|word| {
            WORD_LENGTHS.contains(&word.chars().count())
                && !word.bytes().any(|byte| byte.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}

/// The address form of a name: lower-case ASCII words joined by `-`, other scripts transliterated.
/// Never empty, and never only digits, since a path names a product by id or by slug.
///
/// `Kilim Rug №3` → `kilim-rug-no-3`, `501` → `p-501`.
pub fn slugify(name: &str) -> String {
    let ascii = deunicode::deunicode_with_tofu(name, " ");
    let mut slug = String::with_capacity(ascii.len().min(SLUG_MAX) + 2);
    for character in ascii.chars() {
        if slug.len() >= SLUG_MAX {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if character != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        slug.push_str("product");
    } else if slug.bytes().all(|byte| byte.is_ascii_digit()) {
        slug.insert_str(0, "p-");
    }
    slug
}

/// Whether a text may be a slug: 1 to 200 of `a-z 0-9 -`, no dash at either end, not only digits.
pub fn is_slug(text: &str) -> bool {
    (1..=200).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A pattern for LIKE that finds a text anywhere; it escapes by `\\`.
pub fn like_anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_drops_case_and_accents() {
        assert_eq!(fold("Crème BRÛLÉE"), "creme brulee");
        assert_eq!(fold("ﬁne Ⅳ"), "fine iv");
        assert_eq!(
            fold("Çınar İstanbul STRAẞE Øresund"),
            "cinar istanbul strasse oresund"
        );
    }

    #[test]
    fn slugs_are_readable() {
        assert_eq!(slugify("Grandma's Kilim, 2 m"), "grandmas-kilim-2-m");
        assert_eq!(slugify("Çeşme Havlusu"), "cesme-havlusu");
        assert_eq!(slugify("ковёр"), "kovior");
        assert_eq!(slugify("501"), "p-501");
        assert_eq!(slugify("  — "), "product");
    }

    #[test]
    fn numbers_are_no_spellings() {
        assert_eq!(
            dictionary_words("WWI 512MB MP3-Player, Ré"),
            ["wwi", "player"]
        );
    }

    proptest! {
        #[test]
        fn every_name_makes_a_slug(name in "\\PC{0,300}") {
            prop_assert!(is_slug(&slugify(&name)), "{}", slugify(&name));
        }
    }
}
