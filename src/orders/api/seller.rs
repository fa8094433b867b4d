//! Orders for who sells: the own fulfilments, sent and delivered, and the month's statement.

use poem::http::{HeaderValue, header};
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    types::ToJSON,
};
use rusqlite::{Connection, OptionalExtension};

use super::{
    asked::{self, Shipment},
    example_limit, private,
};
use crate::{
    audit,
    catalogue::sorting::parameter::{self, Sort},
    http::{
        body::Body,
        caller::{Caller, Role},
        failure::{Failure, Moving, Owning},
        payload::{CsvFile, Done, NO_STORE, Rendered},
        problem::Problem,
        tags::Tag,
    },
    orders::{
        OrderError,
        fulfillments::{self, Parcel, Part},
        load,
        seller::{self, Asked, FulfillmentKeys, SellerOrder, SellerOrderPage},
        statements::{self, Month, Statement},
        status::{By, FulfillmentStatus},
    },
    people::rights::{Access, Action, Owner, may, refusal},
    store::{Durability, Store, Tx},
};

/// What sellers do with their part of orders.
pub struct SellerOrders(pub Store);

fn example_status() -> Option<Vec<FulfillmentStatus>> {
    Some(vec![FulfillmentStatus::Pending])
}

fn example_fulfillment() -> i64 {
    5
}

fn example_month() -> String {
    "2026-11".to_owned()
}

/// The seller that a caller asks about: a seller's own; an admin's choice, by id or slug.
fn seller_of(
    db: &Connection,
    caller: &Caller,
    action: Action,
    named: Option<&str>,
) -> Result<Result<Option<i64>, Problem>, OrderError> {
    let Some(named) = named else {
        let owner = Owner::from(caller.seller_id);
        return Ok(match may(caller, action, owner) {
            Access::Granted => Ok(caller.seller_id),
            _ => Err(refusal(action)),
        });
    };
    let find = "SELECT id FROM sellers WHERE id = ?1 OR slug = ?2";
    let id: Option<i64> = db
        .prepare_cached(find)?
        .query_row((named.parse::<i64>().ok(), named), |row| row.get(0))
        .optional()?;
    let owner = id.map_or(Owner::Shop, Owner::Seller);
    Ok(match (may(caller, action, owner), id) {
        (Access::Forbidden, _) => Err(refusal(action)),
        (Access::Granted, Some(id)) => Ok(Some(id)),
        _ => Err(Problem::not_found("seller")),
    })
}

/// The fulfilment, if the caller may move it: not there and not theirs are the same answer.
pub(super) fn find_own(
    db: &Connection,
    caller: &Caller,
    id: i64,
) -> Result<Result<Part, Problem>, OrderError> {
    let part = fulfillments::find(db, id)?;
    let owner = part.as_ref().and_then(|part| part.seller);
    Ok(match (may(caller, Action::Fulfil, owner), part) {
        (Access::Forbidden, _) => Err(refusal(Action::Fulfil)),
        (Access::Granted, Some(part)) => Ok(part),
        _ => Err(Problem::not_found("fulfillment")),
    })
}

/// As whom a caller moves a fulfilment.
fn by(caller: &Caller) -> By {
    match caller.role {
        Role::Admin => By::Admin,
        _ => By::Seller,
    }
}

/// The seller's part of an order as JSON.
fn rendered(tx: &Connection, part: &Part) -> Result<String, OrderError> {
    let order = load::load(tx, part.order)?.ok_or(OrderError::NotFound("order"))?;
    Ok(SellerOrder::of(order, part.id).to_json_string())
}

#[OpenApi(tag = "Tag::Sellers")]
impl SellerOrders {
    /// List a seller's orders
    ///
    /// The own lines and fulfilments of each, the newest first unless `sort` says otherwise. An admin without `seller` sees the
    /// shop's own.
    #[oai(
        path = "/api/seller/orders",
        method = "get",
        operation_id = "listSellerOrders"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Where the fulfilment is; repeat it for alternatives.
        #[oai(example = "example_status")]
        status: Query<Option<Vec<FulfillmentStatus>>>,
        /// For admins: a seller's slug or id.
        seller: Query<Option<String>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<FulfillmentKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<SellerOrderPage, Done>, Failure<Owning>> {
        let mut status = status.0.unwrap_or_default();
        status.sort_by_key(|status| status.as_str());
        status.dedup();
        let read = move |db: &Connection| {
            let seller = match seller_of(db, &caller, Action::Fulfil, seller.0.as_deref())? {
                Ok(seller) => seller,
                Err(problem) => return Ok(Err(problem)),
            };
            let asked = Asked { seller, status };
            match parameter::window(&asked.binding(), sort.0, limit.0, cursor.0.as_deref()) {
                Ok(window) => seller::page(db, &asked, &window).map(Ok),
                Err(problem) => Ok(Err(problem)),
            }
        };
        let page: Result<Result<String, Problem>, OrderError> = self.0.read_slow(read).await;
        Ok(private(page??))
    }

    /// Send a fulfilment
    ///
    /// Of a paid order. The order is shipped when all of its fulfilments are.
    #[oai(
        path = "/api/seller/fulfillments/:fulfillment/ship",
        method = "post",
        operation_id = "shipFulfillment"
    )]
    async fn ship(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_fulfillment")]
        fulfillment: Path<i64>,
        body: Body<Shipment>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<SellerOrder, Done>, Failure<Moving>> {
        let _ = idempotency_key.0;
        let moved = move |tx: &Tx<'_>, part: &Part, by: By| {
            let parcel = Parcel {
                carrier: asked::line("/carrier", &body.0.carrier)?,
                tracking_number: asked::line("/tracking_number", &body.0.tracking_number)?,
            };
            fulfillments::ship(tx, part, by, &parcel)
        };
        Ok(self.moved(caller, fulfillment.0, "ship", moved).await?)
    }

    /// Say that a fulfilment arrived
    ///
    /// The order is delivered when all of its fulfilments are.
    #[oai(
        path = "/api/seller/fulfillments/:fulfillment/deliver",
        method = "post",
        operation_id = "deliverFulfillment"
    )]
    async fn deliver(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_fulfillment")]
        fulfillment: Path<i64>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<SellerOrder, Done>, Failure<Moving>> {
        let _ = idempotency_key.0;
        let moved = |tx: &Tx<'_>, part: &Part, by: By| fulfillments::deliver(tx, part, by);
        Ok(self.moved(caller, fulfillment.0, "deliver", moved).await?)
    }

    /// Read a month's statement
    ///
    /// Sales count in the month in which they were delivered, refunds in that in which they were made.
    #[oai(
        path = "/api/seller/statements",
        method = "get",
        operation_id = "getStatement"
    )]
    async fn statement(
        &self,
        caller: Caller,
        /// A month in UTC.
        #[oai(example = "example_month")]
        month: Query<String>,
        /// For admins, who have to name one: a seller's slug or id.
        seller: Query<Option<String>>,
    ) -> Result<Rendered<Statement, Done>, Failure<Owning>> {
        let statement = self.read_statement(caller, &month.0, seller.0).await?;
        Ok(private(statement.to_json_string()))
    }

    /// Download a month's statement
    ///
    /// The lines of the statement as CSV, amounts in minor units.
    #[oai(
        path = "/api/seller/statements.csv",
        method = "get",
        operation_id = "downloadStatement"
    )]
    async fn statement_file(
        &self,
        caller: Caller,
        /// A month in UTC.
        #[oai(example = "example_month")]
        month: Query<String>,
        /// For admins, who have to name one: a seller's slug or id.
        seller: Query<Option<String>>,
    ) -> Result<CsvFile, Failure<Owning>> {
        let statement = self.read_statement(caller, &month.0, seller.0).await?;
        let name = format!(
            "statement-{}-{}.csv",
            statement.seller.slug, statement.month
        );
        let csv = statement.to_csv().map_err(Problem::internal)?;
        let mut response = poem::Response::builder()
            .content_type("text/csv; charset=utf-8")
            .body(csv);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, NO_STORE);
        let disposition = format!("attachment; filename=\"{name}\"");
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        Ok(CsvFile(response))
    }
}

impl SellerOrders {
    /// Moves a fulfilment of the caller's, and shows the order then.
    async fn moved(
        &self,
        caller: Caller,
        fulfillment: i64,
        action: &'static str,
        work: impl FnOnce(&Tx<'_>, &Part, By) -> Result<(), OrderError> + Send + 'static,
    ) -> Result<Rendered<SellerOrder, Done>, Problem> {
        let job = move |tx: &Tx<'_>| {
            let part = match find_own(tx, &caller, fulfillment)? {
                Ok(part) => part,
                Err(problem) => return Ok(Err(problem)),
            };
            work(tx, &part, by(&caller))?;
            if caller.role == Role::Admin {
                let subject = format!("fulfillment {}", part.id);
                audit::record(tx, &(&caller).into(), action, &subject, None, None)?;
            }
            rendered(tx, &part).map(Ok)
        };
        let order: Result<Result<String, Problem>, OrderError> =
            self.0.write_unseen(Durability::Durable, job).await;
        Ok(private(order??))
    }

    async fn read_statement(
        &self,
        caller: Caller,
        month: &str,
        seller: Option<String>,
    ) -> Result<Statement, Problem> {
        let Some(month) = Month::parse(month) else {
            return Err(Problem::parameter(
                "month",
                "must be a month such as 2026-11",
            ));
        };
        let read = move |db: &Connection| {
            let action = Action::UseSeller;
            Ok(match seller_of(db, &caller, action, seller.as_deref())? {
                Ok(Some(seller)) => Ok(statements::statement(db, seller, month)?),
                Ok(None) => Err(Problem::parameter("seller", "is required of an admin")),
                Err(problem) => Err(problem),
            })
        };
        let read: Result<Result<Statement, Problem>, OrderError> = self.0.read_slow(read).await;
        read?
    }
}
