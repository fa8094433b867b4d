//! Every kind of problem that the API knows: one line each.

use poem::http::StatusCode;

/// A kind of problem: what its code, its status and its title are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Stable; the last part of the problem's `type`.
    pub code: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    /// The same for every problem of the kind.
    pub title: &'static str,
}

macro_rules! kinds {
    ($($(#[$docs:meta])* $name:ident = $status:ident $code:literal $title:literal;)*) => {
        $($(#[$docs])* pub const $name: Kind =
            Kind { code: $code, status: StatusCode::$status, title: $title };)*
    };
}

kinds! {
    /// A query, path or header parameter that cannot be as it is.
    INVALID_PARAMETER = BAD_REQUEST "invalid-parameter" "A parameter is invalid";
    /// A body that is not the JSON or form it claims to be.
    INVALID_BODY = BAD_REQUEST "invalid-body" "The body cannot be read";
    /// A well-formed body with fields that cannot be as they are.
    INVALID_FIELDS = BAD_REQUEST "invalid-fields" "Some fields are invalid";
    /// A file whose columns cannot be understood.
    INVALID_FILE = BAD_REQUEST "invalid-file" "The file cannot be read";
    /// A picture that is broken or cut short.
    INVALID_PICTURE = BAD_REQUEST "invalid-picture" "The picture cannot be read";
    /// A picture with more pixels than are decoded.
    PICTURE_TOO_LARGE = BAD_REQUEST "picture-too-large" "The picture has too many pixels";
    /// A link for a new password that does not work, or no longer.
    INVALID_RESET_TOKEN = BAD_REQUEST "invalid-reset-token" "The link does not work";
    /// A request that is broken in another way.
    BAD_REQUEST = BAD_REQUEST "bad-request" "The request is malformed";
    /// No credentials, or ones that do not hold.
    UNAUTHORIZED = UNAUTHORIZED "unauthorized" "Credentials are needed";
    /// An e-mail and a password that do not go together, whichever is wrong.
    INVALID_CREDENTIALS = UNAUTHORIZED "invalid-credentials" "The credentials are wrong";
    /// A write with a cookie from a page of another origin.
    CROSS_ORIGIN = FORBIDDEN "cross-origin" "Sent from another origin";
    /// The right password of an account that an admin keeps out.
    ACCOUNT_BLOCKED = FORBIDDEN "account-blocked" "The account is blocked";
    /// Known, but not allowed.
    FORBIDDEN = FORBIDDEN "forbidden" "Not allowed";
    /// Not there, or not the caller's: the same bytes.
    NOT_FOUND = NOT_FOUND "not-found" "Not found";
    /// There, but not for this method.
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED "method-not-allowed" "Method not allowed";
    /// Another variant has the SKU.
    SKU_TAKEN = CONFLICT "sku-taken" "The SKU is taken";
    /// Another product or category has the slug.
    SLUG_TAKEN = CONFLICT "slug-taken" "The slug is taken";
    /// Somebody else has registered with the e-mail.
    EMAIL_TAKEN = CONFLICT "email-taken" "The e-mail is registered already";
    /// The account has a seller.
    ALREADY_SELLER = CONFLICT "already-seller" "The account has a seller";
    /// A change after which no admin could log in.
    LAST_ADMIN = CONFLICT "last-admin" "It is the last admin";
    /// Products or categories stand below the category.
    CATEGORY_NOT_EMPTY = CONFLICT "category-not-empty" "The category is not empty";
    /// Another coupon has the code.
    COUPON_CODE_TAKEN = CONFLICT "coupon-code-taken" "The coupon code is taken";
    /// Another shipping method has the code.
    SHIPPING_METHOD_TAKEN = CONFLICT "shipping-method-taken" "The shipping method's code is taken";
    /// The country or region has a rate.
    TAX_RATE_TAKEN = CONFLICT "tax-rate-taken" "There is a tax rate for this place";
    /// Prices or orders are in the currency that is to be changed.
    CURRENCY_IN_USE = CONFLICT "currency-in-use" "The currency is in use";
    /// The customer has reviewed the product.
    ALREADY_REVIEWED = CONFLICT "already-reviewed" "You have reviewed it already";
    /// A seller reviews what they sell.
    OWN_PRODUCT = CONFLICT "own-product" "It is your own product";
    /// An author votes for their own review.
    OWN_REVIEW = CONFLICT "own-review" "It is your own review";
    /// A mail server has the letter.
    ALREADY_SENT = CONFLICT "already-sent" "The letter was sent";
    /// The product has several variants and none was chosen.
    VARIANT_REQUIRED = BAD_REQUEST "variant-required" "A variant has to be chosen";
    /// A guest's token that names no cart: never issued, expired or merged away.
    CART_NOT_FOUND = NOT_FOUND "cart-not-found" "There is no such cart";
    /// More than there is.
    OUT_OF_STOCK = CONFLICT "out-of-stock" "There is not enough";
    /// A coupon that cannot be used, now or by this customer.
    COUPON_UNAVAILABLE = CONFLICT "coupon-unavailable" "The coupon cannot be used";
    /// More lines or coupons than a cart takes.
    CART_FULL = CONFLICT "cart-full" "The cart is full";
    /// Nothing to buy.
    EMPTY_CART = CONFLICT "empty-cart" "The cart is empty";
    /// The total is another one than the caller expects.
    CART_CHANGED = CONFLICT "cart-changed" "The cart changed";
    /// A request that must not run twice came without a key.
    IDEMPOTENCY_KEY_REQUIRED = BAD_REQUEST "idempotency-key-required" "An Idempotency-Key is needed";
    /// A step that an order or a fulfilment cannot take from where it is.
    INVALID_TRANSITION = CONFLICT "invalid-transition" "The order cannot go there from where it is";
    /// More money than an order has left, or than was ever paid.
    NOT_REFUNDABLE = CONFLICT "not-refundable" "So much cannot be given back";
    /// An order that was never paid has no invoice.
    NOT_INVOICED = CONFLICT "not-invoiced" "There is no invoice yet";
    /// The first request with this idempotency key still runs.
    IDEMPOTENCY_IN_PROGRESS = CONFLICT "idempotency-in-progress" "The first request is still running";
    /// `If-Match` names an older state.
    PRECONDITION_FAILED = PRECONDITION_FAILED "precondition-failed" "Changed in the meantime";
    /// The request came too slowly.
    REQUEST_TIMEOUT = REQUEST_TIMEOUT "request-timeout" "The request took too long";
    /// The body is over its limit.
    BODY_TOO_LARGE = PAYLOAD_TOO_LARGE "body-too-large" "The body is too large";
    /// The body's media type is not one the route takes.
    UNSUPPORTED_MEDIA_TYPE = UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" "Unsupported media type";
    /// A part of a file that the file does not have.
    RANGE_NOT_SATISFIABLE = RANGE_NOT_SATISFIABLE "range-not-satisfiable" "There is no such part";
    /// The path and query are over their limit.
    URI_TOO_LONG = URI_TOO_LONG "uri-too-long" "The path is too long";
    /// The headers are over their limit.
    HEADERS_TOO_LARGE = REQUEST_HEADER_FIELDS_TOO_LARGE "headers-too-large" "The headers are too large";
    /// The idempotency key was used with another body.
    IDEMPOTENCY_MISMATCH = UNPROCESSABLE_ENTITY "idempotency-mismatch" "The key was used with another body";
    /// Too many requests.
    RATE_LIMITED = TOO_MANY_REQUESTS "rate-limited" "Too many requests";
    /// Something is full or held; the same request may succeed later.
    BUSY = SERVICE_UNAVAILABLE "busy" "The shop is busy";
    /// The server is stopping.
    DRAINING = SERVICE_UNAVAILABLE "draining" "The shop is closing";
    /// A fault of ours.
    INTERNAL = INTERNAL_SERVER_ERROR "internal" "Something went wrong here";
}
