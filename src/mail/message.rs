//! From a row to what goes over the wire.

use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Address, Message,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0},
    },
};

use super::{Smtp, layout::one_line, outbox::Claimed};

/// Nobody answers a machine by machine (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// The message of a letter: the same one however often it is made, so that a server or a reader
/// recognises it when it comes twice.
///
/// # Errors
/// Why it can never be sent.
pub fn compose(letter: &Claimed, smtp: &Smtp) -> Result<Message, String> {
    let recipient: Address = letter
        .recipient
        .parse()
        .map_err(|_| "the recipient is no e-mail address".to_owned())?;
    let written = u64::try_from(letter.created_at).unwrap_or_default();
    let domain = smtp.from.email.domain();
    let id = format!("<souk.{}.{written}@{domain}>", letter.id);
    Message::builder()
        .from(smtp.from.clone())
        .reply_to(smtp.reply_to.clone())
        .to(Mailbox::new(None, recipient))
        .subject(one_line(&letter.subject))
        .date(UNIX_EPOCH + Duration::from_millis(written))
        .message_id(Some(id))
        .raw_header(HeaderValue::new(
            AUTO_SUBMITTED,
            "auto-generated".to_owned(),
        ))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(subject: &str, recipient: &str) -> Result<String, String> {
        let from = "Bazaar <shop@example.org>";
        let reply_to = Some("help@example.org");
        let smtp = Smtp::new(
            "smtp://mail.example.org",
            from,
            reply_to,
            Duration::from_secs(60),
        )
        .unwrap();
        let letter = Claimed {
            id: 7,
            kind: "order_shipped".to_owned(),
            recipient: recipient.to_owned(),
            subject: subject.to_owned(),
            body: "Hello Läyla,\n\n.\nit is on its way.\n".to_owned(),
            created_at: 1_795_000_000_123,
            attempts: 1,
            due_at: 0,
        };
        let message = compose(&letter, &smtp)?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_letter_has_its_headers() {
        let text = wire("Order 7 is on its way", "leyla@example.org").unwrap();
        for header in [
            "From: Bazaar <shop@example.org>",
            "Reply-To: help@example.org",
            "To: leyla@example.org",
            "Subject: Order 7 is on its way",
            "Date: Wed, 18 Nov 2026 11:06:40 +0000",
            "Message-ID: <souk.7.1795000000123@example.org>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(text.contains(&format!("{header}\r\n")), "{header}: {text}");
        }
        assert_eq!(
            text,
            wire("Order 7 is on its way", "leyla@example.org").unwrap()
        );
    }

    #[test]
    fn nothing_in_a_letter_becomes_a_header() {
        for subject in [
            "x\r\nBcc: a@example.org",
            "x\nBcc: a@example.org",
            "x\u{2028}\rBcc: a@example.org\0",
        ] {
            let text = wire(subject, "leyla@example.org").unwrap();
            assert!(!text.contains("\nBcc"), "{text}");
        }
        for recipient in [
            "a@example.org\r\nBcc: b@example.org",
            "a@example.org, b@example.org",
            "",
            "x",
            "<a@b.c>",
        ] {
            assert!(wire("x", recipient).is_err(), "{recipient:?}");
        }
    }
}
