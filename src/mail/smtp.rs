//! The way out: an SMTP server, and who writes.

use std::{fmt, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{AsyncSmtpTransportBuilder, Error, PoolConfig},
};

/// How long one letter may take, from connecting to the server's last word.
const ATTEMPT: Duration = Duration::from_secs(60);
/// Answers that say no for ever about the shop, not about the letter: no mail here, and log in first.
const ABOUT_THE_SHOP: [u16; 5] = [521, 530, 534, 535, 538];

/// How letters leave.
#[derive(Clone)]
pub struct Smtp {
    server: AsyncSmtpTransportBuilder,
    /// Who writes.
    pub from: Mailbox,
    /// Who is answered.
    pub reply_to: Mailbox,
    /// How long a letter waits after the first attempt; then twice as long each time.
    pub retry_after: Duration,
    /// Whether a password may travel in the clear.
    pub in_the_clear: bool,
}

impl fmt::Debug for Smtp {
    /// Without the server: its address holds a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Smtp")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Why a letter did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No server answered, or it takes nothing from this shop: other letters would fare the same.
    Unreachable(String),
    /// Try this letter again.
    Later(String),
    /// Never.
    Never(String),
}

impl Smtp {
    /// The way through a server, `smtp://user:password@host:587?tls=required` or `smtps://…`.
    ///
    /// # Errors
    /// What is wrong with which flag, without the secret in it.
    pub fn new(
        url: &str,
        from: &str,
        reply_to: Option<&str>,
        retry_after: Duration,
    ) -> Result<Self, String> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            "--smtp-url is no address such as smtp://user:password@host:587?tls=required or smtps://host"
        })?;
        let from = mailbox("--mail-from", from)?;
        let reply_to = match reply_to {
            Some(text) => mailbox("--mail-reply-to", text)?,
            None => from.clone(),
        };
        let in_the_clear = url.starts_with("smtp:") && url.contains('@') && !url.contains("tls=");
        Ok(Self {
            server: server
                .timeout(Some(ATTEMPT))
                .pool_config(PoolConfig::new().max_size(1)),
            from,
            reply_to,
            retry_after,
            in_the_clear,
        })
    }

    /// A line to the server, for a round of letters. It is opened when the first one is sent, and ends
    /// when it is dropped.
    pub(super) fn line(&self) -> Line {
        Line(self.server.clone().build())
    }
}

/// One that addresses in a header and an envelope can hold.
fn mailbox(flag: &str, text: &str) -> Result<Mailbox, String> {
    let read = text
        .parse()
        .ok()
        .filter(|_| !text.contains(char::is_control));
    read.ok_or_else(|| {
        format!("{flag} {text:?} is no address such as \"Bazaar <shop@example.org>\"")
    })
}

/// A line to a server.
pub(super) struct Line(AsyncSmtpTransport<Tokio1Executor>);

impl Line {
    /// Sends one letter. After a failure the line is of no more use.
    pub async fn send(&self, message: Message) -> Result<(), Refusal> {
        match tokio::time::timeout(ATTEMPT, self.0.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Refusal::Unreachable(format!(
                "the mail server took longer than {} s",
                ATTEMPT.as_secs()
            ))),
        }
    }
}

fn refusal(error: &Error) -> Refusal {
    let words = error.to_string();
    match error.status().map(u16::from) {
        Some(code) if ABOUT_THE_SHOP.contains(&code) || code == 421 => Refusal::Unreachable(words),
        Some(_) if error.is_permanent() => Refusal::Never(words),
        Some(_) => Refusal::Later(words),
        // What the server cannot take, such as an address in another script.
        None if error.is_client() => Refusal::Later(words),
        None => Refusal::Unreachable(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(url: &str, from: &str) -> Result<Smtp, String> {
        Smtp::new(url, from, None, Duration::from_secs(60))
    }

    #[test]
    fn the_password_is_never_shown() {
        let url = "smtp://shop:hunter2@mail.example.org";
        let smtp = smtp(url, "Bazaar <shop@example.org>").unwrap();
        assert!(smtp.in_the_clear);
        assert!(!format!("{smtp:?}").contains("hunter2"));
        let wrong = super::tests::smtp("http://shop:hunter2@mail", "shop@example.org").unwrap_err();
        assert!(!wrong.contains("hunter2"), "{wrong}");
    }

    #[test]
    fn an_address_is_one_address() {
        let url = "smtps://mail.example.org";
        for from in [
            "shop@example.org",
            "Bazaar <shop@example.org>",
            "\"A, B\" <a@example.org>",
        ] {
            assert!(smtp(url, from).is_ok(), "{from}");
        }
        for from in [
            "",
            "shop",
            "a@example.org, b@example.org",
            "a@example.org\r\nBcc: b@example.org",
        ] {
            assert!(smtp(url, from).is_err(), "{from:?}");
        }
    }
}
