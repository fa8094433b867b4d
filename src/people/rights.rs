//! The one table of rights: role × action × ownership. Every route asks here.

use crate::http::{
    caller::{Caller, Role},
    problem::{FORBIDDEN, Problem},
};

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
    /// Read the server's numbers from another machine.
    Observe,
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

/// Passes a caller who may do it to what has no owner, or not yet.
///
/// # Errors
/// The [`refusal`].
pub fn require(caller: &Caller, action: Action) -> Result<(), Problem> {
    match may(caller, action, None) {
        Access::Granted => Ok(()),
        _ => Err(refusal(action)),
    }
}

/// The 403 of an action: it names the roles that the table grants it to.
pub fn refusal(action: Action) -> Problem {
    let roles = match action {
        Action::CreateProduct
        | Action::ChangeProduct
        | Action::ReadMetrics
        | Action::ReadAnalytics => "seller or admin",
        _ => "admin",
    };
    Problem::new(FORBIDDEN, format!("This needs a token of role {roles}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_rights() {
        use Access::{Forbidden, Granted, Hidden};
        use Action::{
            AssignSeller, Backup, ChangeProduct, CreateProduct, Exchange, ManageCategories,
            Observe, OverseeTracking, ReadAnalytics, ReadMetrics, ReadShopAnalytics,
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
            (Observe, None, Granted, Forbidden, Forbidden, Forbidden),
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
    #[test]
    fn a_refusal_names_the_roles_that_the_table_grants() {
        let seller = Caller {
            role: Role::Seller,
            seller_id: Some(7),
            token_id: 1,
        };
        for action in [
            Action::CreateProduct,
            Action::ChangeProduct,
            Action::AssignSeller,
            Action::ManageCategories,
            Action::Exchange,
            Action::Backup,
            Action::OverseeTracking,
            Action::ReadMetrics,
            Action::ReadAnalytics,
            Action::ReadShopAnalytics,
            Action::Observe,
        ] {
            let sells = may(&seller, action, Some(7)) == Access::Granted;
            let named = refusal(action).to_string().contains("seller or admin");
            assert_eq!(sells, named, "{action:?}");
        }
    }
}
