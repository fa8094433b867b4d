//! Orders for who runs the shop: all of them, moved step by step.

use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    asked::{self, NewRefund, Transition},
    example_limit, example_order, private, rendered,
};
use crate::{
    audit,
    catalogue::sorting::parameter::Sort,
    http::{
        body::Body,
        caller::Caller,
        failure::{Exporting, Failure, Moving, Owning},
        parameter::instant,
        payload::{Created, Done, Rendered},
        tags::Tag,
    },
    orders::{
        OrderError,
        lists::{self, Filters, OrderKeys},
        machine::{self, Head},
        model::{Order, OrderPage},
        refunds, restock,
        status::{By, Status},
    },
    people::rights::{Action, require},
    store::{Durability, Store, Tx},
};

/// What admins do with orders.
pub struct AdminOrders(pub Store);

fn example_status() -> Option<Vec<Status>> {
    Some(vec![Status::PendingPayment])
}

/// An id of an order; one that is none names no order.
pub(super) fn id_of(text: &str) -> Result<Uuid, OrderError> {
    Uuid::parse_str(text).map_err(|_| OrderError::NotFound("order"))
}

#[OpenApi(tag = "Tag::Admin")]
impl AdminOrders {
    /// List all orders
    ///
    /// The newest first, unless `sort` says otherwise. Different filters all have to hold; the values of a repeated one are
    /// alternatives.
    #[oai(
        path = "/api/admin/orders",
        method = "get",
        operation_id = "listAllOrders"
    )]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Caller,
        /// Repeat it for alternatives.
        #[oai(example = "example_status")]
        status: Query<Option<Vec<Status>>>,
        /// A part of a number, an e-mail address or a name; at most 200 characters.
        q: Query<Option<String>>,
        /// Placed at this instant or later; a day is its midnight.
        from: Query<Option<String>>,
        /// Placed before this instant; a day is its midnight.
        to: Query<Option<String>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<OrderKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<OrderPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ManageOrders)?;
        let instant_of = |name, text: &Option<String>| {
            text.as_deref().map(|text| instant(name, text)).transpose()
        };
        let mut filters = Filters {
            user: None,
            status: status.0.unwrap_or_default(),
            from: instant_of("from", &from.0)?,
            to: instant_of("to", &to.0)?,
            q: q.0,
        };
        filters.status.sort_by_key(|status| status.as_str());
        filters.status.dedup();
        let (filters, window) = asked::page(filters, sort.0, limit.0, cursor.0.as_deref())?;
        let page = self
            .0
            .read_slow(move |db| lists::page(db, &filters, &window))
            .await?;
        Ok(private(page))
    }

    /// Read any order
    #[oai(
        path = "/api/admin/orders/:order",
        method = "get",
        operation_id = "getAnyOrder"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_order")]
        order: Path<String>,
    ) -> Result<Rendered<Order, Done>, Failure<Owning>> {
        require(&caller, Action::ManageOrders)?;
        let id = id_of(&order.0)?;
        Ok(private(self.0.read(|db| rendered(db, id))?))
    }

    /// Move an order a step on
    ///
    /// A step that is not in the table of steps is refused; the refusal names those that are.
    #[oai(
        path = "/api/admin/orders/:order/transitions",
        method = "post",
        operation_id = "moveOrder"
    )]
    async fn advance(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_order")]
        order: Path<String>,
        body: Body<Transition>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Order, Done>, Failure<Moving>> {
        let _ = idempotency_key.0;
        require(&caller, Action::ManageOrders)?;
        let id = id_of(&order.0)?;
        let work = move |tx: &Tx<'_>| {
            let before = Head::of(tx, id)?;
            let Transition { to, note } = body.0;
            let note = asked::note("/note", note)?;
            machine::advance(tx, id, to, By::Admin, note.as_deref())?;
            audit::record(
                tx,
                &(&caller).into(),
                "transition",
                &format!("order {}", before.number),
                Some(&json!({"status": before.status.as_str()})),
                Some(&json!({"status": Head::of(tx, id)?.status.as_str(), "note": note})),
            )?;
            rendered(tx, id)
        };
        let order: Result<String, OrderError> = self.0.write(Durability::Durable, work).await;
        Ok(private(order?))
    }

    /// Give money back
    ///
    /// A part of what was paid, or all of it; the order stays where it is. Lines in `restock` go back
    /// into stock.
    #[oai(
        path = "/api/admin/orders/:order/refunds",
        method = "post",
        operation_id = "refundOrder"
    )]
    async fn refund(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_order")]
        order: Path<String>,
        body: Body<NewRefund>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Order, Created>, Failure<Moving>> {
        let _ = idempotency_key.0;
        require(&caller, Action::ManageOrders)?;
        let id = id_of(&order.0)?;
        let work = move |tx: &Tx<'_>| {
            let before = Head::of(tx, id)?;
            refund(tx, id, body.0)?;
            let after = Head::of(tx, id)?;
            audit::record(
                tx,
                &(&caller).into(),
                "refund",
                &format!("order {}", before.number),
                Some(&json!({"refunded_total": before.refunded_total})),
                Some(&json!({"refunded_total": after.refunded_total})),
            )?;
            rendered(tx, id)
        };
        let order: Result<String, OrderError> = self.0.write(Durability::Durable, work).await;
        Ok(private(order?))
    }
}

fn refund(tx: &Tx<'_>, order: Uuid, body: NewRefund) -> Result<(), OrderError> {
    if body.amount < 1 {
        return Err(OrderError::field("/amount", "must be at least 1"));
    }
    let reason = asked::note("/reason", body.reason)?.unwrap_or_default();
    refunds::give_back_and_tell(tx, order, body.amount, body.fulfillment_id, &reason)?;
    for (index, units) in body.restock.unwrap_or_default().iter().enumerate() {
        let pointer = format!("/restock/{index}");
        if units.quantity < 1 {
            return Err(OrderError::field(
                format!("{pointer}/quantity"),
                "must be at least 1",
            ));
        }
        restock::some(tx, order, units.item_id, units.quantity, &pointer)?;
    }
    Ok(())
}
