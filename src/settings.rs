//! Settings that the shop itself keeps: one row each in shop.db, lists and flags as JSON.

use std::sync::{Arc, PoisonError, RwLock};

use poem_openapi::Enum;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::money::{Currency, MILLION};

/// What a shop is called that has not been named.
const SHOP_NAME: &str = "souk";
/// How long an order may stay unpaid, in hours.
const ORDER_EXPIRY_HOURS: i64 = 24;

/// A way to pay. All are offline: no money moves through the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Before it is sent.
    BankTransfer,
    /// To whoever brings it.
    CashOnDelivery,
    /// When it is picked up.
    Pickup,
    /// Paid at once, by nobody: for demos.
    Dummy,
}

impl PaymentMethod {
    /// Every method.
    pub const ALL: [Self; 4] = [
        Self::BankTransfer,
        Self::CashOnDelivery,
        Self::Pickup,
        Self::Dummy,
    ];

    /// The name in SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::CashOnDelivery => "cash_on_delivery",
            Self::Pickup => "pickup",
            Self::Dummy => "dummy",
        }
    }

    /// The method of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// The currency of a shop that runs. An empty shop may choose another, so ask each time, and do not
/// keep the answer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct LiveCurrency(Arc<RwLock<Currency>>);

impl LiveCurrency {
    /// The currency at the start.
    pub fn new(currency: Currency) -> Self {
        Self(Arc::new(RwLock::new(currency)))
    }

    /// The currency now.
    pub fn get(&self) -> Currency {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its ISO 4217 code.
    pub fn code(&self) -> &'static str {
        self.get().code()
    }

    /// Chooses another one; the file says the same already.
    pub fn set(&self, currency: Currency) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = currency;
    }
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What the shop is called.
    pub shop_name: String,
    /// What its prices are in.
    pub currency: Currency,
    /// Whether its prices contain the tax already.
    pub prices_include_tax: bool,
    /// How customers may pay, in the order in which they are offered.
    pub payment_methods: Vec<PaymentMethod>,
    /// Whether who applies as a seller may sell at once.
    pub open_sellers: bool,
    /// After how many hours an unpaid order is cancelled.
    pub order_expiry_hours: i64,
    /// What a seller pays who has no rate of its own, in millionths of what is sold.
    pub default_commission: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shop_name: SHOP_NAME.to_owned(),
            currency: Currency::EUR,
            prices_include_tax: true,
            payment_methods: vec![
                PaymentMethod::BankTransfer,
                PaymentMethod::CashOnDelivery,
                PaymentMethod::Pickup,
            ],
            open_sellers: false,
            order_expiry_hours: ORDER_EXPIRY_HOURS,
            default_commission: 0,
        }
    }
}

impl Settings {
    /// Reads all: one small table. What is not set has its default.
    ///
    /// # Errors
    /// The database's.
    pub fn load(db: &Connection) -> rusqlite::Result<Self> {
        let mut settings = Self::default();
        let mut select = db.prepare_cached("SELECT key, value FROM settings")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            settings.set(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        }
        Ok(settings)
    }

    /// Takes one row. A value that cannot be read leaves the default, as does a key of somebody else.
    fn set(&mut self, key: &str, value: &str) {
        match key {
            "shop_name" => value.clone_into(&mut self.shop_name),
            "currency" => {
                if let Some(currency) = Currency::from_code(value) {
                    self.currency = currency;
                }
            }
            "prices_include_tax" => self.prices_include_tax = value == "true",
            "payment_methods" => {
                let names: Vec<&str> = serde_json::from_str(value).unwrap_or_default();
                self.payment_methods = names.into_iter().filter_map(PaymentMethod::parse).collect();
            }
            "open_sellers" => self.open_sellers = value == "true",
            "order_expiry_hours" => {
                self.order_expiry_hours = value.parse().unwrap_or(ORDER_EXPIRY_HOURS);
            }
            "default_commission" => {
                let rate = value
                    .parse()
                    .ok()
                    .filter(|rate| (0..=MILLION).contains(rate));
                self.default_commission = rate.unwrap_or(0);
            }
            _ => {}
        }
    }

    /// Writes all.
    ///
    /// # Errors
    /// The database's.
    pub fn save(&self, tx: &Connection) -> rusqlite::Result<()> {
        let methods: Vec<&str> = self
            .payment_methods
            .iter()
            .map(|method| method.as_str())
            .collect();
        let methods = serde_json::Value::from(methods).to_string();
        for (key, value) in [
            ("shop_name", self.shop_name.as_str()),
            ("currency", self.currency.code()),
            ("prices_include_tax", flag(self.prices_include_tax)),
            ("payment_methods", &methods),
            ("open_sellers", flag(self.open_sellers)),
            ("order_expiry_hours", &self.order_expiry_hours.to_string()),
            ("default_commission", &self.default_commission.to_string()),
        ] {
            set(tx, key, value)?;
        }
        Ok(())
    }
}

fn flag(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

fn set(tx: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO settings (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute([key, value])?;
    Ok(())
}

/// What a seller pays who has no rate of its own, in millionths of what is sold.
///
/// # Errors
/// The database's.
pub fn default_commission(db: &Connection) -> rusqlite::Result<i64> {
    Ok(Settings::load(db)?.default_commission)
}

/// The currency that a shop trades in; a new shop's is the euro.
///
/// # Errors
/// The database's.
pub fn currency(db: &Connection) -> rusqlite::Result<Currency> {
    Ok(settled_currency(db)?.unwrap_or(Currency::EUR))
}

/// The currency of a shop that has been opened or filled before.
///
/// # Errors
/// The database's.
pub fn settled_currency(db: &Connection) -> rusqlite::Result<Option<Currency>> {
    let code: Option<String> = db
        .query_row(
            "SELECT value FROM settings WHERE key = 'currency'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(code.and_then(|code| Currency::from_code(&code)))
}

/// Settles the currency of a shop where it is not settled yet.
///
/// # Errors
/// The database's.
pub fn settle_currency(db: &Connection, currency: Currency) -> rusqlite::Result<()> {
    let settle = "INSERT INTO settings (key, value) VALUES ('currency', ?1) ON CONFLICT DO NOTHING";
    db.execute(settle, params![currency.code()])?;
    Ok(())
}

/// Settles the currency of a shop that is opened: the one asked for in a shop without products, else
/// the shop's.
///
/// # Errors
/// When another one is asked for than the shop's prices are in.
pub fn agree_on_currency(db: &Connection, asked: Option<Currency>) -> anyhow::Result<Currency> {
    let current = currency(db)?;
    let Some(asked) = asked.filter(|asked| *asked != current) else {
        settle_currency(db, current)?;
        return Ok(current);
    };
    let traded: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM products)", [], |row| {
        row.get(0)
    })?;
    anyhow::ensure!(
        !traded,
        "this shop's prices are in {}: leave --currency out, or choose a new --data-dir",
        current.code()
    );
    set(db, "currency", asked.code())?;
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn what_is_saved_is_loaded() {
        let db = store::in_memory();
        assert_eq!(Settings::load(&db).unwrap(), Settings::default());
        let settings = Settings {
            shop_name: "Bazaar \"42\"".to_owned(),
            currency: Currency::from_code("JPY").unwrap(),
            prices_include_tax: false,
            payment_methods: vec![PaymentMethod::Dummy, PaymentMethod::Pickup],
            open_sellers: true,
            order_expiry_hours: 72,
            default_commission: 125_000,
        };
        settings.save(&db).unwrap();
        assert_eq!(Settings::load(&db).unwrap(), settings);
        Settings::default().save(&db).unwrap();
        assert_eq!(Settings::load(&db).unwrap(), Settings::default());
    }
}
