//! What sending a cart costs, over HTTP.

use poem_openapi::{OpenApi, param::Query, types::ToJSON};

use super::{Carts, Shopper};
use crate::{
    cart::{
        find,
        look::{Way, offers},
        model::{ShippingOffer, ShippingOffers},
    },
    http::{
        failure::{Failure, ReadingAs},
        payload::{Done, Rendered},
        problem::Problem,
        tags::Tag,
    },
    pricing::{Destination, places},
    time,
};

/// What sending carts costs.
pub(super) struct CartShipping(pub(super) Carts);

fn example_country() -> Option<String> {
    Some("DE".to_owned())
}

#[OpenApi(tag = "Tag::Cart")]
impl CartShipping {
    /// List the ways to send the cart
    ///
    /// With what each costs for what is in the cart now, its coupons heeded; none where nothing in it needs
    /// a parcel.
    #[oai(
        path = "/api/cart/shipping-methods",
        method = "get",
        operation_id = "listCartShippingMethods"
    )]
    async fn list(
        &self,
        shopper: Shopper,
        /// Where it goes: ISO 3166-1 alpha-2. Required.
        #[oai(example = "example_country")]
        country: Query<Option<String>>,
        /// A region of the country.
        region: Query<Option<String>>,
    ) -> Result<Rendered<ShippingOffers, Done>, Failure<ReadingAs>> {
        let Some(destination) = destination(country.0, region.0)? else {
            return Err(Problem::parameter("country", "is required").into());
        };
        let (now, holder) = (time::now(), shopper.holder);
        let carts = &self.0;
        let offers = carts.store.read(|db| {
            let cart = find(db, &holder, now)?;
            offers(db, cart.as_ref(), holder.customer(), &destination, now)
        })?;
        let items: Vec<ShippingOffer> = offers
            .into_iter()
            .map(|(method, price)| ShippingOffer {
                code: method.code,
                name: method.name,
                price,
                currency: carts.currency.code().to_owned(),
            })
            .collect();
        let list = ShippingOffers {
            total: items.len() as i64,
            items,
            next_cursor: None,
        };
        Ok(Rendered::new(list.to_json_string()).private())
    }
}

/// The destination that parameters name.
fn destination(
    country: Option<String>,
    region: Option<String>,
) -> Result<Option<Destination>, Problem> {
    let Some(country) = country else {
        return match region {
            Some(_) => Err(Problem::parameter("country", "is required with a region")),
            None => Ok(None),
        };
    };
    let country = places::country(&country.to_uppercase()).ok_or_else(|| {
        Problem::parameter("country", "must be an ISO 3166-1 alpha-2 code, such as DE")
    })?;
    Ok(Some(Destination::new(country, region.as_deref())))
}

/// The way that parameters name.
pub(super) fn way(
    country: Option<String>,
    region: Option<String>,
    method: Option<String>,
) -> Result<Way, Problem> {
    let destination = destination(country, region)?;
    if destination.is_none() && method.is_some() {
        return Err(Problem::parameter("country", "is required with a method"));
    }
    Ok(Way {
        destination,
        method,
    })
}
