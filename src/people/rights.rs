//! The one table of rights: role × action × ownership. Every route asks here.

use crate::http::caller::{Caller, Role};

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Make a product.
    CreateProduct,
    /// Change or delete a product.
    ChangeProduct,
    /// Choose whose product it is.
    AssignSeller,
    /// Make, change or delete a category.
    ManageCategories,
    /// Import or export the catalogue.
    Exchange,
    /// Make and list backups.
    Backup,
    /// Look at the tracking queue, and empty it.
    OverseeTracking,
    /// Read what a product's events add up to.
    ReadMetrics,
    /// Read what events add up to: of the whole shop, or of the own products.
    ReadAnalytics,
    /// Read what concerns the whole shop alone.
    ReadShopAnalytics,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    Granted,
    /// No, and there is no harm in saying so.
    Forbidden,
    /// No, and it looks as if the thing were not there.
    Hidden,
}

/// Whether a caller may do it to a thing of `owner` (a seller; `None` is the shop itself).
pub fn may(caller: &Caller, action: Action, owner: Option<i64>) -> Access {
    match (caller.role, action) {
        (Role::Admin, _) => Access::Granted,
        (Role::Seller, Action::CreateProduct) if caller.seller_id.is_some() => Access::Granted,
        (Role::Seller, Action::ReadAnalytics) if caller.seller_id.is_some() => Access::Granted,
        (Role::Seller, Action::ChangeProduct | Action::ReadMetrics)
            if caller.seller_id.is_some() && caller.seller_id == owner =>
        {
            Access::Granted
        }
        (Role::Seller, Action::ChangeProduct | Action::ReadMetrics) => Access::Hidden,
        _ => Access::Forbidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_rights() {
        use Access::{Forbidden, Granted, Hidden};
        use Action::{
            AssignSeller, Backup, ChangeProduct, CreateProduct, Exchange, ManageCategories,
            OverseeTracking, ReadAnalytics, ReadMetrics, ReadShopAnalytics,
        };
        let caller = |role, seller_id| Caller {
            role,
            seller_id,
            token_id: 1,
        };
        let admin = caller(Role::Admin, None);
        let seller = caller(Role::Seller, Some(7));
        let applicant = caller(Role::Seller, None);
        let customer = caller(Role::Customer, None);
        for (action, owner, of_admin, of_seller, of_applicant, of_customer) in [
            (CreateProduct, None, Granted, Granted, Forbidden, Forbidden),
            (ChangeProduct, Some(7), Granted, Granted, Hidden, Forbidden),
            (ChangeProduct, Some(8), Granted, Hidden, Hidden, Forbidden),
            (ChangeProduct, None, Granted, Hidden, Hidden, Forbidden),
            (AssignSeller, None, Granted, Forbidden, Forbidden, Forbidden),
            (
                ManageCategories,
                None,
                Granted,
                Forbidden,
                Forbidden,
                Forbidden,
            ),
            (Exchange, None, Granted, Forbidden, Forbidden, Forbidden),
            (Backup, None, Granted, Forbidden, Forbidden, Forbidden),
            (
                OverseeTracking,
                None,
                Granted,
                Forbidden,
                Forbidden,
                Forbidden,
            ),
            (ReadMetrics, Some(7), Granted, Granted, Hidden, Forbidden),
            (ReadMetrics, Some(8), Granted, Hidden, Hidden, Forbidden),
            (ReadMetrics, None, Granted, Hidden, Hidden, Forbidden),
            (ReadAnalytics, None, Granted, Granted, Forbidden, Forbidden),
            (
                ReadShopAnalytics,
                None,
                Granted,
                Forbidden,
                Forbidden,
                Forbidden,
            ),
        ] {
            let answers =
                [&admin, &seller, &applicant, &customer].map(|who| may(who, action, owner));
            assert_eq!(
                answers,
                [of_admin, of_seller, of_applicant, of_customer],
                "{action:?} {owner:?}"
            );
        }
    }
}
