//! E-mail addresses: one spelling each, and only what mail can be sent to.

/// The longest that SMTP carries.
const LENGTH_MAX: usize = 254;

/// An address trimmed and in lower case; `None` when no mail could be sent to it.
pub fn normalise(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (_, domain) = text.rsplit_once('@')?;
    let sane = text.len() <= LENGTH_MAX
        && domain.contains('.')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    (sane && text.parse::<lettre::Address>().is_ok()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        for text in ["Ada@Example.org", " ada@example.org\n", "ADA@EXAMPLE.ORG"] {
            assert_eq!(
                normalise(text).as_deref(),
                Some("ada@example.org"),
                "{text}"
            );
        }
        assert!(normalise("ada+shop@xn--bcher-kva.example").is_some());
    }

    #[test]
    fn what_mail_cannot_reach_is_no_address() {
        let long = format!("{}@example.org", "x".repeat(250));
        for text in [
            "",
            "@",
            "ada",
            "ada@",
            "@example.org",
            "ada@localhost",
            "ada@example.org\r\nBcc: all@example.org",
            "ada example@example.org",
            "<ada@example.org>",
            "Ada <ada@example.org>",
            "a@b@example.org",
            "ada@example..org",
            "ada@-.org",
            long.as_str(),
        ] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }
}
