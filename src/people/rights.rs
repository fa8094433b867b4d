//! The one table of rights: role × action × ownership. Every route asks here.

mod table;

use uuid::Uuid;

pub use table::{Action, Of, RIGHTS, Right, page};

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
    let right = action.right();
    let own = match right.of {
        Of::Login if caller.user_id.is_none() => return Access::Forbidden,
        Of::OwnSeller => caller.seller_id.is_some(),
        Of::Shop => false,
        Of::Seller | Of::Account | Of::Login => owner.into().is(caller),
    };
    let answers = match caller.role {
        Role::Admin => right.admin,
        Role::Seller => right.seller,
        Role::Customer => right.customer,
    };
    answers[usize::from(!own)]
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
    let right = action.right();
    let detail = match (right.of, right.seller[0]) {
        (Of::Login, _) => "This needs a login: an API token has no account.",
        (_, Access::Granted) => "This needs a token of role seller or admin.",
        _ => "This needs a token of role admin.",
    };
    Problem::new(FORBIDDEN, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::caller::Credential;

    fn caller(role: Role, seller_id: Option<i64>, user: Option<u128>) -> Caller {
        Caller {
            role,
            seller_id,
            user_id: user.map(Uuid::from_u128),
            credential: Credential::Token(1),
        }
    }

    #[test]
    fn ownership_is_the_callers_seller_or_account() {
        use Access::{Forbidden, Granted, Hidden};
        let admin = caller(Role::Admin, None, Some(1));
        let seller = caller(Role::Seller, Some(7), Some(2));
        let idle = caller(Role::Seller, None, None);
        let customer = caller(Role::Customer, None, Some(3));
        let (own, other) = (Owner::Seller(7), Owner::Seller(8));
        let account = |user| Owner::User(Uuid::from_u128(user));
        for (action, owner, answers) in [
            (
                Action::CreateProduct,
                Owner::Shop,
                [Granted, Granted, Forbidden, Forbidden],
            ),
            (
                Action::ReadAnalytics,
                Owner::Shop,
                [Granted, Granted, Forbidden, Forbidden],
            ),
            (
                Action::ChangeProduct,
                own,
                [Granted, Granted, Hidden, Forbidden],
            ),
            (
                Action::ChangeProduct,
                other,
                [Granted, Hidden, Hidden, Forbidden],
            ),
            (
                Action::ChangeProduct,
                Owner::Shop,
                [Granted, Hidden, Hidden, Forbidden],
            ),
            (
                Action::ReadMetrics,
                own,
                [Granted, Granted, Hidden, Forbidden],
            ),
            (Action::Fulfil, other, [Granted, Hidden, Hidden, Forbidden]),
            (
                Action::UseSeller,
                own,
                [Granted, Granted, Hidden, Forbidden],
            ),
            (
                Action::AssignSeller,
                own,
                [Granted, Forbidden, Forbidden, Forbidden],
            ),
            (
                Action::ManageOrders,
                Owner::Shop,
                [Granted, Forbidden, Forbidden, Forbidden],
            ),
            (
                Action::UseOrder,
                account(3),
                [Granted, Hidden, Hidden, Granted],
            ),
            (
                Action::UseOrder,
                account(2),
                [Granted, Granted, Hidden, Hidden],
            ),
            // A guest's order has no account.
            (
                Action::UseOrder,
                Owner::Shop,
                [Granted, Hidden, Hidden, Hidden],
            ),
            (
                Action::UseAccount,
                account(1),
                [Granted, Hidden, Forbidden, Hidden],
            ),
            (
                Action::UseAccount,
                account(3),
                [Hidden, Hidden, Forbidden, Granted],
            ),
        ] {
            let heard = [&admin, &seller, &idle, &customer].map(|who| may(who, action, owner));
            assert_eq!(heard, answers, "{action:?} {owner:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_roles_that_the_table_grants() {
        for right in RIGHTS {
            let seller = caller(Role::Seller, Some(7), None);
            let sells = may(&seller, right.action, Owner::Seller(7)) == Access::Granted;
            let named = refusal(right.action)
                .to_string()
                .contains("seller or admin");
            assert_eq!(sells, named, "{:?}", right.action);
        }
    }
}
