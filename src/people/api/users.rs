//! Accounts over HTTP, for administrators: list them, make admins, keep people out.

use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Path, Query},
    types::{Example, MaybeUndefined, ToJSON},
};
use serde::Deserialize;
use uuid::Uuid;

use super::model::AccountSeller;
use crate::{
    audit::Actor,
    catalogue::sorting::parameter::{self, Sort},
    http::{
        body::Body,
        caller::{Caller, Role},
        failure::{Changing, Exporting, Failure, Owning},
        payload::{Done, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::{
        customers::{self, Change, Customer, Filter, UserKeys},
        rights::{Action, require},
        standing::Standings,
    },
    settings::LiveCurrency,
    store::{Durability, Store, StoreError},
    time,
};

/// The accounts of a shop, for administrators.
pub(super) struct UsersApi {
    pub(super) store: Store,
    pub(super) standings: Standings,
    pub(super) currency: LiveCurrency,
}

/// What accounts may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum AnyRole {
    Customer,
    Seller,
    Admin,
}

impl From<AnyRole> for Role {
    fn from(role: AnyRole) -> Self {
        match role {
            AnyRole::Customer => Self::Customer,
            AnyRole::Seller => Self::Seller,
            AnyRole::Admin => Self::Admin,
        }
    }
}

/// What an admin can make of an account; sellers are approved as sellers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
enum GivenRole {
    Customer,
    Admin,
}

/// A change of what an account may do: what is absent stays.
#[derive(Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
struct UserPatch {
    /// customer or admin. Whoever sells goes on selling.
    role: MaybeUndefined<GivenRole>,
    /// Whether the account is kept out: its logins end, and it cannot log in.
    blocked: MaybeUndefined<bool>,
}

impl Example for UserPatch {
    fn example() -> Self {
        Self {
            role: MaybeUndefined::Value(GivenRole::Admin),
            blocked: MaybeUndefined::Undefined,
        }
    }
}

/// An account as an admin sees it.
#[derive(Object)]
#[oai(example)]
struct UserAccount {
    /// A UUID.
    id: String,
    /// In lower case.
    email: String,
    /// What to call them.
    name: String,
    /// customer, seller or admin: a seller is somebody whose seller is active.
    role: String,
    /// Whom they sell for, or have asked to.
    seller: Option<AccountSeller>,
    /// Whether they are kept out.
    blocked: bool,
    /// Since when; RFC 3339.
    blocked_at: Option<String>,
    /// How many orders they placed.
    order_count: i64,
    /// What their paid orders came to, less what was given back. Minor units.
    spent_total: i64,
    /// ISO 4217.
    currency: String,
    /// RFC 3339.
    created_at: String,
}

impl Example for UserAccount {
    fn example() -> Self {
        Self {
            id: "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10".into(),
            email: "ada@example.org".into(),
            name: "Ada".into(),
            role: "customer".into(),
            seller: None,
            blocked: false,
            blocked_at: None,
            order_count: 3,
            spent_total: 12_497,
            currency: "EUR".into(),
            created_at: "2026-11-24T10:00:00Z".into(),
        }
    }
}

/// A page of accounts.
#[derive(Object)]
#[oai(example)]
struct UserPage {
    /// The accounts.
    items: Vec<UserAccount>,
    /// How many there are in all.
    total: i64,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

impl Example for UserPage {
    fn example() -> Self {
        Self {
            items: vec![UserAccount::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

impl UserAccount {
    fn of(customer: Customer, currency: &str) -> Self {
        let Customer {
            user,
            orders,
            spent,
        } = customer;
        Self {
            id: user.id.to_string(),
            email: user.email,
            name: user.name,
            role: user.role.as_str().to_owned(),
            seller: user.seller.map(AccountSeller::from),
            blocked: user.blocked_at.is_some(),
            blocked_at: user.blocked_at.map(time::to_rfc3339),
            order_count: orders,
            spent_total: spent,
            currency: currency.to_owned(),
            created_at: time::to_rfc3339(user.created_at),
        }
    }
}

fn example_user() -> String {
    "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10".to_owned()
}

fn example_words() -> Option<String> {
    Some("ada".to_owned())
}

/// The account that a path names; what is no UUID names none.
fn named(id: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(id).map_err(|_| Problem::not_found("account"))
}

#[OpenApi(tag = "Tag::Admin")]
impl UsersApi {
    /// List accounts
    ///
    /// The newest first unless `sort` says otherwise, each with what it bought.
    #[oai(path = "/api/admin/users", method = "get", operation_id = "listUsers")]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Caller,
        /// A part of an e-mail or a name.
        #[oai(example = "example_words", validator(max_length = 200))]
        q: Query<Option<String>>,
        /// What they may do now.
        role: Query<Option<AnyRole>>,
        /// Whether they are kept out.
        blocked: Query<Option<bool>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<UserKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<UserPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ManagePeople)?;
        let words = q.0.map(|q| q.trim().to_owned());
        let filter = Filter {
            q: words.filter(|q| !q.is_empty()),
            role: role.0.map(Role::from),
            blocked: blocked.0,
        };
        let window = parameter::window(&filter.binding(), sort.0, limit.0, cursor.0.as_deref())?;
        let (items, total, next_cursor) = self
            .store
            .read_slow(move |db| Ok::<_, StoreError>(customers::page(db, &filter, &window)?))
            .await?;
        let currency = self.currency.code();
        let items = items.into_iter();
        let page = UserPage {
            items: items
                .map(|customer| UserAccount::of(customer, currency))
                .collect(),
            total,
            next_cursor,
        };
        Ok(Rendered::new(page.to_json_string()).private())
    }

    /// Read an account
    #[oai(
        path = "/api/admin/users/:user",
        method = "get",
        operation_id = "getUser"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_user")]
        user: Path<String>,
    ) -> Result<Rendered<UserAccount, Done>, Failure<Owning>> {
        require(&caller, Action::ManagePeople)?;
        let id = named(&user.0)?;
        let found = self
            .store
            .read(|db| Ok::<_, StoreError>(customers::find(db, id)?))?;
        let found = found.ok_or_else(|| Problem::not_found("account"))?;
        Ok(self.shown(found))
    }

    /// Change what an account may do
    ///
    /// It holds at once, for every login. The last admin who can log in stays one (409 `last-admin`).
    #[oai(
        path = "/api/admin/users/:user",
        method = "patch",
        operation_id = "updateUser"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_user")]
        user: Path<String>,
        body: Body<UserPatch>,
    ) -> Result<Rendered<UserAccount, Done>, Failure<Changing>> {
        require(&caller, Action::ManagePeople)?;
        let id = named(&user.0)?;
        let change = checked(body.0)?;
        let by = Actor::from(&caller);
        let forgetting = self.standings.forgetting();
        let after = self
            .store
            .write_unseen(Durability::Durable, move |tx| {
                customers::change(tx, &by, id, change)
            })
            .await?;
        drop(forgetting);
        Ok(self.shown(after))
    }
}

impl UsersApi {
    fn shown(&self, customer: Customer) -> Rendered<UserAccount, Done> {
        let account = UserAccount::of(customer, self.currency.code());
        Rendered::new(account.to_json_string()).private()
    }
}

/// A change whose fields can be as they are.
fn checked(patch: UserPatch) -> Result<Change, Problem> {
    let mut faults = Vec::new();
    let mut null = |pointer: &str| faults.push((pointer.to_owned(), "must not be null".to_owned()));
    if patch.role.is_null() {
        null("/role");
    }
    if patch.blocked.is_null() {
        null("/blocked");
    }
    if !faults.is_empty() {
        return Err(Problem::fields(faults));
    }
    let role = patch.role.take();
    Ok(Change {
        is_admin: role.map(|role| role == GivenRole::Admin),
        blocked: patch.blocked.take(),
    })
}
