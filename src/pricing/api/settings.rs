//! The shop's settings over HTTP.

use std::sync::Arc;

use poem::http::header;
use poem_openapi::{
    Object, OpenApi,
    param::Header,
    types::{Example, MaybeUndefined},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::{
    audit::{self, Actor},
    http::{
        body::Body,
        caller::Caller,
        conditional::{matches, tag_of},
        failure::{Changing, Exporting, Failure},
        payload::{Done, Rendered, sent},
        problem::Problem,
        tags::Tag,
    },
    money::Currency,
    people::rights::{Action, require},
    pricing::{
        TermsError,
        check::{Check, fraction},
    },
    settings::{LiveCurrency, PaymentMethod, Settings},
    store::{Durability, Store, StoreError},
};

/// The longest that an order may stay unpaid, in hours: a year.
const EXPIRY_MAX: i64 = 8_760;

/// The settings of a shop.
pub struct SettingsApi {
    /// Where they stand.
    pub store: Store,
    /// What the rest of the server takes the currency from.
    pub currency: LiveCurrency,
    /// Held while a change is written and followed, so that changes are followed in their order.
    pub changing: Arc<Mutex<()>>,
}

/// The shop's settings.
#[derive(Debug, Serialize, Object)]
#[oai(example, rename = "Settings")]
struct SettingsView {
    /// What the shop is called.
    shop_name: String,
    /// ISO 4217.
    currency: String,
    /// Whether prices contain the tax already.
    prices_include_tax: bool,
    /// How customers may pay, in the order in which they are offered.
    payment_methods: Vec<PaymentMethod>,
    /// Whether who applies as a seller may sell at once.
    open_sellers: bool,
    /// After how many hours an unpaid order is cancelled.
    order_expiry_hours: i64,
    /// What a seller pays who has no rate of its own: a fraction of what is sold.
    default_commission: f64,
}

impl From<&Settings> for SettingsView {
    fn from(settings: &Settings) -> Self {
        Self {
            shop_name: settings.shop_name.clone(),
            currency: settings.currency.code().to_owned(),
            prices_include_tax: settings.prices_include_tax,
            payment_methods: settings.payment_methods.clone(),
            open_sellers: settings.open_sellers,
            order_expiry_hours: settings.order_expiry_hours,
            default_commission: fraction(settings.default_commission),
        }
    }
}

impl Example for SettingsView {
    fn example() -> Self {
        Self::from(&Settings::default())
    }
}

/// A change of settings: what is absent stays.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub(crate) struct SettingsPatch {
    /// 1 to 100 characters.
    pub(crate) shop_name: MaybeUndefined<String>,
    /// ISO 4217; only while there are neither products nor orders.
    pub(crate) currency: MaybeUndefined<String>,
    /// Whether prices contain the tax already.
    pub(crate) prices_include_tax: MaybeUndefined<bool>,
    /// At least one, each once.
    pub(crate) payment_methods: MaybeUndefined<Vec<PaymentMethod>>,
    /// Whether who applies as a seller may sell at once.
    pub(crate) open_sellers: MaybeUndefined<bool>,
    /// 1 to 8,760.
    pub(crate) order_expiry_hours: MaybeUndefined<i64>,
    /// A fraction from 0 to 1 with at most six decimals.
    pub(crate) default_commission: MaybeUndefined<f64>,
}

impl Example for SettingsPatch {
    fn example() -> Self {
        Self {
            shop_name: MaybeUndefined::Value("Bazaar 42".into()),
            payment_methods: MaybeUndefined::Value(vec![PaymentMethod::BankTransfer]),
            ..Self::default()
        }
    }
}

impl SettingsPatch {
    fn apply(self, settings: &mut Settings, check: &mut Check) {
        check.replace("/shop_name", self.shop_name, &mut settings.shop_name);
        settings.shop_name = settings.shop_name.trim().to_owned();
        check.name("/shop_name", &settings.shop_name);
        let mut code = settings.currency.code().to_owned();
        check.replace("/currency", self.currency, &mut code);
        match Currency::from_code(&code).filter(|currency| currency.code() == code) {
            Some(currency) => settings.currency = currency,
            None => check.fail("/currency", "must be a currency of ISO 4217, such as EUR"),
        }
        let flag = &mut settings.prices_include_tax;
        check.replace("/prices_include_tax", self.prices_include_tax, flag);
        let methods = &mut settings.payment_methods;
        check.replace("/payment_methods", self.payment_methods, methods);
        if methods.is_empty() {
            check.fail("/payment_methods", "must name at least one method");
        }
        for (place, method) in methods.iter().enumerate() {
            if methods[..place].contains(method) {
                check.fail(format!("/payment_methods/{place}"), "is there twice");
            }
        }
        check.replace(
            "/open_sellers",
            self.open_sellers,
            &mut settings.open_sellers,
        );
        let hours = &mut settings.order_expiry_hours;
        check.replace("/order_expiry_hours", self.order_expiry_hours, hours);
        check.between("/order_expiry_hours", *hours, 1, EXPIRY_MAX);
        let commission = &mut settings.default_commission;
        check.replace_rate("/default_commission", self.default_commission, commission);
    }
}

fn shown(settings: &Settings) -> Result<Rendered<SettingsView, Done>, Problem> {
    let view = SettingsView::from(settings);
    Ok(sent(&view)?.header(header::ETAG, tag(&view)))
}

fn tag(view: &SettingsView) -> poem::http::HeaderValue {
    tag_of(&serde_json::to_vec(view).unwrap_or_default())
}

#[OpenApi(tag = "Tag::Admin")]
impl SettingsApi {
    /// Read the settings
    #[oai(
        path = "/api/admin/settings",
        method = "get",
        operation_id = "getSettings"
    )]
    async fn read(
        &self,
        caller: Caller,
    ) -> Result<Rendered<SettingsView, Done>, Failure<Exporting>> {
        require(&caller, Action::ManageTerms)?;
        let settings = self
            .store
            .read(|db| Ok::<_, StoreError>(Settings::load(db)?))?;
        Ok(shown(&settings)?)
    }

    /// Change the settings
    ///
    /// What is absent stays. The currency is settled with the first product.
    #[oai(
        path = "/api/admin/settings",
        method = "patch",
        operation_id = "updateSettings"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// The ETag that you read: refuses the change (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Body<SettingsPatch>,
    ) -> Result<Rendered<SettingsView, Done>, Failure<Changing>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let (store, currency) = (self.store.clone(), self.currency.clone());
        let changing = Arc::clone(&self.changing);
        // A task of its own: the server follows the file even when the caller has gone away.
        let writing = tokio::spawn(async move {
            let _turn = changing.lock().await;
            let work =
                move |tx: &crate::store::Tx<'_>| change(tx, &actor, if_match.0.as_deref(), body.0);
            let settings = store.write(Durability::Durable, work).await?;
            currency.set(settings.currency);
            Ok::<_, TermsError>(settings)
        });
        let settings = writing.await.map_err(Problem::internal)??;
        Ok(shown(&settings)?)
    }
}

/// Changes the settings and writes down who did.
///
/// # Errors
/// `Stale`, `Invalid`, `CurrencyInUse`.
pub(crate) fn change(
    tx: &Connection,
    actor: &Actor,
    if_match: Option<&str>,
    patch: SettingsPatch,
) -> Result<Settings, TermsError> {
    let before = Settings::load(tx)?;
    if !matches(if_match, &tag(&SettingsView::from(&before))) {
        return Err(TermsError::Stale);
    }
    let mut after = before.clone();
    let mut check = Check::default();
    patch.apply(&mut after, &mut check);
    check.done()?;
    if after == before {
        return Ok(after);
    }
    if after.currency != before.currency && is_trading(tx)? {
        return Err(TermsError::CurrencyInUse);
    }
    after.save(tx)?;
    let json = |settings| serde_json::to_value(SettingsView::from(settings)).unwrap_or_default();
    let (was, is) = (json(&before), json(&after));
    audit::record(tx, actor, "update", "settings", Some(&was), Some(&is))?;
    Ok(after)
}

/// Whether anything has a price or was paid: each look stops at a table's first row.
fn is_trading(db: &Connection) -> rusqlite::Result<bool> {
    let look = "SELECT EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM orders)";
    db.query_row(look, [], |row| row.get(0))
}
