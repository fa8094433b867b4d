//! How each operation is called: about a fresh thing of customer A's or seller A's, so that what one
//! caller did is nothing to the next.

use serde_json::{Value, json};

use crate::{
    support::{PASSWORD, fresh_key},
    things::{
        coupon, guest_cart, letter, picture, pictured, session, shipping_method, tax_rate, token,
        user,
    },
    world::World,
};

/// A number that names nothing.
const NO_NUMBER: &str = "999999999";
/// A UUID that names nothing.
const NO_UUID: &str = "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10";

/// A call. `{}` in the path stands for the thing that it is about.
pub struct Call {
    path: String,
    id: Option<(String, &'static str)>,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<(String, Vec<u8>)>,
    /// Another method than the document's.
    pub method: Option<&'static str>,
}

impl Call {
    pub fn to(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            id: None,
            headers: Vec::new(),
            body: None,
            method: None,
        }
    }

    /// About a thing with a number.
    fn on(path: impl Into<String>, id: impl ToString) -> Self {
        Self {
            id: Some((id.to_string(), NO_NUMBER)),
            ..Self::to(path)
        }
    }

    /// About a thing with a UUID.
    fn on_uuid(path: &str, id: impl ToString) -> Self {
        Self {
            id: Some((id.to_string(), NO_UUID)),
            ..Self::to(path)
        }
    }

    fn json(mut self, body: Value) -> Self {
        self.body = Some(("application/json".to_owned(), body.to_string().into_bytes()));
        self
    }

    pub fn file(mut self, name: &str, media_type: &str, bytes: &[u8]) -> Self {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: {media_type}\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat();
        self.body = Some(("multipart/form-data; boundary=edge".to_owned(), body));
        self
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// About the thing.
    pub fn path(&self) -> String {
        let id = self.id.as_ref();
        id.map_or(self.path.clone(), |(id, _)| self.path.replace("{}", id))
    }

    /// About one that is not there.
    pub fn missing(&self) -> Option<String> {
        let (_, nobody) = self.id.as_ref()?;
        Some(self.path.replace("{}", nobody))
    }
}

/// The call of an operation.
pub fn call(world: &World, operation: &str) -> Call {
    let groups = [catalogue, buying, people, orders, terms, running];
    let found = groups.into_iter().find_map(|group| group(world, operation));
    found.unwrap_or_else(|| panic!("{operation} has a row, and nobody knows how to call it"))
}

fn catalogue(world: &World, operation: &str) -> Option<Call> {
    let product = |is_active| world.product(is_active).id;
    Some(match operation {
        "listProducts" => Call::to("/api/products?facets=true"),
        "suggest" => Call::to("/api/search/suggest?q=ru"),
        "listKeptProducts" => Call::to("/api/seller/products"),
        "listCategories" => Call::to("/api/categories"),
        "listRelatedProducts" => Call::to(format!("{}/related", world.rug.path())),
        "getProduct" => Call::on("/api/products/{}", product(false)),
        "createProduct" => Call::to("/api/products").json(json!({"name": "New", "price": 1})),
        "updateProduct" => Call::on("/api/products/{}", product(false)).json(json!({"price": 2})),
        "deleteProduct" => Call::on("/api/products/{}", product(true)),
        "getProductMetrics" => Call::on("/api/products/{}/metrics", product(true)),
        "addProductImage" => Call::on("/api/products/{}/images", product(true)).file(
            "x.png",
            "image/png",
            &picture(),
        ),
        "getProductImage" | "updateProductImage" | "deleteProductImage" => {
            let (product, image) = pictured(world, operation != "getProductImage");
            let call = Call::on(format!("/api/products/{product}/images/{{}}"), image);
            match operation {
                "updateProductImage" => {
                    Call::on(format!("/api/products/{{}}/images/{image}"), product)
                        .json(json!({"alt_text": "A rug"}))
                }
                "deleteProductImage" => {
                    Call::on(format!("/api/products/{{}}/images/{image}"), product)
                }
                _ => call,
            }
        }
        "createCategory" => Call::to("/api/categories").json(json!({"name": "New"})),
        "updateCategory" => {
            let id = world.shop.category(&format!("Category {}", world.fresh()));
            Call::on("/api/categories/{}", id).json(json!({"position": 3}))
        }
        "deleteCategory" => {
            let id = world.shop.category(&format!("Category {}", world.fresh()));
            Call::on("/api/categories/{}", id)
        }
        "adjustStock" => {
            let body = json!({"variant_id": world.rug.variant_id, "delta": 1, "reason": "Found"});
            Call::to("/api/admin/stock-adjustments").json(body)
        }
        "listStockMovements" => Call::to("/api/admin/stock-movements"),
        "createEvents" => {
            let event = json!({"action": "click", "product_id": world.rug.id});
            Call::to("/api/events").json(json!({"events": [event]}))
        }
        "listReviews" => Call::to(format!("{}/reviews", world.rug.path())),
        "createReview" => Call::to(format!("/api/products/{}/reviews", {
            let name = format!("Reviewed {}", world.fresh());
            world.shop.product(&name).create().id
        }))
        .json(json!({"rating": 5})),
        "getReview" | "updateReview" | "deleteReview" => {
            let (product, review) = world.review();
            let call = Call::on(format!("/api/products/{product}/reviews/{{}}"), review);
            match operation {
                "updateReview" => call.json(json!({"rating": 1})),
                _ => call,
            }
        }
        "voteHelpful" => Call::on("/api/reviews/{}/helpful", world.review().1),
        "listAllReviews" => Call::to("/api/admin/reviews"),
        "moderateReview" => Call::on("/api/admin/reviews/{}", world.review().1)
            .json(json!({"hidden": true, "reason": "Rude"})),
        "listFavorites" => Call::to("/api/favorites"),
        "addFavorite" | "removeFavorite" => Call::on("/api/favorites/{}", world.rug.id),
        _ => return None,
    })
}

fn buying(world: &World, operation: &str) -> Option<Call> {
    Some(match operation {
        "getCart" | "emptyCart" => Call::to("/api/cart"),
        "addCartItem" => Call::to("/api/cart/items").json(json!({"product_id": world.mug.id})),
        "updateCartItem" => {
            Call::on("/api/cart/items/{}", world.line()).json(json!({"quantity": 2}))
        }
        "removeCartItem" => Call::on("/api/cart/items/{}", world.line()),
        "addCartCoupon" => Call::to("/api/cart/coupons").json(json!({"code": "NO-SUCH"})),
        "removeCartCoupon" => Call::to("/api/cart/coupons/NO-SUCH"),
        "listCartShippingMethods" => Call::to("/api/cart/shipping-methods?country=DE"),
        "mergeCarts" => Call::to("/api/cart/merge").header("Cart-Token", guest_cart(world)),
        "checkOut" => Call::to("/api/checkout")
            .header("Idempotency-Key", fresh_key())
            .json(json!({"email": "not one"})),
        _ => return None,
    })
}

fn people(world: &World, operation: &str) -> Option<Call> {
    let seller = || world.rug.body["seller"]["id"].clone();
    Some(match operation {
        "register" => {
            let email = format!("fresh{}@example.org", world.fresh());
            let body = json!({"email": email, "password": PASSWORD, "name": "Fresh"});
            Call::to("/api/auth/register").json(body)
        }
        "logIn" => {
            let body = json!({"email": "customer.a@example.org", "password": PASSWORD});
            Call::to("/api/auth/login").json(body)
        }
        "logOut" => Call::to("/api/auth/logout"),
        "getMe" => Call::to("/api/auth/me"),
        "updateMe" => Call::to("/api/auth/me").json(json!({"name": "Renamed"})),
        "changePassword" => {
            let body = json!({"current_password": PASSWORD, "new_password": "short"});
            Call::to("/api/auth/password").json(body)
        }
        "requestPasswordReset" => {
            Call::to("/api/auth/password-reset").json(json!({"email": "nobody@example.org"}))
        }
        "confirmPasswordReset" => {
            let body = json!({"token": "never sent", "new_password": PASSWORD});
            Call::to("/api/auth/password-reset/confirm").json(body)
        }
        "listSessions" => Call::to("/api/auth/sessions"),
        "endSession" => Call::on("/api/auth/sessions/{}", session(world)),
        "listTokens" => Call::to("/api/admin/tokens"),
        "createToken" => {
            Call::to("/api/admin/tokens").json(json!({"name": "New", "role": "admin"}))
        }
        "getToken" | "revokeToken" => Call::on("/api/admin/tokens/{}", token(world)),
        "listUsers" => Call::to("/api/admin/users"),
        "getUser" => Call::on_uuid("/api/admin/users/{}", user(world)),
        "updateUser" => {
            Call::on_uuid("/api/admin/users/{}", user(world)).json(json!({"role": "customer"}))
        }
        "applyAsSeller" => Call::to("/api/sellers").json(json!({"name": "Me too"})),
        "getSeller" => Call::on("/api/sellers/{}", world.applicant),
        "updateSeller" => {
            Call::on("/api/sellers/{}", seller()).json(json!({"description": "Rugs"}))
        }
        "listSellers" => Call::to("/api/admin/sellers"),
        "getSellerForAdmin" => Call::on("/api/admin/sellers/{}", seller()),
        "decideSeller" => {
            Call::on("/api/admin/sellers/{}", seller()).json(json!({"commission": 0.1}))
        }
        _ => return None,
    })
}

fn orders(world: &World, operation: &str) -> Option<Call> {
    let order = |path| Call::on_uuid(path, world.order().id);
    let paid = |path| Call::on_uuid(path, world.paid().id);
    let part = |path| Call::on(path, world.part());
    let parcel = json!({"carrier": "DHL", "tracking_number": "1"});
    let seller = world.rug.body["seller"]["id"].clone();
    Some(match operation {
        "listOrders" => Call::to("/api/orders"),
        "getOrder" => order("/api/orders/{}"),
        "cancelOrder" => order("/api/orders/{}/cancel").json(json!({})),
        "requestReturn" => order("/api/orders/{}/return-request").json(json!({})),
        "getInvoice" => paid("/api/orders/{}/invoice"),
        "listAllOrders" => Call::to("/api/admin/orders"),
        "getAnyOrder" => order("/api/admin/orders/{}"),
        "moveOrder" => {
            order("/api/admin/orders/{}/transitions").json(json!({"to": "payment_confirmed"}))
        }
        "refundOrder" => paid("/api/admin/orders/{}/refunds").json(json!({"amount": 1})),
        "getPackingSlips" => paid("/api/admin/orders/{}/packing-slip"),
        "listSellerOrders" => Call::on("/api/seller/orders?seller={}", seller),
        "shipFulfillment" => part("/api/seller/fulfillments/{}/ship").json(parcel),
        "deliverFulfillment" => {
            let id = world.part();
            let path = format!("/api/seller/fulfillments/{id}/ship");
            world.shop.admin().post(&path, parcel).expect_status(200);
            Call::on("/api/seller/fulfillments/{}/deliver", id)
        }
        "getPackingSlip" => part("/api/seller/fulfillments/{}/packing-slip"),
        "getStatement" => Call::on("/api/seller/statements?month=2026-11&seller={}", seller),
        "downloadStatement" => {
            Call::on("/api/seller/statements.csv?month=2026-11&seller={}", seller)
        }
        _ => return None,
    })
}

fn terms(world: &World, operation: &str) -> Option<Call> {
    let fresh = || world.fresh();
    Some(match operation {
        "listCoupons" => Call::to("/api/admin/coupons"),
        "createCoupon" => {
            let body = json!({"code": format!("N{}", fresh()), "kind": "percent", "value": 10});
            Call::to("/api/admin/coupons").json(body)
        }
        "getCoupon" | "deleteCoupon" => Call::on("/api/admin/coupons/{}", coupon(world)),
        "updateCoupon" => {
            Call::on("/api/admin/coupons/{}", coupon(world)).json(json!({"value": 5}))
        }
        "listShippingMethods" => Call::to("/api/admin/shipping-methods"),
        "createShippingMethod" => {
            let code = format!("n{}", fresh());
            let body = json!({"code": code, "name": "N", "countries": ["NZ"], "price": 1});
            Call::to("/api/admin/shipping-methods").json(body)
        }
        "getShippingMethod" | "updateShippingMethod" | "deleteShippingMethod" => {
            let method = shipping_method(world)["code"].as_str().unwrap().to_owned();
            let call = Call::on("/api/admin/shipping-methods/{}", method);
            match operation {
                "updateShippingMethod" => call.json(json!({"price": 2})),
                _ => call,
            }
        }
        "listTaxRates" => Call::to("/api/admin/tax-rates"),
        "createTaxRate" => {
            let region = format!("N{}", fresh());
            let body = json!({"country": "US", "region": region, "rate": 0.05, "name": "Tax"});
            Call::to("/api/admin/tax-rates").json(body)
        }
        "getTaxRate" | "updateTaxRate" | "deleteTaxRate" => {
            let call = Call::on("/api/admin/tax-rates/{}", tax_rate(world)["id"].clone());
            match operation {
                "updateTaxRate" => call.json(json!({"name": "Sales tax"})),
                _ => call,
            }
        }
        "getSettings" => Call::to("/api/admin/settings"),
        "updateSettings" => Call::to("/api/admin/settings").json(json!({"shop_name": "Bazaar"})),
        "listAudit" => Call::to("/api/admin/audit"),
        "listOutbox" => Call::to("/api/admin/outbox"),
        "getLetter" => Call::on("/api/admin/outbox/{}", letter(world)),
        "retryLetter" => Call::on("/api/admin/outbox/{}/retry", letter(world)),
        _ => return None,
    })
}

fn running(_: &World, operation: &str) -> Option<Call> {
    Some(match operation {
        "importProducts" => {
            let csv = b"name,price,currency\nImported,1.00,EUR\n";
            Call::to("/api/admin/import/products?dry_run=true").file("x.csv", "text/csv", csv)
        }
        "exportProducts" => Call::to("/api/admin/export/products.csv"),
        "createBackup" | "listBackups" => Call::to("/api/admin/backups"),
        "getTrackingStatus" => Call::to("/api/tracking/status"),
        "flushTracking" => Call::to("/api/tracking/flush"),
        "getAnalyticsSummary" => Call::to("/api/analytics/summary"),
        "getAnalyticsTimeseries" => Call::to("/api/analytics/timeseries"),
        "getAnalyticsFunnel" => Call::to("/api/analytics/funnel"),
        "listTopProducts" => Call::to("/api/analytics/top"),
        "listTrendingProducts" => Call::to("/api/analytics/trending"),
        "listSearches" => Call::to("/api/analytics/searches"),
        "getCartAnalytics" => Call::to("/api/analytics/carts"),
        "getPipeline" => Call::to("/api/analytics/pipeline"),
        "exportAnalytics" => Call::to("/api/analytics/export.csv?report=top"),
        // It has no end: the head says enough.
        "watchAnalytics" => Call {
            method: Some("HEAD"),
            ..Call::to("/api/analytics/live")
        },
        "getLiveness" => Call::to("/healthz"),
        "getReadiness" => Call::to("/readyz"),
        "getMetrics" => Call::to("/metrics"),
        _ => return None,
    })
}
