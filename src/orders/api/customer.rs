//! Orders for who bought: an account's own, or one that a guest's token opens.

use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::{
    asked::{self, Cancellation, ReturnRequest},
    example_limit, example_order, private, rendered,
};
use crate::{
    catalogue::sorting::parameter::Sort,
    http::{
        body::OptionalBody,
        caller::{Caller, Visitor},
        failure::{Exporting, Failure, MovingAs, ReadingAs},
        payload::{Done, Rendered},
        tags::Tag,
    },
    orders::{
        OrderError,
        access::{self, Asking},
        lists::{self, Filters, OrderKeys},
        machine,
        model::{Order, OrderPage},
        returns,
        status::Status,
    },
    people::rights::own_account,
    store::{Durability, Store},
};

/// What customers do with their orders.
pub struct CustomerOrders(pub Store);

#[OpenApi(tag = "Tag::Orders")]
impl CustomerOrders {
    /// List the own orders
    ///
    /// The newest first, unless `sort` says otherwise.
    #[oai(path = "/api/orders", method = "get", operation_id = "listOrders")]
    async fn list(
        &self,
        caller: Caller,
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
        let filters = Filters {
            user: Some(own_account(&caller)?),
            ..Filters::default()
        };
        let (filters, window) = asked::page(filters, sort.0, limit.0, cursor.0.as_deref())?;
        let page = self
            .0
            .read_slow(move |db| lists::page(db, &filters, &window))
            .await?;
        Ok(private(page))
    }

    /// Read an order
    ///
    /// One's own, or with the `Order-Token` that a guest got at the checkout.
    #[oai(path = "/api/orders/:order", method = "get", operation_id = "getOrder")]
    async fn read(
        &self,
        caller: Visitor,
        /// Its id.
        #[oai(example = "example_order")]
        order: Path<String>,
        /// The `access_token` of the checkout's answer.
        #[oai(name = "Order-Token")]
        token: Header<Option<String>>,
    ) -> Result<Rendered<Order, Done>, Failure<ReadingAs>> {
        let asking = Asking::new(caller.0, token.0.as_deref());
        let order = self.0.read(|db| {
            let (id, _) = access::find(db, &order.0, &asking)?;
            rendered(db, id)
        })?;
        Ok(private(order))
    }

    /// Cancel an order
    ///
    /// Before any of it was handed over. Its stock goes back, and what was paid is refunded.
    #[oai(
        path = "/api/orders/:order/cancel",
        method = "post",
        operation_id = "cancelOrder"
    )]
    async fn cancel(
        &self,
        caller: Visitor,
        /// Its id.
        #[oai(example = "example_order")]
        order: Path<String>,
        /// The `access_token` of the checkout's answer.
        #[oai(name = "Order-Token")]
        token: Header<Option<String>>,
        body: OptionalBody<Cancellation>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Order, Done>, Failure<MovingAs>> {
        let _ = idempotency_key.0;
        let asking = Asking::new(caller.0, token.0.as_deref());
        let work = move |tx: &crate::store::Tx<'_>| {
            let (id, by) = access::find(tx, &order.0, &asking)?;
            let reason = asked::note("/reason", body.0.reason)?;
            machine::advance(tx, id, Status::Cancelled, by, reason.as_deref())?;
            rendered(tx, id)
        };
        let order: Result<String, OrderError> = self.0.write(Durability::Durable, work).await;
        Ok(private(order?))
    }

    /// Ask to return a delivered order
    ///
    /// All of it, or the lines named in `items`. An admin refunds it or declines.
    #[oai(
        path = "/api/orders/:order/return-request",
        method = "post",
        operation_id = "requestReturn"
    )]
    async fn request_return(
        &self,
        caller: Visitor,
        /// Its id.
        #[oai(example = "example_order")]
        order: Path<String>,
        /// The `access_token` of the checkout's answer.
        #[oai(name = "Order-Token")]
        token: Header<Option<String>>,
        body: OptionalBody<ReturnRequest>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Order, Done>, Failure<MovingAs>> {
        let _ = idempotency_key.0;
        let asking = Asking::new(caller.0, token.0.as_deref());
        let work = move |tx: &crate::store::Tx<'_>| {
            let (id, by) = access::find(tx, &order.0, &asking)?;
            let reason = asked::note("/reason", body.0.reason)?;
            let items = body.0.items.map(asked::pairs);
            returns::request(tx, id, by, reason.as_deref(), items.as_deref())?;
            rendered(tx, id)
        };
        let order: Result<String, OrderError> =
            self.0.write_unseen(Durability::Durable, work).await;
        Ok(private(order?))
    }
}
