//! What administrators read and decide about sellers.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use crate::{
    audit::Actor,
    catalogue::sorting::parameter::{self, Sort},
    http::{
        body::Body,
        caller::Caller,
        failure::{Changing, Exporting, Failure, Owning},
        payload::{Done, Rendered, sent},
        tags::Tag,
    },
    people::rights::{Action, require},
    sellers::{
        SellerError, Status,
        input::Decision,
        model::{AdminSeller, AdminSellerPage},
        read::{self, Asked, SellerKeys},
        write,
    },
    store::{Durability, Store},
};

/// The sellers of a shop, as administrators see them.
pub struct Desk(pub Store);

fn example_seller() -> String {
    "anatolian-looms".to_owned()
}

fn example_status() -> Option<Vec<Status>> {
    Some(vec![Status::Pending])
}

#[OpenApi(tag = "Tag::Admin")]
impl Desk {
    /// List sellers
    ///
    /// Also who waits and who is suspended, the newest first unless `sort` says otherwise.
    #[oai(
        path = "/api/admin/sellers",
        method = "get",
        operation_id = "listSellers"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// How they stand; repeat it for alternatives.
        #[oai(example = "example_status")]
        status: Query<Option<Vec<Status>>>,
        /// A part of a name, a slug or an e-mail address.
        #[oai(validator(max_length = 200))]
        q: Query<Option<String>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<SellerKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<AdminSellerPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ManageSellers)?;
        let mut status = status.0.unwrap_or_default();
        status.sort_by_key(|status| status.as_str());
        status.dedup();
        let q = q.0.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty());
        let asked = Asked { status, q };
        let window = parameter::window(&asked.binding(), sort.0, limit.0, cursor.0.as_deref())?;
        let page = self
            .0
            .read_slow(move |db| read::page(db, &asked, &window))
            .await?;
        Ok(sent(&page)?)
    }

    /// Read a seller
    #[oai(
        path = "/api/admin/sellers/:seller",
        method = "get",
        operation_id = "getSellerForAdmin"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_seller")]
        seller: Path<String>,
    ) -> Result<Rendered<AdminSeller, Done>, Failure<Owning>> {
        require(&caller, Action::ManageSellers)?;
        let found = self.0.read(|db| {
            let seller = read::find(db, &seller.0)?.ok_or(SellerError::NotFound)?;
            read::for_admin(db, seller.id)
        })?;
        Ok(sent(&found)?)
    }

    /// Approve or suspend a seller, or set its commission
    ///
    /// The products of a suspended seller are shown to nobody, its credentials sell nothing, its orders
    /// stay. Who is approved again shows what was shown before. The seller gets a letter.
    #[oai(
        path = "/api/admin/sellers/:seller",
        method = "patch",
        operation_id = "decideSeller"
    )]
    async fn decide(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_seller")]
        seller: Path<String>,
        body: Body<Decision>,
    ) -> Result<Rendered<AdminSeller, Done>, Failure<Changing>> {
        require(&caller, Action::ManageSellers)?;
        let actor = Actor::from(&caller);
        let decided = self
            .0
            .write_bulk(Durability::Durable, move |tx| {
                let id = write::decide(tx, &actor, &seller.0, body.0)?;
                read::for_admin(tx, id)
            })
            .await?;
        Ok(sent(&decided)?)
    }
}
