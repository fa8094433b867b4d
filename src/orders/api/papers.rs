//! Papers over HTTP.

use poem_openapi::{
    OpenApi,
    param::{Header, Path},
};
use rusqlite::Connection;

use super::{admin::id_of, example_order, seller::find_own};
use crate::{
    http::{
        caller::{Caller, Visitor},
        failure::{Failure, Owning, ReadingPaperAs},
        payload::PrintPage,
        problem::Problem,
        tags::Tag,
    },
    orders::{
        OrderError,
        access::{self, Asking},
        papers,
    },
    people::rights::{Action, require},
    store::Store,
};

/// What is printed of orders.
pub struct Papers(pub Store);

fn example_fulfillment() -> i64 {
    5
}

#[OpenApi]
impl Papers {
    /// Read an order's invoice
    ///
    /// A page to print. An order has one from when its payment is confirmed.
    #[oai(
        path = "/api/orders/:order/invoice",
        method = "get",
        operation_id = "getInvoice",
        tag = "Tag::Orders"
    )]
    async fn invoice(
        &self,
        caller: Visitor,
        /// The order's id.
        #[oai(example = "example_order")]
        order: Path<String>,
        /// The `access_token` of the checkout's answer.
        #[oai(name = "Order-Token")]
        token: Header<Option<String>>,
    ) -> Result<PrintPage, Failure<ReadingPaperAs>> {
        let asking = Asking::new(caller.0, token.0.as_deref());
        let page = self.0.read(|db| {
            let (id, _) = access::find(db, &order.0, &asking)?;
            papers::invoice(db, id)
        })?;
        Ok(PrintPage(page))
    }

    /// Read an order's packing slips
    ///
    /// A page to print for each of its fulfilments.
    #[oai(
        path = "/api/admin/orders/:order/packing-slip",
        method = "get",
        operation_id = "getPackingSlips",
        tag = "Tag::Admin"
    )]
    async fn packing_slips(
        &self,
        caller: Caller,
        /// The order's id.
        #[oai(example = "example_order")]
        order: Path<String>,
    ) -> Result<PrintPage, Failure<Owning>> {
        require(&caller, Action::ManageOrders)?;
        let id = id_of(&order.0)?;
        let page = self.0.read(|db| papers::packing_slip(db, id, None))?;
        Ok(PrintPage(page))
    }

    /// Read a fulfilment's packing slip
    ///
    /// A page to print, with the own lines alone.
    #[oai(
        path = "/api/seller/fulfillments/:fulfillment/packing-slip",
        method = "get",
        operation_id = "getPackingSlip",
        tag = "Tag::Sellers"
    )]
    async fn packing_slip(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_fulfillment")]
        fulfillment: Path<i64>,
    ) -> Result<PrintPage, Failure<Owning>> {
        let read = |db: &Connection| {
            Ok::<_, OrderError>(match find_own(db, &caller, fulfillment.0)? {
                Ok(part) => Ok(papers::packing_slip(db, part.order, Some(part.id))?),
                Err(problem) => Err(problem),
            })
        };
        let page: Result<String, Problem> = self.0.read(read)?;
        Ok(PrintPage(page?))
    }
}
