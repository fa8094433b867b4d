//! The table: what each operation answers, about a thing of customer A's or seller A's.

/// An operation and a letter for each of [`crate::world::WHO`].
pub struct Row {
    pub operation: &'static str,
    /// `+` done, `~` allowed and refused for another reason, `-` 401, `x` 403, `0` 404.
    pub answers: &'static str,
}

const EVERYBODY: &str = "++++++++";
const ADMIN: &str = "-xxxxxx+";
/// What is seller A's.
const SELLER: &str = "-xx+0+x+";
/// Any seller, of the own.
const SELLERS: &str = "-xx+++x+";
/// Any login, of the own: an API token has no account.
const LOGIN: &str = "-++++x++";
/// What is customer A's, and not even an admin's.
const ACCOUNT: &str = "-+000x00";
/// What is customer A's, a guest's token or an admin's.
const ORDER: &str = "0+00000+";
/// A product of seller A's that is not shown.
const HIDDEN: &str = "000+0+0+";

macro_rules! rows {
    ($($operation:ident $answers:expr;)*) => {
        pub const ROWS: &[Row] = &[$(Row { operation: stringify!($operation), answers: $answers },)*];
    };
}

rows! {
    // Who:                 anonymous, customers A and B, sellers A and B, a token of A's, a suspended seller, an admin
    listProducts            EVERYBODY;
    suggest                 EVERYBODY;
    listRelatedProducts     EVERYBODY;
    listCategories          EVERYBODY;
    getProduct              HIDDEN;
    getProductImage         HIDDEN;
    createProduct           SELLERS;
    listKeptProducts        SELLERS;
    updateProduct           SELLER;
    deleteProduct           SELLER;
    addProductImage         SELLER;
    updateProductImage      SELLER;
    deleteProductImage      SELLER;
    createCategory          ADMIN;
    updateCategory          ADMIN;
    deleteCategory          ADMIN;
    adjustStock             ADMIN;
    listStockMovements      ADMIN;

    getCart                 EVERYBODY;
    emptyCart               EVERYBODY;
    addCartItem             EVERYBODY;
    listCartShippingMethods EVERYBODY;
    addCartCoupon           "~~~~~~~~";
    // Nobody has one.
    removeCartCoupon        "00000000";
    updateCartItem          "0+000000";
    removeCartItem          "0+000000";
    mergeCarts              LOGIN;
    checkOut                "~~~~~~~~";

    createEvents            EVERYBODY;
    getTrackingStatus       ADMIN;
    flushTracking           ADMIN;
    getProductMetrics       SELLER;
    getAnalyticsSummary     SELLERS;
    getAnalyticsTimeseries  SELLERS;
    getAnalyticsFunnel      SELLERS;
    listTopProducts         SELLERS;
    listTrendingProducts    SELLERS;
    listSearches            SELLERS;
    getCartAnalytics        SELLERS;
    watchAnalytics          ADMIN;
    getPipeline             ADMIN;
    exportAnalytics         SELLERS;

    register                EVERYBODY;
    logIn                   EVERYBODY;
    logOut                  LOGIN;
    getMe                   LOGIN;
    updateMe                LOGIN;
    // With one that is too short.
    changePassword          "-~~~~x~~";
    requestPasswordReset    EVERYBODY;
    // With a token that nobody was sent.
    confirmPasswordReset    "~~~~~~~~";
    listSessions            LOGIN;
    endSession              ACCOUNT;
    listTokens              ADMIN;
    createToken             ADMIN;
    getToken                ADMIN;
    revokeToken             ADMIN;
    listUsers               ADMIN;
    getUser                 ADMIN;
    updateUser              ADMIN;

    listOrders              LOGIN;
    getOrder                ORDER;
    cancelOrder             ORDER;
    requestReturn           "0~00000~";
    getInvoice              ORDER;
    listAllOrders           ADMIN;
    getAnyOrder             ADMIN;
    moveOrder               ADMIN;
    refundOrder             ADMIN;
    getPackingSlips         ADMIN;
    listSellerOrders        SELLER;
    shipFulfillment         SELLER;
    deliverFulfillment      SELLER;
    getPackingSlip          SELLER;
    getStatement            SELLER;
    downloadStatement       SELLER;

    importProducts          ADMIN;
    exportProducts          ADMIN;
    listCoupons             ADMIN;
    createCoupon            ADMIN;
    getCoupon               ADMIN;
    updateCoupon            ADMIN;
    deleteCoupon            ADMIN;
    listShippingMethods     ADMIN;
    createShippingMethod    ADMIN;
    getShippingMethod       ADMIN;
    updateShippingMethod    ADMIN;
    deleteShippingMethod    ADMIN;
    listTaxRates            ADMIN;
    createTaxRate           ADMIN;
    getTaxRate              ADMIN;
    updateTaxRate           ADMIN;
    deleteTaxRate           ADMIN;
    getSettings             ADMIN;
    updateSettings          ADMIN;
    listAudit               ADMIN;
    listOutbox              ADMIN;
    getLetter               ADMIN;
    retryLetter             ADMIN;
    createBackup            ADMIN;
    listBackups             ADMIN;
    getLiveness             EVERYBODY;
    getReadiness            EVERYBODY;
    // From this machine.
    getMetrics              EVERYBODY;

    applyAsSeller           "-++~~x~+";
    getSeller               "0000000+";
    updateSeller            SELLER;
    listSellers             ADMIN;
    getSellerForAdmin       ADMIN;
    decideSeller            ADMIN;

    listReviews             EVERYBODY;
    createReview            LOGIN;
    getReview               EVERYBODY;
    updateReview            ACCOUNT;
    deleteReview            ACCOUNT;
    // Nobody votes for their own.
    voteHelpful             "-~+++x++";
    listAllReviews          ADMIN;
    moderateReview          ADMIN;
    listFavorites           LOGIN;
    addFavorite             LOGIN;
    removeFavorite          LOGIN;
}
