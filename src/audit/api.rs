//! The audit log over HTTP, for administrators.

use poem_openapi::{Object, OpenApi, param::Query, types::Example};
use serde_json::json;

use super::read::{self, AuditEntry, AuditKeys, Filter};
use crate::{
    catalogue::sorting::parameter::{self, Sort},
    http::{
        caller::Caller,
        failure::{Exporting, Failure},
        parameter::instant,
        payload::{Done, Rendered},
        tags::Tag,
    },
    people::rights::{Action, require},
    store::{Store, StoreError},
};

/// Who changed what in a shop.
pub struct AuditApi(pub Store);

/// A page of changes.
#[derive(Object)]
#[oai(example)]
#[allow(dead_code)] // Never built: it documents the bytes.
struct AuditPage {
    /// The changes.
    items: Vec<AuditEntry>,
    /// How many there are in all.
    total: i64,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

impl Example for AuditPage {
    fn example() -> Self {
        Self {
            items: vec![AuditEntry::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

fn example_subject() -> Option<String> {
    Some("coupon SPRING10".to_owned())
}

fn example_actor() -> Option<String> {
    Some("admin by token 1".to_owned())
}

#[OpenApi(tag = "Tag::Admin")]
impl AuditApi {
    /// List who changed what
    ///
    /// The newest first unless `sort` says otherwise, each with the thing before and after.
    #[oai(path = "/api/admin/audit", method = "get", operation_id = "listAudit")]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Caller,
        /// A subject such as `coupon SPRING10`, or a kind of them such as `coupon`.
        #[oai(example = "example_subject", validator(max_length = 300))]
        subject: Query<Option<String>>,
        /// An actor as the log names them, or an account's id.
        #[oai(example = "example_actor", validator(max_length = 300))]
        actor: Query<Option<String>>,
        /// An instant or a day; from the beginning when left out.
        from: Query<Option<String>>,
        /// An instant or a day, not included.
        to: Query<Option<String>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<AuditKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<AuditPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ReadAudit)?;
        let moment = |name, text: Option<String>| text.map(|text| instant(name, &text)).transpose();
        let filter = Filter {
            subject: subject.0,
            actor: actor.0,
            from: moment("from", from.0)?,
            to: moment("to", to.0)?,
        };
        let window = parameter::window(&filter.binding(), sort.0, limit.0, cursor.0.as_deref())?;
        let (items, total, next) = self
            .0
            .read_slow(move |db| Ok::<_, StoreError>(read::page(db, &filter, &window)?))
            .await?;
        let page = json!({"items": items, "total": total, "next_cursor": next});
        Ok(Rendered::new(page.to_string()).private())
    }
}
