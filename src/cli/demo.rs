//! `souk serve --demo`: fills an empty shop and says what to try in it.

use std::{io::IsTerminal, net::SocketAddr, path::Path};

use indicatif::{ProgressBar, ProgressStyle};
use rusqlite::{Connection, TransactionBehavior};

use crate::{
    demo,
    http::caller::Role,
    people::{
        passwords, secret,
        tokens::{self, TokenRequest},
        users::{self, NewUser},
    },
    time,
};

/// Whom the admin of a demo is logged in as.
const EMAIL: &str = "demo@souk.example";
/// Of 64 kinds each: 96 bits.
const PASSWORD_LENGTH: usize = 16;
/// From how many products on the filling takes long enough to be watched.
const WATCHED: usize = 5_000;

/// The shop that `--demo` was asked for.
pub(super) struct Demo {
    /// The token's secret and the admin's password, both made with the shop; `None` when the shop was
    /// there before.
    secrets: Option<(String, String)>,
}

impl Demo {
    /// Fills the shop if it is empty, in one transaction: a shop is either whole or still empty. One
    /// with products, categories or sellers in it stays as it is, and a line on stderr says so.
    pub(super) fn open(
        db: &mut Connection,
        data_dir: &Path,
        products: Option<u32>,
    ) -> anyhow::Result<Self> {
        let count = products.map_or(demo::DEFAULT_COUNT, |count| count as usize);
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !demo::is_fillable(&tx)? {
            let folder = data_dir.display();
            eprintln!(
                "{folder} holds a shop already: --demo fills an empty one only, and leaves this one as it is.\n\
                 For a token: souk token create --data-dir {folder} --role admin"
            );
            return Ok(Self { secrets: None });
        }
        fill(&tx, count)?;
        let request = TokenRequest {
            name: "demo",
            role: Role::Admin,
            seller_id: None,
            expires_at: None,
        };
        let token = tokens::create(&tx, &request)?;
        let password = make_admin(&tx)?;
        tx.commit()?;
        Ok(Self {
            secrets: Some((token.token, password)),
        })
    }

    /// The token and what to try with it, as commands to paste. Nothing for a shop that was there
    /// before: what is in it, its owner knows.
    pub(super) fn announcement(&self, address: SocketAddr) -> String {
        let Some((token, password)) = &self.secrets else {
            return String::new();
        };
        format!(
            "  demo token  {token}  (role admin)\n  admin       http://{address}/admin  (log in as {EMAIL} with the password {password})\n  \
             dashboard   http://{address}/admin/live\n\nTry:\n  \
             curl 'http://{address}/api/products?q=lamp&limit=3'\n  \
             curl 'http://{address}/api/products?category=rugs&sort=price&facets=true'\n  \
             curl 'http://{address}/api/search/suggest?q=lantrn'\n  \
             curl -X POST http://{address}/api/products -H 'Authorization: Bearer {token}' \\\n       \
             -H 'Content-Type: application/json' -d '{{\"name\":\"Enamel Mug\",\"price\":1999,\"stock_quantity\":12}}'\n"
        )
    }
}

/// Makes the account of the demo's admin, with a password that nobody had before.
fn make_admin(tx: &Connection) -> anyhow::Result<String> {
    let mut password = secret::make("")?;
    password.truncate(PASSWORD_LENGTH);
    let user = NewUser::checked(EMAIL, "Demo", &password, Role::Admin)?;
    users::insert(tx, &user, &passwords::hash(&password)?)?;
    Ok(password)
}

fn fill(tx: &Connection, count: usize) -> anyhow::Result<()> {
    let bar = if std::io::stderr().is_terminal() && count > WATCHED {
        ProgressBar::new(count as u64)
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("filling {wide_bar} {human_pos} {eta}") {
        bar.set_style(style);
    }
    demo::fill(tx, count, time::now(), &mut |done| {
        bar.set_position(done as u64)
    })?;
    bar.finish_and_clear();
    Ok(())
}
