//! The last step of the set-up: what goes onto the shelves of the new shop.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{HeaderValue, StatusCode, header},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::failure;
use crate::{
    http::problem::{BODY_TOO_LARGE, Problem},
    setup::SetupError,
    web::{
        Storefront,
        inside::{Answer, Call},
        visit::{Form, go, require_own},
    },
};

/// The largest catalogue that is taken here, in bytes; a larger one goes in by `souk import`.
const FILE_MAX: usize = 16 << 20;
/// How long a checked catalogue is kept until somebody says yes.
const DRAFT_LIFETIME: Duration = Duration::from_secs(30 * 60);
/// How many bad rows the page shows.
const ROWS_SHOWN: usize = 20;

/// A catalogue that was checked and waits for a yes: one at a time, the newest.
#[derive(Default)]
pub struct Draft(Mutex<Option<Checked>>);

struct Checked {
    id: Uuid,
    at: Instant,
    kind: HeaderValue,
    form: Bytes,
}

impl Draft {
    fn keep(&self, kind: HeaderValue, form: Bytes) -> Uuid {
        let (id, at) = (Uuid::now_v7(), Instant::now());
        let checked = Checked { id, at, kind, form };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(checked);
        id
    }

    fn take(&self, id: &str) -> Option<(HeaderValue, Bytes)> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits =
            |one: &mut Checked| one.id.to_string() == id && one.at.elapsed() < DRAFT_LIFETIME;
        kept.take_if(fits).map(|one| (one.kind, one.form))
    }
}

/// `GET /setup/goods`: the last step, for the administrator of a shop without products.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    match elsewhere(&front, &request).await? {
        Some(way) => Ok(way),
        None => show_goods(&front, &request, StatusCode::OK, context! {}).await,
    }
}

/// Where somebody goes for whom there is no last step.
async fn elsewhere(front: &Storefront, request: &Request) -> Result<Option<Response>, Problem> {
    let me = front.ask(request, Call::get("/api/auth/me")).await?;
    if me.status.is_server_error() {
        return Err(me.into_problem());
    }
    if me.body["role"] != "admin" {
        return go("/account?next=/setup/goods", Vec::new()).map(Some);
    }
    let any = front
        .ask(request, Call::get("/api/products?limit=1"))
        .await?;
    match any.good()?["total"].as_i64() {
        Some(0) => Ok(None),
        _ => go("/admin", Vec::new()).map(Some),
    }
}

async fn show_goods(
    front: &Storefront,
    request: &Request,
    status: StatusCode,
    values: Value,
) -> Result<Response, Problem> {
    let mut head = front.personal_head(request, "Fill the shelves", "").await?;
    head.canonical.clear();
    let values = context! { stage => "goods", ..values };
    front.personal(status, "setup.html", &head, values)
}

/// `POST /setup/goods/demo`.
pub async fn demo(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    Form::read(&mut request).await?;
    if let Some(way) = elsewhere(&front, &request).await? {
        return Ok(way);
    }
    match front.0.setup.fill().await {
        Ok(_) => go("/admin", Vec::new()),
        Err(SetupError::NotEmpty) => {
            let refused = "There are categories or sellers already, so the demo was left out.";
            let values = context! { refused };
            show_goods(&front, &request, StatusCode::CONFLICT, values).await
        }
        Err(error) => Err(failure(error)),
    }
}

/// `POST /setup/goods/check`: what a catalogue would do, without doing it.
pub async fn check(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    require_own(&request)?;
    if let Some(way) = elsewhere(&front, &request).await? {
        return Ok(way);
    }
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let bytes = request.take_body().into_bytes_limit(FILE_MAX).await;
    let Ok(bytes) = bytes else {
        let detail = "A catalogue may have at most 16 MiB here; `souk import FILE.csv` on the server takes any.";
        return Err(Problem::new(BODY_TOO_LARGE, detail));
    };
    let path = "/api/admin/import/products?dry_run=true";
    let call = Call::form(path, kind.clone(), bytes.clone());
    let answer = front.ask(&request, call).await?;
    if !answer.is_good() {
        return refuse(&front, &request, answer).await;
    }
    let draft = front.0.draft.keep(kind, bytes);
    let values = context! {
        report => Value::from_serialize(told(answer.body)),
        draft => draft.to_string(),
    };
    show_goods(&front, &request, StatusCode::OK, values).await
}

/// `POST /setup/goods/import`: does what was checked.
pub async fn import(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    if let Some(way) = elsewhere(&front, &request).await? {
        return Ok(way);
    }
    let Some((kind, bytes)) = front.0.draft.take(form.get("draft")) else {
        let values = context! { refused => "The file is not kept any more. Choose it again." };
        return show_goods(&front, &request, StatusCode::CONFLICT, values).await;
    };
    let path = "/api/admin/import/products?dry_run=false&skip_bad_rows=true";
    let answer = front.ask(&request, Call::form(path, kind, bytes)).await?;
    match answer.is_good() {
        true => go("/admin", Vec::new()),
        false => refuse(&front, &request, answer).await,
    }
}

async fn refuse(
    front: &Storefront,
    request: &Request,
    answer: Answer,
) -> Result<Response, Problem> {
    if answer.status.is_server_error() {
        return Err(answer.into_problem());
    }
    let values = context! { refused => answer.detail() };
    show_goods(front, request, answer.status, values).await
}

/// A report as the page shows it: the first rows of what is wrong.
fn told(mut report: Json) -> Json {
    for name in ["bad_rows", "warnings"] {
        if let Some(rows) = report[name].as_array_mut() {
            rows.truncate(ROWS_SHOWN);
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_taken_once_by_its_name() {
        let draft = Draft::default();
        let id = draft.keep(HeaderValue::from_static("a/b"), Bytes::from_static(b"x"));
        assert!(draft.take("nothing").is_none());
        assert!(draft.take(&id.to_string()).is_some());
        assert!(draft.take(&id.to_string()).is_none());
    }
}
