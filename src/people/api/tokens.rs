//! API tokens over HTTP, for administrators.

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    types::ToJSON,
};
use serde_json::{Value, json};

use super::token_model::{ApiToken, ApiTokenInput, ApiTokenPage, NewApiToken, TokenRole};
use crate::{
    audit::{self, Actor},
    catalogue::{
        CatalogueError,
        sorting::parameter::{self, Sort},
    },
    http::{
        body::Body,
        caller::{Caller, Role},
        failure::{Commanding, Deleting, Exporting, Failure, Owning},
        payload::{Created, Done, NoContent, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::{
        PeopleError,
        rights::{Action, require},
        standing::Standings,
        tokens::{self, NAME_MAX, Token, TokenKeys, TokenRequest},
    },
    store::{Durability, Store, StoreError},
    time,
};

const BINDING: &str = "tokens";

/// The API tokens of a shop.
pub(super) struct TokensApi {
    pub(super) store: Store,
    pub(super) standings: Standings,
}

fn example_token() -> i64 {
    3
}

#[OpenApi(tag = "Tag::Admin")]
impl TokensApi {
    /// List API tokens
    ///
    /// The newest first unless `sort` says otherwise, without their secrets; those that have ended too.
    #[oai(
        path = "/api/admin/tokens",
        method = "get",
        operation_id = "listTokens"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<TokenKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<ApiTokenPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ManagePeople)?;
        let window = parameter::window(BINDING, sort.0, limit.0, cursor.0.as_deref())?;
        let (items, total, next_cursor) = self
            .store
            .read(|db| Ok::<_, StoreError>(tokens::page(db, &window)?))?;
        let page = ApiTokenPage {
            items: items.into_iter().map(ApiToken::from).collect(),
            total,
            next_cursor,
        };
        Ok(Rendered::new(page.to_json_string()).private())
    }

    /// Make an API token
    ///
    /// Its secret comes in the answer, this once: only its hash is kept.
    #[oai(
        path = "/api/admin/tokens",
        method = "post",
        operation_id = "createToken"
    )]
    async fn create(
        &self,
        caller: Caller,
        body: Body<ApiTokenInput>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<NewApiToken, Created>, Failure<Commanding>> {
        require(&caller, Action::ManagePeople)?;
        let (input, by) = (body.0, Actor::from(&caller));
        let wanted = checked(&input)?;
        let made = self
            .store
            .write_unseen(Durability::Durable, move |tx| {
                let seller_id = match &input.seller {
                    Some(seller) => Some(seller.seller(tx).map_err(no_seller)?),
                    None => None,
                };
                let request = TokenRequest {
                    name: &wanted.name,
                    role: wanted.role,
                    seller_id,
                    expires_at: wanted.expires_at,
                };
                let made = tokens::create(tx, &request)?;
                let (subject, after) = described(&made.kept);
                audit::record(tx, &by, "create", &subject, None, Some(&after))?;
                Ok::<_, PeopleError>(made)
            })
            .await?;
        let path = format!("/api/admin/tokens/{}", made.kept.id);
        Ok(Rendered::new(NewApiToken::from(made).to_json_string())
            .header(header::LOCATION, path)
            .private())
    }

    /// Read an API token
    ///
    /// Without its secret, which nobody has any more.
    #[oai(
        path = "/api/admin/tokens/:token",
        method = "get",
        operation_id = "getToken"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_token")]
        token: Path<i64>,
    ) -> Result<Rendered<ApiToken, Done>, Failure<Owning>> {
        require(&caller, Action::ManagePeople)?;
        let found = self
            .store
            .read(|db| Ok::<_, StoreError>(tokens::get(db, token.0)?))?;
        let found = found.ok_or_else(|| Problem::not_found("token"))?;
        Ok(Rendered::new(ApiToken::from(found).to_json_string()).private())
    }

    /// End an API token
    ///
    /// It is dead at once. One that has ended is not there to be ended.
    #[oai(
        path = "/api/admin/tokens/:token",
        method = "delete",
        operation_id = "revokeToken"
    )]
    async fn revoke(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_token")]
        token: Path<i64>,
    ) -> Result<NoContent, Failure<Deleting>> {
        require(&caller, Action::ManagePeople)?;
        let by = Actor::from(&caller);
        let forgetting = self.standings.forgetting();
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                let gone = PeopleError::NotFound("token");
                let Some(before) = tokens::get(tx, token.0)? else {
                    return Err(gone);
                };
                if !tokens::revoke(tx, token.0)? {
                    return Err(gone);
                }
                let after = tokens::get(tx, token.0)?.ok_or(gone)?;
                let (subject, before) = described(&before);
                let (_, after) = described(&after);
                audit::record(tx, &by, "revoke", &subject, Some(&before), Some(&after))?;
                Ok(())
            })
            .await?;
        drop(forgetting);
        Ok(NoContent)
    }
}

/// A token as the audit log names and shows it.
fn described(token: &Token) -> (String, Value) {
    let shown = json!({
        "name": token.name,
        "role": token.role,
        "prefix": token.prefix,
        "seller": token.seller.as_ref().map(|seller| &seller.slug),
        "expires_at": token.expires_at.map(time::to_rfc3339),
        "revoked_at": token.revoked_at.map(time::to_rfc3339),
    });
    (format!("token {}", token.id), shown)
}

fn no_seller(error: CatalogueError) -> PeopleError {
    match error {
        CatalogueError::Store(error) => PeopleError::Store(error),
        _ => PeopleError::Invalid(vec![("/seller", "is no seller")]),
    }
}

/// A token that can be made, but for its seller, which the store knows.
struct Wanted {
    name: String,
    role: Role,
    expires_at: Option<i64>,
}

fn checked(input: &ApiTokenInput) -> Result<Wanted, PeopleError> {
    let mut faults = Vec::new();
    let name = input.name.trim().to_owned();
    if !(1..=NAME_MAX).contains(&name.chars().count()) || name.contains(char::is_control) {
        faults.push(("/name", "must be 1 to 200 characters on one line"));
    }
    let role = Role::from(input.role);
    match (role, &input.seller) {
        (Role::Seller, None) => faults.push(("/seller", "is required for the role seller")),
        (Role::Admin | Role::Customer, Some(_)) => {
            faults.push(("/seller", "goes with the role seller only"));
        }
        _ => {}
    }
    let expires_at = input.expires_at.as_deref().map(time::from_rfc3339);
    match expires_at {
        Some(None) => faults.push((
            "/expires_at",
            "must be an instant such as 2026-11-24T10:00:00Z",
        )),
        Some(Some(end)) if end <= time::now() => {
            faults.push(("/expires_at", "must be in the future"));
        }
        _ => {}
    }
    match faults.is_empty() {
        true => Ok(Wanted {
            name,
            role,
            expires_at: expires_at.flatten(),
        }),
        false => Err(PeopleError::Invalid(faults)),
    }
}

impl From<TokenRole> for Role {
    fn from(role: TokenRole) -> Self {
        match role {
            TokenRole::Customer => Self::Customer,
            TokenRole::Seller => Self::Seller,
            TokenRole::Admin => Self::Admin,
        }
    }
}
