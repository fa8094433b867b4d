//! The chapters of the API document.

use poem_openapi::Tags;

/// A chapter of the API document.
#[derive(Tags)]
pub enum Tag {
    /// Products, categories and search: what everybody may read.
    Catalogue,
    /// What a visitor means to buy.
    Cart,
    /// Checkout, orders, fulfilments, returns.
    Orders,
    /// Accounts, logins and what a customer likes.
    People,
    /// Sellers: their profiles, orders and statements.
    Sellers,
    /// What customers say of products.
    Reviews,
    /// What an admin sets: coupons, shipping, tax, settings, stock.
    Admin,
    /// What happens in the shop: events of clients, and how their queue is.
    Tracking,
    /// What events add up to.
    Analytics,
    /// Import and export of whole catalogues.
    Exchange,
    /// Health of the server, and backups.
    Operations,
}
