//! Numbers, prices, dates and texts as people read them.

use std::fmt::Write;

use crate::money::Currency;

/// Signs that stand before an amount and mean one currency to everybody.
const SIGNS: [(&str, &str); 11] = [
    ("EUR", "€"),
    ("USD", "$"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("TRY", "₺"),
    ("KRW", "₩"),
    ("ILS", "₪"),
    ("UAH", "₴"),
    ("NGN", "₦"),
    ("VND", "₫"),
];

/// `1234567` → `1,234,567`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 8);
    if number < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `€1,234.50`, or `CHF 1,234.50` where no sign means one currency alone.
pub fn money(minor: i64, currency: Currency) -> String {
    let amount = currency.format(minor.saturating_abs());
    let (whole, rest) = match amount.split_once('.') {
        Some((whole, rest)) => (whole, format!(".{rest}")),
        None => (amount.as_str(), String::new()),
    };
    let whole = grouped(whole.parse().unwrap_or_default());
    let minus = if minor < 0 { "−" } else { "" };
    match SIGNS.iter().find(|(code, _)| *code == currency.code()) {
        Some((_, sign)) => format!("{minus}{sign}{whole}{rest}"),
        None => format!("{minus}{}\u{a0}{whole}{rest}", currency.code()),
    }
}

/// `2026-11-24T10:00:00Z` → `24 November 2026`; what is no instant stays as it is.
pub fn date(instant: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = instant.get(..10).unwrap_or_default().split('-');
    let mut next = || parts.next().and_then(|part| part.parse::<usize>().ok());
    match (next(), next(), next()) {
        (Some(year), Some(month @ 1..=12), Some(day)) => {
            format!("{day} {} {year}", MONTHS[month - 1])
        }
        _ => instant.to_owned(),
    }
}

/// `2026-11-24T10:00:00Z` → `Tue, 24 Nov 2026 10:00:00 GMT`, as mail and RSS write it.
pub fn mail_date(instant: &str) -> String {
    let Ok(instant) = instant.parse::<jiff::Timestamp>() else {
        return String::new();
    };
    let utc = jiff::tz::Offset::UTC.to_datetime(instant);
    utc.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `450 g`, `4.2 kg`.
pub fn weight(grams: i64) -> String {
    if grams < 1_000 {
        return format!("{grams} g");
    }
    let kilograms = format!("{:.2}", grams as f64 / 1_000.0);
    format!(
        "{} kg",
        kilograms.trim_end_matches('0').trim_end_matches('.')
    )
}

/// A text as one part of a path or as a value of a query.
pub fn url_part(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// JSON for a `<script>` that holds data: nothing in it can end the element.
pub fn data_block(data: &serde_json::Value) -> String {
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// A description as paragraphs of lines, all plain text: what is HTML in it loses its tags, and the
/// tags that begin a block begin a line.
pub fn paragraphs(description: &str) -> Vec<Vec<String>> {
    let text = if is_html(description) {
        without_tags(description)
    } else {
        description.replace('\r', "")
    };
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    paragraphs.filter(|lines| !lines.is_empty()).collect()
}

/// The beginning of a text, in whole words, for search engines.
pub fn summary(text: &str, most: usize) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 > most {
            if short.is_empty() {
                short.extend(word.chars().take(most));
            }
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

fn is_html(text: &str) -> bool {
    let closes = ["</", "<br", "<p>", "<p ", "<li>"];
    closes.iter().any(|tag| text.contains(tag))
}

fn without_tags(html: &str) -> String {
    const BLOCKS: [&str; 13] = [
        "p",
        "div",
        "ul",
        "ol",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "blockquote",
    ];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        push_text(&mut text, before);
        let Some(end) = tag.find('>') else {
            push_text(&mut text, tag);
            return text;
        };
        let name: String = tag[1..end]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        rest = &tag[end + 1..];
        match name.as_str() {
            "script" | "style" => {
                let close = format!("</{name}");
                let skipped = rest.to_ascii_lowercase().find(&close);
                rest = skipped.map_or("", |at| &rest[at..]);
            }
            "br" | "tr" => text.push('\n'),
            "li" if !tag.starts_with("</") => text.push_str("\n• "),
            name if BLOCKS.contains(&name) => text.push_str("\n\n"),
            _ => {}
        }
    }
    push_text(&mut text, rest);
    text
}

/// Text between tags: white space is one space, the commonest entities are what they stand for.
fn push_text(to: &mut String, text: &str) {
    const ENTITIES: [(&str, &str); 11] = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&amp;", "&"),
    ];
    let mut plain = text.to_owned();
    for (entity, letter) in ENTITIES {
        plain = plain.replace(entity, letter);
    }
    if plain.starts_with(char::is_whitespace) && !to.ends_with(char::is_whitespace) {
        to.push(' ');
    }
    let mut words = plain.split_whitespace().peekable();
    while let Some(word) = words.next() {
        to.push_str(word);
        if words.peek().is_some() {
            to.push(' ');
        }
    }
    if plain.ends_with(char::is_whitespace) && !to.ends_with(char::is_whitespace) {
        to.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        let currency = |code| Currency::from_code(code).unwrap();
        for (minor, code, text) in [
            (0, "EUR", "€0.00"),
            (1_999, "EUR", "€19.99"),
            (123_456_789, "USD", "$1,234,567.89"),
            (500, "JPY", "¥500"),
            (1_234_567, "KWD", "KWD\u{a0}1,234.567"),
            (-250, "EUR", "−€2.50"),
        ] {
            assert_eq!(money(minor, currency(code)), text);
        }
    }

    #[test]
    fn dates_and_weights_are_short() {
        assert_eq!(date("2026-01-05T10:00:00Z"), "5 January 2026");
        assert_eq!(date("soon"), "soon");
        assert_eq!(
            mail_date("2026-11-24T10:00:00Z"),
            "Tue, 24 Nov 2026 10:00:00 GMT"
        );
        assert_eq!(weight(450), "450 g");
        assert_eq!(weight(4_200), "4.2 kg");
        assert_eq!(weight(12_000), "12 kg");
    }

    #[test]
    fn a_data_block_cannot_be_left() {
        let data = serde_json::json!({"name": "</script><script>alert(1)</script>&"});
        let text = data_block(&data);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            data
        );
    }

    #[test]
    fn descriptions_become_paragraphs() {
        let plain = "One.\nTwo.\n\nThree < 4.";
        assert_eq!(
            paragraphs(plain),
            [vec!["One.", "Two."], vec!["Three < 4."]]
        );
        let html = "<p>Soft &amp; warm,<br>by <b>hand</b>.</p><ul><li>red</li><li>blue</li></ul><script>x()</script>";
        assert_eq!(
            paragraphs(html),
            [vec!["Soft & warm,", "by hand."], vec!["• red", "• blue"]]
        );
        assert_eq!(paragraphs("<p>never closed"), [vec!["never closed"]]);
        assert_eq!(paragraphs("</p <x"), [vec!["</p <x"]]);
        assert!(paragraphs("<p></p>").is_empty());
    }

    #[test]
    fn summaries_end_in_whole_words() {
        assert_eq!(summary("one two three", 7), "one two…");
        assert_eq!(summary("one  two", 20), "one two");
        assert_eq!(summary("abcdefgh", 4), "abcd…");
    }
}
