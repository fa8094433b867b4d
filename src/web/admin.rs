//! The admin: a frame for who may see it, filled by scripts that ask the API like any other client.
//!
//! This decides nothing but who is shown which page; what somebody may do there is the API's to say.

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use serde_json::{Value as Json, json};

use super::{
    Storefront,
    inside::{Answer, Call},
    links,
    visit::{Form, go, refusal, way_on},
};
use crate::http::problem::Problem;

/// Who is shown a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Admins.
    Admins,
    /// Sellers.
    Sellers,
    /// Both; sellers see what is theirs.
    Both,
}

/// A page by the first part of its path below `/admin`, with its name in the menu.
struct Page {
    part: &'static str,
    name: &'static str,
    group: &'static str,
    who: For,
}

const fn page_of(part: &'static str, name: &'static str, group: &'static str, who: For) -> Page {
    Page {
        part,
        name,
        group,
        who,
    }
}

/// Every page, in the order of the menu.
#[rustfmt::skip]
const PAGES: &[Page] = &[
    page_of("",           "Overview",   "",          For::Both),
    page_of("live",       "Live",       "",          For::Admins),
    page_of("orders",     "Orders",     "Selling",   For::Both),
    page_of("products",   "Products",   "Selling",   For::Both),
    page_of("categories", "Categories", "Selling",   For::Admins),
    page_of("statements", "Statements", "Selling",   For::Sellers),
    page_of("profile",    "Profile",    "Selling",   For::Sellers),
    page_of("customers",  "Customers",  "People",    For::Admins),
    page_of("sellers",    "Sellers",    "People",    For::Admins),
    page_of("reviews",    "Reviews",    "People",    For::Admins),
    page_of("coupons",    "Coupons",    "Terms",     For::Admins),
    page_of("shipping",   "Shipping",   "Terms",     For::Admins),
    page_of("tax",        "Tax",        "Terms",     For::Admins),
    page_of("settings",   "Settings",   "Terms",     For::Admins),
    page_of("exchange",   "Import and export", "Machinery", For::Admins),
    page_of("backups",    "Backups",    "Machinery", For::Admins),
    page_of("tokens",     "Tokens",     "Machinery", For::Admins),
    page_of("outbox",     "Mail",       "Machinery", For::Admins),
    page_of("audit",      "Audit log",  "Machinery", For::Admins),
];

/// Who came to the admin.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The account, as `GET /api/auth/me` tells it.
    pub me: Json,
    is_admin: bool,
}

impl Visitor {
    /// Somebody whom the admin is for; `None` for customers, and for sellers who may not sell yet or
    /// no more.
    fn of(me: Json) -> Option<Self> {
        let is_admin = me["role"] == "admin";
        let sells = me["role"] == "seller" && me["seller"]["status"] == "active";
        (is_admin || sells).then_some(Self { me, is_admin })
    }

    fn sees(&self, who: For) -> bool {
        match who {
            For::Admins => self.is_admin,
            For::Sellers => !self.is_admin,
            For::Both => true,
        }
    }
}

/// `GET /admin` and all below it.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let path = request.uri().path().trim_matches('/');
    let part = path.split('/').nth(1).unwrap_or_default().to_owned();
    let page = PAGES.iter().find(|page| page.part == part);
    let page = page.ok_or_else(|| Problem::not_found("page"))?;
    front
        .admin(
            &request,
            page.who,
            "admin-app.html",
            page.name,
            page.part,
            context! {},
        )
        .await
}

/// `GET /admin/login`.
pub async fn login(front: Storefront, request: Request) -> Result<Response, Problem> {
    let asked = links::pairs(request.uri().query().unwrap_or_default());
    let next = asked.into_iter().find(|(name, _)| name == "next");
    let next = next.map(|(_, next)| next).unwrap_or_default();
    let me = front.ask(&request, Call::get("/api/auth/me")).await?;
    if me.is_good() {
        return go(admin_way(&next), Vec::new());
    }
    show_login(&front, &next, "", None)
}

/// `POST /admin/login`.
pub async fn log_in(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let body = json!({"email": form.get("email"), "password": form.raw("password")});
    let answer = front
        .ask(&request, Call::post("/api/auth/login", body))
        .await?;
    if answer.is_good() {
        return go(admin_way(form.get("next")), answer.cookies());
    }
    if answer.status.is_server_error() {
        return Err(answer.into_problem());
    }
    show_login(&front, form.get("next"), form.get("email"), Some(&answer))
}

/// `POST /admin/logout`.
pub async fn log_out(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    Form::read(&mut request).await?;
    let call = Call::of(Method::POST, "/api/auth/logout", None);
    let answer = front.ask(&request, call).await?;
    go("/admin/login", answer.cookies())
}

/// Where a login goes on: pages of the admin alone.
fn admin_way(wanted: &str) -> &str {
    match way_on(wanted, "/admin") {
        way if way == "/admin" || way.starts_with("/admin/") || way.starts_with("/admin?") => way,
        _ => "/admin",
    }
}

fn show_login(
    front: &Storefront,
    next: &str,
    email: &str,
    refused: Option<&Answer>,
) -> Result<Response, Problem> {
    let status = refused.map_or(StatusCode::OK, |refused| refused.status);
    let values = context! { next => admin_way(next), email, refused => refused.map(refusal) };
    let mut response = front.door(status, "Log in", values)?;
    if let Some(wait) = refused.and_then(|refused| refused.headers.get("retry-after")) {
        response.headers_mut().insert("retry-after", wait.clone());
    }
    Ok(response)
}

impl Storefront {
    /// A page of the admin from a template that extends `admin.html`, for whoever may see it. Others
    /// are led to the login, or told that it is not for them. `here` is the page's part of the path.
    ///
    /// # Errors
    /// When the account cannot be read or the template fails.
    pub(super) async fn admin(
        &self,
        request: &Request,
        who: For,
        template: &str,
        heading: &str,
        here: &str,
        values: Value,
    ) -> Result<Response, Problem> {
        let me = self.ask(request, Call::get("/api/auth/me")).await?;
        if me.status.is_server_error() {
            return Err(me.into_problem());
        }
        if !me.is_good() {
            let wanted = request
                .uri()
                .path_and_query()
                .map_or("", |way| way.as_str());
            let next = super::words::url_part(wanted);
            return go(&format!("/admin/login?next={next}"), Vec::new());
        }
        let account = me.body.clone();
        let visitor = Visitor::of(me.body).filter(|visitor| visitor.sees(who));
        let Some(visitor) = visitor else {
            let status = StatusCode::FORBIDDEN;
            let values = context! { me => Value::from_serialize(&account) };
            return self.door(status, "Not for you", values);
        };
        let own = context! {
            me => Value::from_serialize(&visitor.me),
            is_admin => visitor.is_admin,
            menu => menu(&visitor),
            here,
        };
        let frame = context! { ..own, ..self.frame(heading), ..values };
        self.personal_page(StatusCode::OK, template, frame)
    }

    /// What every page of the admin knows.
    fn frame(&self, heading: &str) -> Value {
        let shop_name = self.shop_name();
        let currency = self.0.shop.currency.get();
        context! {
            title => format!("{heading} – {shop_name} admin"),
            heading,
            shop_name,
            currency => currency.code(),
            digits => currency.minor_units().ilog10(),
        }
    }

    /// The page before the admin: a login, or why not.
    fn door(&self, status: StatusCode, heading: &str, values: Value) -> Result<Response, Problem> {
        let values = context! { ..self.frame(heading), ..values };
        self.personal_page(status, "admin-door.html", values)
    }
}

/// The menu of a visitor: groups of links.
fn menu(visitor: &Visitor) -> Value {
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for page in PAGES.iter().filter(|page| visitor.sees(page.who)) {
        let link = context! { part => page.part, name => page.name };
        match groups.last_mut().filter(|(name, _)| *name == page.group) {
            Some((_, links)) => links.push(link),
            None => groups.push((page.group, vec![link])),
        }
    }
    groups
        .into_iter()
        .map(|(name, links)| context! { name, links })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_leads_into_the_admin_alone() {
        for (wanted, way) in [
            (
                "/admin/orders?status=shipped",
                "/admin/orders?status=shipped",
            ),
            ("/admin", "/admin"),
            ("/administer", "/admin"),
            ("/p/mug", "/admin"),
            ("//evil.example/admin/", "/admin"),
            ("", "/admin"),
        ] {
            assert_eq!(admin_way(wanted), way, "{wanted:?}");
        }
    }

    #[test]
    fn sellers_who_may_not_sell_stay_outside() {
        let of = |role: &str, status: Json| {
            Visitor::of(json!({"role": role, "seller": {"status": status}}))
        };
        assert!(of("admin", Json::Null).is_some_and(|who| who.sees(For::Admins)));
        assert!(of("seller", "active".into()).is_some_and(|who| !who.sees(For::Admins)));
        for (role, status) in [
            ("seller", "pending"),
            ("seller", "suspended"),
            ("customer", "active"),
        ] {
            assert!(of(role, status.into()).is_none(), "{role} {status}");
        }
    }
}
