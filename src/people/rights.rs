//! The one table of rights: role × action × ownership. Every route asks here.

use uuid::Uuid;

use crate::http::{
    caller::{Caller, Role},
    problem::{FORBIDDEN, Problem},
};

/// Whose a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The shop's own, or nobody's yet.
    Shop,
    /// A seller's, by id.
    Seller(i64),
    /// A customer's, by the account's id.
    User(Uuid),
}

impl From<Option<i64>> for Owner {
    /// What `seller_id` says: NULL is the shop's own.
    fn from(seller: Option<i64>) -> Self {
        seller.map_or(Self::Shop, Self::Seller)
    }
}

impl Owner {
    /// Whether the caller is this owner; nobody but an admin is the shop.
    fn is(self, caller: &Caller) -> bool {
        match self {
            Self::Shop => false,
            Self::Seller(id) => caller.seller_id == Some(id),
            Self::User(id) => caller.user_id == Some(id),
        }
    }
}

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
    /// Coupons, shipping methods, tax rates and the shop's settings.
    ManageTerms,
    /// Correct what is in stock.
    AdjustStock,
    /// Read who changed what.
    ReadAudit,
    /// Read mail that was written, and have it sent again.
    ReadOutbox,
    /// Read every order and move it on.
    ManageOrders,
    /// Read an order, cancel it, ask to return it.
    UseOrder,
    /// Read what a seller has to send, and send it.
    Fulfil,
    /// Approve and suspend sellers.
    ManageSellers,
    /// Change a seller's profile, read its statements.
    UseSeller,
    /// Hide reviews.
    ModerateReviews,
    /// Make, list and revoke API tokens; list customers.
    ManagePeople,
    /// What an account has of its own: profile, sessions, favourites, reviews.
    UseAccount,
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

/// Whether a caller may do it to a thing of `owner`.
pub fn may(caller: &Caller, action: Action, owner: impl Into<Owner>) -> Access {
    let owner = owner.into();
    let sells = caller.role == Role::Seller && caller.seller_id.is_some();
    match (caller.role, action) {
        (_, Action::UseAccount) if caller.user_id.is_none() => Access::Forbidden,
        (_, Action::UseAccount | Action::UseOrder) if owner.is(caller) => Access::Granted,
        (_, Action::UseAccount) => Access::Hidden,
        (Role::Admin, _) => Access::Granted,
        (_, Action::UseOrder) => Access::Hidden,
        (Role::Seller, Action::CreateProduct | Action::ReadAnalytics) if sells => Access::Granted,
        (
            Role::Seller,
            Action::ChangeProduct | Action::ReadMetrics | Action::Fulfil | Action::UseSeller,
        ) => {
            if owner.is(caller) {
                Access::Granted
            } else {
                Access::Hidden
            }
        }
        _ => Access::Forbidden,
    }
}

/// Passes a caller who may do it to what has no owner, or not yet.
///
/// # Errors
/// The [`refusal`].
pub fn require(caller: &Caller, action: Action) -> Result<(), Problem> {
    match may(caller, action, Owner::Shop) {
        Access::Granted => Ok(()),
        _ => Err(refusal(action)),
    }
}

/// The account of a caller who may use it.
///
/// # Errors
/// A 403 for an API token, which has none.
pub fn own_account(caller: &Caller) -> Result<Uuid, Problem> {
    let id = caller.user_id.ok_or_else(|| refusal(Action::UseAccount))?;
    match may(caller, Action::UseAccount, Owner::User(id)) {
        Access::Granted => Ok(id),
        _ => Err(refusal(Action::UseAccount)),
    }
}

/// The 403 of an action: it names the roles that the table grants it to.
pub fn refusal(action: Action) -> Problem {
    let roles = match action {
        Action::UseAccount => {
            let detail = "This needs a login: an API token has no account.";
            return Problem::new(FORBIDDEN, detail);
        }
        Action::CreateProduct
        | Action::ChangeProduct
        | Action::ReadMetrics
        | Action::ReadAnalytics
        | Action::Fulfil
        | Action::UseSeller => "seller or admin",
        _ => "admin",
    };
    Problem::new(FORBIDDEN, format!("This needs a token of role {roles}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::caller::Credential;

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
            user_id: None,
            credential: Credential::Token(1),
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
            user_id: None,
            credential: Credential::Token(1),
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
            let sells = may(&seller, action, Owner::Seller(7)) == Access::Granted;
            let named = refusal(action).to_string().contains("seller or admin");
            assert_eq!(sells, named, "{action:?}");
        }
    }
}
