//! Stock over HTTP, for administrators: correcting it, and reading its ledger.

use poem_openapi::{
    Object, OpenApi,
    param::{Header, Query},
    types::Example,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{
    audit::{self, Actor},
    catalogue::{
        movements::{self, Filter, Movement, MovementKeys},
        sorting::parameter::{self, Sort},
        stock::{self, StockError},
    },
    http::{
        body::Body,
        caller::Caller,
        failure::{Exporting, Failure, Moving},
        payload::{Created, Done, Rendered, sent},
        problem::{OUT_OF_STOCK, Problem},
        tags::Tag,
    },
    people::rights::{Action, require},
    store::{Durability, Store, StoreError, Tx},
};

/// The longest reason, in characters.
const REASON_MAX: usize = 500;

/// The stock of a shop.
pub struct StockApi(pub Store);

/// A correction to make.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct NewAdjustment {
    /// Of which variant.
    variant_id: i64,
    /// How many more, or fewer; not 0.
    #[oai(validator(minimum(value = "-1000000"), maximum(value = "1000000")))]
    delta: i64,
    /// Why, for people: 1 to 500 characters.
    #[oai(validator(min_length = "1", max_length = "500"))]
    reason: String,
}

impl Example for NewAdjustment {
    fn example() -> Self {
        Self {
            variant_id: 12,
            delta: -2,
            reason: "Two broke in the store".into(),
        }
    }
}

/// A correction that was made.
#[derive(Debug, Serialize, Object)]
#[oai(example)]
struct Adjustment {
    /// The variant.
    variant_id: i64,
    /// How many more, or fewer.
    delta: i64,
    /// Why.
    reason: String,
    /// How many there are now.
    stock_quantity: i64,
}

impl Example for Adjustment {
    fn example() -> Self {
        Self {
            variant_id: 12,
            delta: -2,
            reason: "Two broke in the store".into(),
            stock_quantity: 10,
        }
    }
}

impl Example for Movement {
    fn example() -> Self {
        Self {
            id: 41,
            variant_id: 12,
            product_id: Some(7),
            delta: -2,
            reason: "adjustment".into(),
            note: Some("Two broke in the store".into()),
            order_id: None,
            at: "2026-11-24T10:00:00Z".into(),
        }
    }
}

/// A page of movements of stock.
#[derive(Object)]
#[oai(example)]
#[allow(dead_code)] // Never built: it documents the bytes.
struct MovementPage {
    /// The movements.
    items: Vec<Movement>,
    /// How many there are in all.
    total: i64,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

impl Example for MovementPage {
    fn example() -> Self {
        Self {
            items: vec![Movement::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

impl From<StockError> for Problem {
    fn from(error: StockError) -> Self {
        match error {
            StockError::Short { available } => {
                let detail = format!("There are only {available}.");
                Self::new(OUT_OF_STOCK, detail).with("available", available)
            }
            StockError::Full { room } => {
                let detail = format!("must be at most {room}: a variant has at most 1000000");
                Self::field("/delta", detail)
            }
            StockError::NotFound => Self::not_found("variant"),
            StockError::Store(error) => error.into(),
        }
    }
}

fn example_variant() -> Option<i64> {
    Some(12)
}

#[OpenApi(tag = "Tag::Admin")]
impl StockApi {
    /// Correct stock
    ///
    /// Adds `delta` to what a variant has. Less than nothing is refused with what is `available`.
    #[oai(
        path = "/api/admin/stock-adjustments",
        method = "post",
        operation_id = "adjustStock"
    )]
    async fn adjust(
        &self,
        caller: Caller,
        body: Body<NewAdjustment>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Adjustment, Created>, Failure<Moving>> {
        require(&caller, Action::AdjustStock)?;
        check(&body.0)?;
        let actor = Actor::from(&caller);
        let made = self
            .0
            .write(Durability::Durable, move |tx| adjust(tx, &actor, body.0))
            .await?;
        Ok(sent(&made)?)
    }

    /// List movements of stock
    ///
    /// Every one there ever was, the newest first unless `sort` says otherwise. Those of a variant add up to what it has.
    #[oai(
        path = "/api/admin/stock-movements",
        method = "get",
        operation_id = "listStockMovements"
    )]
    async fn movements(
        &self,
        caller: Caller,
        /// Of one variant, also of one that is gone.
        #[oai(example = "example_variant")]
        variant_id: Query<Option<i64>>,
        /// Of one order.
        order_id: Query<Option<Uuid>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<MovementKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<MovementPage, Done>, Failure<Exporting>> {
        require(&caller, Action::AdjustStock)?;
        let filter = Filter {
            variant_id: variant_id.0,
            order_id: order_id.0,
        };
        let window = parameter::window(&filter.binding(), sort.0, limit.0, cursor.0.as_deref())?;
        let (items, total, next) = self
            .0
            .read_slow(move |db| Ok::<_, StoreError>(movements::page(db, &filter, &window)?))
            .await?;
        let page = json!({"items": items, "total": total, "next_cursor": next});
        Ok(Rendered::new(page.to_string()).private())
    }
}

fn check(body: &NewAdjustment) -> Result<(), Problem> {
    let mut faults = Vec::new();
    let mut fail =
        |pointer: &str, detail: &str| faults.push((pointer.to_owned(), detail.to_owned()));
    if body.delta == 0 {
        fail("/delta", "must not be 0");
    }
    let reason = body.reason.trim();
    if reason.is_empty() {
        fail("/reason", "must not be blank");
    } else if reason.chars().count() > REASON_MAX {
        fail("/reason", "must be at most 500 characters long");
    } else if reason.chars().any(|c| c.is_control() && c != '\n') {
        fail("/reason", "must not hold control characters");
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(faults))
    }
}

fn adjust(tx: &Tx<'_>, actor: &Actor, body: NewAdjustment) -> Result<Adjustment, StockError> {
    let (variant_id, delta, reason) = (body.variant_id, body.delta, body.reason.trim());
    let stock = stock::adjust(tx, variant_id, delta, reason)?;
    let before = json!({"stock_quantity": stock - delta});
    let after = json!({"stock_quantity": stock, "delta": delta, "reason": reason});
    let subject = format!("variant {variant_id}");
    audit::record(tx, actor, "adjust", &subject, Some(&before), Some(&after))?;
    Ok(Adjustment {
        variant_id,
        delta,
        reason: reason.to_owned(),
        stock_quantity: stock,
    })
}
