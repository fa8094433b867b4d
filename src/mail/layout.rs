//! How letters look: plain text in 78 columns, the shop's name below.

/// The widest line, in characters.
pub const COLUMNS: usize = 78;

/// A letter's body as it grows.
///
/// ```
/// let mut page = souk::mail::layout::Page::default();
/// page.paragraph("Hello Leyla,").paragraph("your order is on its way.");
/// page.row("Rug × 1", "199.00 EUR");
/// assert!(page.signed("Bazaar").ends_with("\n-- \nBazaar\n"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Page {
    text: String,
    in_rows: bool,
}

impl Page {
    /// Adds a paragraph, its words wrapped. Line breaks in it are spaces.
    pub fn paragraph(&mut self, text: &str) -> &mut Self {
        self.gap(false);
        wrap(&mut self.text, text);
        self
    }

    /// Adds a line as it is: an address, a link, which must not be broken.
    pub fn line(&mut self, text: &str) -> &mut Self {
        self.gap(true);
        self.text.push_str(&one_line(text));
        self.text.push('\n');
        self
    }

    /// Adds a line with a text on the left and one on the right edge: an item and its price. A text
    /// that is too long has a line of its own.
    pub fn row(&mut self, left: &str, right: &str) -> &mut Self {
        self.gap(true);
        let (left, right) = (one_line(left), one_line(right));
        let width = left.chars().count() + right.chars().count();
        let indent = if width < COLUMNS {
            self.text.push_str(&left);
            COLUMNS - width
        } else {
            wrap(&mut self.text, &left);
            COLUMNS.saturating_sub(right.chars().count())
        };
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(&right);
        self.text.push('\n');
        self
    }

    /// The body, with the shop's name below.
    pub fn signed(&self, shop: &str) -> String {
        let mut text = self.text.clone();
        text.push_str("\n-- \n");
        text.push_str(&one_line(shop));
        text.push('\n');
        text
    }

    /// An empty line between paragraphs, and around lines and rows that stand together.
    fn gap(&mut self, in_rows: bool) {
        let together = self.in_rows && in_rows;
        if !self.text.is_empty() && !together {
            self.text.push('\n');
        }
        self.in_rows = in_rows;
    }
}

/// A text without what could end a line or hide in one: such as a subject.
pub fn one_line(text: &str) -> String {
    let plain = text.replace(
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        " ",
    );
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes words in lines of at most 78 characters; a longer word has a line of its own.
fn wrap(to: &mut String, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > COLUMNS {
            to.push('\n');
            column = 0;
        }
        if column > 0 {
            to.push(' ');
            column += 1;
        }
        to.extend(word.chars().filter(|c| !c.is_control()));
        column += length;
    }
    to.push('\n');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_letter_has_paragraphs_rows_and_a_name() {
        let mut page = Page::default();
        page.paragraph("Hello\nLeyla,");
        page.paragraph(&"word ".repeat(20));
        page.row("Rug × 1", "199.00 EUR").row("Total", "199.00 EUR");
        page.line("https://shop.example/orders/7");
        let text = page.signed("Bazaar\nof Izmir");
        assert!(text.starts_with("Hello Leyla,\n\nword word"));
        assert!(text.contains(&format!("\n\nRug × 1{}199.00 EUR\nTotal", " ".repeat(61))));
        assert!(text.ends_with("EUR\nhttps://shop.example/orders/7\n\n-- \nBazaar of Izmir\n"));
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            one_line("Order 7\r\nBcc: all@example.org\u{2028}x"),
            "Order 7 Bcc: all@example.org x"
        );
        assert_eq!(one_line(" a\0\tb "), "a b");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(words in proptest::collection::vec("[a-zäöü]{1,40}", 1..60)) {
            let mut page = Page::default();
            page.paragraph(&words.join(" "));
            prop_assert!(page.text.lines().all(|line| line.chars().count() <= COLUMNS));
            prop_assert_eq!(page.text.split_whitespace().collect::<Vec<_>>(), words);
        }
    }
}
