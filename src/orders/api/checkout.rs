//! The checkout over HTTP.
//!
//! Its answer is kept under the request's key in the transaction that places the order: whatever happens
//! between the two, who asks again gets the one order. Who asks at the same time waits for the
//! writer, and gets the same answer.

use std::sync::Arc;

use poem::{
    IntoResponse, Response,
    http::{HeaderName, StatusCode, header},
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::Header,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{Example, Type},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    cart::{CartToken, Holder, api::Shopper, render},
    http::{
        failure::{CheckingOut, Failure},
        kept::{self, Kept},
        keyed::Keyed,
        problem::{
            CART_CHANGED, CONTENT_TYPE, COUPON_UNAVAILABLE, EMPTY_CART, Fault, OUT_OF_STOCK,
            Problem,
        },
        tags::Tag,
    },
    money::Currency,
    orders::{
        OrderError,
        checkout::{
            CheckoutError, CheckoutInput, Outcome, Placed, Refusal, Request, access_token,
            check_out,
        },
        load,
        model::Order,
    },
    settings::LiveCurrency,
    store::{Durability, Store, Tx},
    time,
    tracking::{Tracker, request::Seen},
};

/// Where orders begin.
pub struct Checkout {
    /// Where carts and orders stand.
    pub store: Store,
    /// What prices are in.
    pub currency: LiveCurrency,
    /// Whom to tell what is bought.
    pub tracker: Tracker,
}

/// An order that was just placed.
#[derive(Object)]
#[oai(example)]
struct PlacedOrder {
    /// The order.
    #[oai(flatten)]
    order: Order,
    /// Opens a guest's order as `Order-Token`; told here only. Not there for an account.
    #[oai(skip_serializing_if_is_none)]
    access_token: Option<String>,
}

impl Example for PlacedOrder {
    fn example() -> Self {
        Self {
            order: Order::example(),
            access_token: Some("3q2-7wE4sV0mJ9uXkR1yT5bN8cL6dF2gH7jK0pQwZxA".into()),
        }
    }
}

#[OpenApi(tag = "Tag::Orders")]
impl Checkout {
    /// Check out
    ///
    /// Makes an order of the cart: prices are read again, stock is taken, coupons are counted, all or
    /// nothing, and the cart is empty. A refusal (409) changes nothing: `empty-cart`, `out-of-stock`
    /// (`errors` names each line and what is `available`), `coupon-unavailable`, or `cart-changed` when the
    /// order would cost something else than `expected_total` (with the `cart` as it is). A guest's answer has
    /// the `access_token` that opens the order later.
    #[oai(path = "/api/checkout", method = "post", operation_id = "checkOut")]
    async fn check_out(
        &self,
        shopper: Shopper,
        seen: Seen,
        body: Keyed<CheckoutInput>,
        /// Required. The same key and body are answered with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<CheckoutAnswer, Failure<CheckingOut>> {
        let _ = idempotency_key.0;
        let scope = scope(&shopper.holder);
        let key = scope.map(|scope| body.key(scope));
        let request = Request::try_from(body.value)?;
        let Some(key) = key else {
            return Err(problem(Refusal::EmptyCart, self.currency.get()).into());
        };
        let (holder, currency) = (shopper.holder.clone(), self.currency.get());
        let (kept, bought) = self
            .store
            .write(Durability::Durable, move |tx| {
                let now = time::now();
                if let Some(found) = kept::find(tx, &key, now).map_err(CheckoutError::from)? {
                    return Ok((found.answer()?, None));
                }
                let outcome = check_out(tx, &holder, &request, now)?;
                let (answer, bought) = answer(tx, outcome, currency)?;
                kept::keep(tx, &key, &answer, now).map_err(CheckoutError::from)?;
                Ok::<_, Problem>((answer, Some(bought)))
            })
            .await?;
        if let Some(Some(placed)) = &bought {
            let lines = Arc::from(placed.lines.as_slice());
            self.tracker.purchase(seen.who, placed.cart, lines);
        }
        let token = match shopper.holder {
            Holder::Guest(token) => Some(token),
            _ => None,
        };
        Ok(CheckoutAnswer {
            replayed: bought.is_none(),
            kept,
            token,
        })
    }
}

/// Whose keys are told apart: an account's, a cart's.
fn scope(holder: &Holder) -> Option<[u8; 32]> {
    let hash = Sha256::new_with_prefix("POST /api/checkout\0");
    Some(
        match holder {
            Holder::Account(user) => hash.chain_update("account\0").chain_update(user),
            Holder::Guest(token) => hash.chain_update("cart\0").chain_update(token.hash()),
            Holder::New(_) | Holder::Nobody => return None,
        }
        .finalize()
        .into(),
    )
}

/// The answer to what came of it, as it is kept: without the guest's secret.
fn answer(
    tx: &Tx<'_>,
    outcome: Outcome,
    currency: Currency,
) -> Result<(Kept, Option<Placed>), CheckoutError> {
    let placed = match outcome {
        Outcome::Placed(placed) => placed,
        Outcome::Refused(refusal) => {
            let problem = problem(refusal, currency);
            let kept = Kept {
                status: problem.status().as_u16(),
                headers: format!("content-type: {CONTENT_TYPE}\ncache-control: no-store\n"),
                body: problem.to_json().into_bytes(),
            };
            return Ok((kept, None));
        }
    };
    let body = load::render(tx, placed.id)?.ok_or(OrderError::NotFound("order"))?;
    let kept = Kept {
        status: StatusCode::CREATED.as_u16(),
        headers: format!(
            "content-type: application/json\ncache-control: no-store\nlocation: {ORDERS}{}\n",
            placed.id
        ),
        body: body.into_bytes(),
    };
    Ok((kept, Some(placed)))
}

const ORDERS: &str = "/api/orders/";

/// An answer of a checkout, for the first time or again.
pub struct CheckoutAnswer {
    kept: Kept,
    replayed: bool,
    /// The guest's cart token, of which the order's secret is made.
    token: Option<CartToken>,
}

impl CheckoutAnswer {
    /// The order that it tells of.
    fn order(&self) -> Option<Uuid> {
        let location = self.kept.header(&header::LOCATION)?;
        location.strip_prefix(ORDERS)?.parse().ok()
    }
}

impl IntoResponse for CheckoutAnswer {
    fn into_response(mut self) -> Response {
        if let (Some(token), Some(order)) = (&self.token, self.order())
            && self.kept.body.pop() == Some(b'}')
        {
            let secret = access_token(token, order);
            let member = format!(",\"access_token\":\"{secret}\"}}");
            self.kept.body.extend_from_slice(member.as_bytes());
        }
        self.kept.into_response(self.replayed)
    }
}

impl ApiResponse for CheckoutAnswer {
    fn meta() -> MetaResponses {
        let header = |name: HeaderName, description: &str| MetaHeader {
            name: name.to_string(),
            description: Some(description.to_owned()),
            required: false,
            deprecated: false,
            schema: String::schema_ref(),
        };
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The order",
                status: Some(201),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "application/json",
                    schema: PlacedOrder::schema_ref(),
                }],
                headers: vec![
                    header(header::LOCATION, "The path of the order"),
                    header(kept::REPLAYED, "`true` when it was given before"),
                ],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        PlacedOrder::register(registry);
    }
}

impl From<CheckoutError> for Problem {
    fn from(error: CheckoutError) -> Self {
        match error {
            CheckoutError::Invalid(faults) => Self::fields(faults),
            CheckoutError::Cart(error) => error.into(),
            CheckoutError::Order(OrderError::Store(error)) | CheckoutError::Store(error) => {
                error.into()
            }
            CheckoutError::Order(error) => Self::internal(error),
            CheckoutError::Contradiction(what) => Self::internal(what),
        }
    }
}

fn problem(refusal: Refusal, currency: Currency) -> Problem {
    match refusal {
        Refusal::EmptyCart => Problem::new(EMPTY_CART, "Put something into the cart first."),
        Refusal::OutOfStock(lines) => {
            let detail = "Less is there than the cart asks for; `errors` names each line.";
            let faults = lines.iter().map(|short| Fault {
                pointer: Some(format!("/items/{}", short.place)),
                parameter: None,
                detail: match short.available {
                    0 => format!("{} is sold out", short.name),
                    left => format!("only {left} of {} left", short.name),
                },
                available: Some(short.available),
            });
            Problem::new(OUT_OF_STOCK, detail).naming(faults)
        }
        Refusal::Coupon(code, refusal) => {
            let detail = format!("{code} cannot be used: {refusal}. Remove it from the cart.");
            Problem::new(COUPON_UNAVAILABLE, detail).with("coupon", code)
        }
        Refusal::CartChanged(changed) => {
            let (cart, look) = *changed;
            let total = look.quote.total;
            let cart = render(Some(&cart), &look, currency.code());
            let cart: Value = serde_json::from_slice(&cart).unwrap_or_default();
            let detail = format!("The order costs {total} now, in minor units; look at `cart`.");
            Problem::new(CART_CHANGED, detail).with("cart", cart)
        }
    }
}
