//! Files for the tests, and what importing them reports.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::support::{Folder, TestShop};

/// What an import reported.
pub struct Imported {
    /// The exit code.
    pub code: i32,
    /// The report.
    pub report: Value,
}

impl Imported {
    /// It counted so.
    #[track_caller]
    pub fn expect(self, created: u64, updated: u64, unchanged: u64, bad: u64) -> Self {
        let count = |name: &str| self.report[name].as_u64().unwrap();
        let counts = (count("created"), count("updated"), count("unchanged"));
        let bad_rows = count("bad_row_count");
        let shown = serde_json::to_string_pretty(&self.report).unwrap();
        assert_eq!(counts, (created, updated, unchanged), "{shown}");
        assert_eq!(bad_rows, bad, "{shown}");
        assert_eq!(self.code, i32::from(bad > 0), "{shown}");
        self
    }

    /// Bad cells as line, column, value and reason.
    pub fn bad(&self) -> Vec<(u64, String, String, String)> {
        cells(&self.report["bad_rows"])
    }

    /// What was taken otherwise than it stood there, the same way.
    pub fn warnings(&self) -> Vec<(u64, String, String, String)> {
        cells(&self.report["warnings"])
    }
}

fn cells(list: &Value) -> Vec<(u64, String, String, String)> {
    let text = |cell: &Value, name: &str| cell[name].as_str().unwrap().to_owned();
    let cells = list.as_array().unwrap().iter();
    cells
        .map(|cell| {
            (
                cell["line"].as_u64().unwrap(),
                text(cell, "column"),
                text(cell, "value"),
                text(cell, "reason"),
            )
        })
        .collect()
}

/// A fixture of this folder.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange");
    fs::read(path.join(name)).unwrap()
}

/// Imports a file into the shop of a folder.
#[track_caller]
pub fn import_into(folder: &Folder, bytes: impl AsRef<[u8]>, args: &[&str]) -> Imported {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    let path = file.path().to_str().unwrap();
    let all = ["import", path, "--json"].into_iter();
    let ran = folder.command(all.chain(args.iter().copied()));
    let report = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|error| panic!("{error}: {} {}", ran.stdout, ran.stderr));
    Imported {
        code: ran.code,
        report,
    }
}

/// Imports a file into a shop that runs.
#[track_caller]
pub fn import(shop: &TestShop, bytes: impl AsRef<[u8]>, args: &[&str]) -> Imported {
    import_into(shop.folder(), bytes, args)
}

/// The product of a slug.
#[track_caller]
pub fn product(shop: &TestShop, slug: &str) -> Value {
    let path = format!("/api/products/{slug}");
    shop.admin().get(&path).expect_status(200).json()
}

/// A variant's SKU, choice, price, former price and stock, in one line each.
pub fn variants(product: &Value) -> Vec<String> {
    let one = |variant: &Value| {
        let options = variant["options"].as_object().unwrap();
        let choice: Vec<&str> = options
            .values()
            .map(|value| value.as_str().unwrap())
            .collect();
        let mark = if variant["is_default"] == true {
            " *"
        } else {
            ""
        };
        format!(
            "{} [{}] {} {} {}{mark}",
            variant["sku"].as_str().unwrap_or("-"),
            choice.join("/"),
            variant["price"],
            variant["original_price"],
            variant["stock_quantity"],
        )
    };
    product["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(one)
        .collect()
}

/// `Home > Rugs`, by the tree.
pub fn category_path(shop: &TestShop, product: &Value) -> String {
    fn find(nodes: &Value, slug: &Value, above: &str) -> Option<String> {
        nodes.as_array().unwrap().iter().find_map(|node| {
            let path = format!("{above}{}", node["name"].as_str().unwrap());
            if node["slug"] == *slug {
                return Some(path);
            }
            find(&node["children"], slug, &format!("{path} > "))
        })
    }
    let tree = shop.get("/api/categories").json();
    find(&tree["items"], &product["category"]["slug"], "").unwrap_or_default()
}
