//! What everybody reads of sellers, and what they say of themselves.

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path},
};

use crate::{
    http::{
        body::Body,
        caller::{Caller, Visitor},
        conditional::tag_of,
        failure::{Changing, Creating, Failure, ReadingAs},
        payload::{Created, Done, Rendered},
        tags::Tag,
    },
    people::rights::own_account,
    sellers::{
        SellerError,
        input::{NewSeller, SellerPatch},
        model::SellerProfile,
        profiles::{Profiles, Shown, render},
        write,
    },
    store::Durability,
};

/// The sellers of a shop.
pub struct Sellers(pub Profiles);

fn example_seller() -> String {
    "anatolian-looms".to_owned()
}

#[OpenApi(tag = "Tag::Sellers")]
impl Sellers {
    /// Apply as a seller
    ///
    /// One for each account. It waits (`pending`) until an administrator approves it, or sells at once in a
    /// shop whose setting `open_sellers` is on.
    #[oai(path = "/api/sellers", method = "post", operation_id = "applyAsSeller")]
    async fn apply(
        &self,
        caller: Caller,
        body: Body<NewSeller>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<SellerProfile, Created>, Failure<Creating>> {
        let user = own_account(&caller)?;
        let profile = body.0.checked()?;
        let (id, body) = self
            .0
            .store
            .write(Durability::Durable, move |tx| {
                let seller = write::apply(tx, user, &profile)?;
                Ok::<_, SellerError>((seller.id, render(tx, &seller, true)?))
            })
            .await?;
        Ok(Rendered::new(body)
            .header(header::LOCATION, format!("/api/sellers/{id}"))
            .private())
    }

    /// Read a seller's profile
    ///
    /// Only of those who may sell; who applied sees the own, and administrators all.
    #[oai(
        path = "/api/sellers/:seller",
        method = "get",
        operation_id = "getSeller"
    )]
    async fn read(
        &self,
        caller: Visitor,
        /// An id or a slug.
        #[oai(example = "example_seller")]
        seller: Path<String>,
    ) -> Result<Rendered<SellerProfile>, Failure<ReadingAs>> {
        Ok(match self.0.read(&seller.0, caller.0.as_ref()).await? {
            Shown::Public(body) => {
                let tag = tag_of(&body);
                Rendered::new(body).cached_as(tag)
            }
            Shown::Own(body) => {
                let tag = tag_of(&body);
                Rendered::new(body).header(header::ETAG, tag).private()
            }
        })
    }

    /// Change the own profile
    ///
    /// What is absent stays. The slug stays in any case, since links lead to it. Administrators may change
    /// every profile.
    #[oai(
        path = "/api/sellers/:seller",
        method = "patch",
        operation_id = "updateSeller"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_seller")]
        seller: Path<String>,
        body: Body<SellerPatch>,
    ) -> Result<Rendered<SellerProfile, Done>, Failure<Changing>> {
        let body = self
            .0
            .store
            .write(Durability::Durable, move |tx| {
                let seller = write::change(tx, &caller, &seller.0, body.0)?;
                render(tx, &seller, true)
            })
            .await?;
        Ok(Rendered::new(body).private())
    }
}
