//! The import: one transaction over a whole file, a savepoint a product.

use std::{
    collections::HashMap,
    io::{self, BufReader, Read, Seek},
};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    cells::Numbers,
    columns::{Columns, Field, Format, HeaderError},
    decode,
    fill::{Fault, Filler, Filling, Links},
    gather::{Gatherer, Group, Key},
    report::{BadRow, Report},
    table::{Row, Table, delimiter_of},
};
use crate::{
    catalogue::{
        CatalogueError, FieldError, Record, VariantRecord, categories,
        load::{id_of_sku, id_of_slug, load},
        save::Saver,
        text::slugify,
        validate::validate,
    },
    money::{Currency, DecimalMark, decimal_mark_of},
};

/// How much of a file's beginning the guesses look at, in bytes.
const SAMPLE: u64 = 256 * 1024;

/// How to import.
#[derive(Debug, Clone)]
pub struct Options {
    /// The file's format.
    pub format: Format,
    /// Fields and the columns that fill them.
    pub map: Vec<(String, String)>,
    /// Write nothing.
    pub dry_run: bool,
    /// Leave bad rows out instead of refusing the file.
    pub skip_bad_rows: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            map: Vec::new(),
            dry_run: false,
            skip_bad_rows: false,
        }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes of the file's text that are done.
    pub bytes: u64,
    /// Rows that are done.
    pub rows: u64,
}

/// Why a file could not be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Its header is not understood.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// It has no rows, or none that can be read.
    #[error("{0}")]
    Unreadable(String),
    /// It could not be read.
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    /// The catalogue could not be written.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}

impl From<csv::Error> for ImportError {
    fn from(error: csv::Error) -> Self {
        Self::Unreadable(format!("the file cannot be read as CSV: {error}"))
    }
}

/// Imports a file in one transaction of its own.
///
/// # Errors
/// When the file cannot be read at all or the catalogue cannot be written; bad rows are in the report.
pub fn import(
    db: &mut Connection,
    source: impl Read + Seek,
    options: &Options,
    currency: Currency,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, ImportError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut report = import_within(&tx, source, options, currency, progress)?;
    if report.written {
        tx.commit()?;
    } else {
        tx.rollback()?;
    }
    report.written &= report.created + report.updated > 0;
    Ok(report)
}

/// Imports a file within an open transaction. `written` in the report says whether to commit.
fn import_within(
    tx: &Transaction<'_>,
    mut source: impl Read + Seek,
    options: &Options,
    currency: Currency,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, ImportError> {
    let encoding = decode::detect(&mut source)?;
    let mut sample = String::new();
    let mut start = decode::reader((&mut source).take(SAMPLE), encoding);
    read_lossy(&mut start, &mut sample)?;
    if sample.trim().is_empty() {
        return Err(ImportError::Unreadable("the file is empty".to_owned()));
    }
    source.rewind()?;
    let delimiter = delimiter_of(&sample);
    let mut table = Table::open(BufReader::new(decode::reader(source, encoding)), delimiter)?;
    let columns = Columns::understand(&table.header, options.format, &options.map)?;
    let shown = mark_of(&sample, delimiter, &columns);
    let by_habit = if delimiter == b';' {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    };
    let numbers = Numbers {
        currency,
        mark: shown.unwrap_or(by_habit),
        rounds: shown.is_some(),
    };
    let report = empty_report(&columns, encoding.name(), delimiter, options);
    let mut run = Run::new(
        tx,
        Filler {
            columns: &columns,
            numbers,
        },
        report,
    );
    let mut gatherer = Gatherer::new(&columns);
    while let Some(row) = table.next()? {
        run.report.rows += 1;
        if run.report.rows.is_multiple_of(256) {
            progress(Progress {
                bytes: table.position(),
                rows: run.report.rows,
            });
        }
        if row.width() > columns.names.len() {
            run.too_wide(&row);
            continue;
        }
        if let Some(group) = gatherer.push(row) {
            run.take(&group)?;
        }
    }
    if let Some(group) = gatherer.finish() {
        run.take(&group)?;
    }
    run.saver.finish()?;
    let mut report = run.report;
    report.written = !options.dry_run && (report.bad_rows == 0 || options.skip_bad_rows);
    Ok(report)
}

/// Reads text whose end may cut a character in two.
fn read_lossy(source: &mut impl Read, text: &mut String) -> io::Result<()> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    text.push_str(&String::from_utf8_lossy(&bytes));
    Ok(())
}

fn empty_report(columns: &Columns, encoding: &str, delimiter: u8, options: &Options) -> Report {
    Report {
        format: columns.format.name().to_owned(),
        encoding: encoding.to_owned(),
        delimiter: char::from(delimiter).to_string(),
        rows: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        bad_rows: 0,
        errors: Vec::new(),
        warnings: Vec::new(),
        columns: columns.uses(),
        dry_run: options.dry_run,
        written: false,
    }
}

/// The decimal mark of a file's prices: what most of those that show one beyond doubt have. Where
/// none does, habit decides: a comma where semicolons set the cells apart, as in countries that
/// write decimals with one.
fn mark_of(sample: &str, delimiter: u8, columns: &Columns) -> Option<DecimalMark> {
    let mut table = Table::open(sample.as_bytes(), delimiter).ok()?;
    let price = [Field::Price, Field::SalePrice, Field::OriginalPrice];
    let places: Vec<usize> = price
        .iter()
        .filter_map(|field| columns.find(field))
        .collect();
    let (mut points, mut commas) = (0, 0);
    while let Ok(Some(row)) = table.next() {
        for place in &places {
            match decimal_mark_of(row.cell(*place)) {
                Some(DecimalMark::Point) => points += 1,
                Some(DecimalMark::Comma) => commas += 1,
                None => {}
            }
        }
    }
    match (points, commas) {
        (0, 0) => None,
        (points, commas) if commas > points => Some(DecimalMark::Comma),
        _ => Some(DecimalMark::Point),
    }
}

/// An import under way.
struct Run<'a> {
    tx: &'a Connection,
    saver: Saver<'a>,
    filler: Filler<'a>,
    report: Report,
    categories: HashMap<String, i64>,
    /// Identities met in this file, hashed, with their lines: 12 bytes a product.
    seen: HashMap<u64, u32>,
    /// WooCommerce's parents, by the names that variations call them.
    parents: HashMap<String, i64>,
}

/// Where a group belongs.
struct Target {
    id: Option<i64>,
    /// The slug of a new product; empty makes one from the name.
    slug: String,
    identity: String,
}

impl<'a> Run<'a> {
    fn new(tx: &'a Connection, filler: Filler<'a>, report: Report) -> Self {
        Self {
            tx,
            saver: Saver::in_bulk(tx),
            filler,
            report,
            categories: HashMap::new(),
            seen: HashMap::new(),
            parents: HashMap::new(),
        }
    }

    fn too_wide(&mut self, row: &Row) {
        let reason = format!(
            "has {} cells where the header has {}",
            row.width(),
            self.filler.columns.names.len()
        );
        self.report.bad(BadRow {
            line: row.line,
            column: String::new(),
            value: String::new(),
            reason,
        });
    }

    /// Brings one product in line, in a savepoint of its own.
    fn take(&mut self, group: &Group) -> Result<(), ImportError> {
        self.tx.prepare_cached("SAVEPOINT product")?.execute([])?;
        let taken = self.try_take(group)?;
        if !taken {
            self.tx.prepare_cached("ROLLBACK TO product")?.execute([])?;
            self.saver.forget();
            self.categories.clear();
        }
        self.tx.prepare_cached("RELEASE product")?.execute([])?;
        self.saver.settle()?;
        Ok(())
    }

    fn try_take(&mut self, group: &Group) -> Result<bool, ImportError> {
        let Some(target) = self.target(group)? else {
            return Ok(false);
        };
        let existing = match target.id {
            Some(id) => load(self.tx, id)?,
            None => None,
        };
        let exists = existing.is_some();
        let base = existing.clone().unwrap_or_else(|| Record {
            slug: target.slug.clone(),
            variants: Vec::<VariantRecord>::new(),
            ..Record::default()
        });
        let mut filling = self.filler.fill(group, base, exists);
        if exists
            && self.filler.columns.format != Format::Souk
            && !self.filler.columns.has(&Field::Slug)
        {
            filling.record.slug.clone_from(&target.slug);
        }
        self.link(&mut filling)?;
        if filling.faults.is_empty() {
            let errors = validate(&filling.record);
            filling
                .faults
                .extend(errors.into_iter().map(|error| self.locate(group, error)));
        }
        for warning in &filling.warnings {
            let row = self.shown(group, warning);
            self.report.warn(row);
        }
        if !filling.faults.is_empty() {
            self.refuse(group, &filling.faults);
            return Ok(false);
        }
        self.write(
            group,
            target.id.filter(|_| exists),
            existing,
            &filling.record,
        )
    }

    fn write(
        &mut self,
        group: &Group,
        id: Option<i64>,
        existing: Option<Record>,
        record: &Record,
    ) -> Result<bool, ImportError> {
        let written = match id {
            Some(id) if existing.as_ref() == Some(record) => {
                self.report.unchanged += 1;
                Ok(id)
            }
            Some(id) => self.saver.replace(id, record).map(|()| {
                self.report.updated += 1;
                id
            }),
            None => self
                .saver
                .insert(record)
                .inspect(|_| self.report.created += 1),
        };
        match written {
            Ok(id) => {
                self.parents
                    .extend(group.called.iter().map(|name| (name.clone(), id)));
                Ok(true)
            }
            Err(CatalogueError::SkuTaken(sku)) => {
                let row = group
                    .rows
                    .iter()
                    .find(|row| self.cell(row, &Field::Sku) == sku);
                let line = row.or(group.rows.first()).map_or(0, |row| row.line);
                let reason = "belongs to another product already".to_owned();
                self.refuse(
                    group,
                    &[Fault {
                        line,
                        column: self.filler.columns.find(&Field::Sku),
                        reason,
                    }],
                );
                Ok(false)
            }
            Err(CatalogueError::SlugTaken(_)) => {
                let reason = "is another product's slug".to_owned();
                let line = group.rows.first().map_or(0, |row| row.line);
                self.refuse(
                    group,
                    &[Fault {
                        line,
                        column: self.filler.columns.find(&Field::Slug),
                        reason,
                    }],
                );
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn cell<'r>(&self, row: &'r Row, field: &Field) -> &'r str {
        self.filler
            .columns
            .find(field)
            .map_or("", |column| row.cell(column))
    }

    /// Finds the product that a group is about; `None` when the group was refused.
    fn target(&mut self, group: &Group) -> Result<Option<Target>, ImportError> {
        let Some(first) = group.rows.first() else {
            return Ok(None);
        };
        if let Key::Parent(parent) = &group.key {
            let Some(id) = self.parents.get(parent).copied() else {
                let reason = "is the parent of no row above".to_owned();
                let column = self.filler.columns.find(&Field::Parent);
                self.refuse(
                    group,
                    &[Fault {
                        line: first.line,
                        column,
                        reason,
                    }],
                );
                return Ok(None);
            };
            return Ok(Some(Target {
                id: Some(id),
                slug: self.slug_of(id)?,
                identity: String::new(),
            }));
        }
        let target = self.identify(first)?;
        let line = u32::try_from(first.line).unwrap_or(u32::MAX);
        let before = self.seen.insert(xxh3_64(target.identity.as_bytes()), line);
        if let Some(before) = before {
            let reason = format!("is the product of line {before} once more");
            let by = if target.identity.starts_with("sku ") {
                Field::Sku
            } else {
                Field::Name
            };
            let column = self.filler.columns.find(&by);
            self.refuse(
                group,
                &[Fault {
                    line: first.line,
                    column,
                    reason,
                }],
            );
            return Ok(None);
        }
        Ok(Some(target))
    }

    fn slug_of(&self, id: i64) -> rusqlite::Result<String> {
        self.tx
            .query_row("SELECT slug FROM products WHERE id = ?1", [id], |row| {
                row.get(0)
            })
    }

    /// A product is recognised by its slug, else by its SKU, else by its name; where a name comes
    /// again in one file, by the name with what sets the row apart.
    fn identify(&mut self, row: &Row) -> Result<Target, ImportError> {
        let columns = self.filler.columns;
        let slug = self.cell(row, &Field::Slug);
        if !slug.is_empty() {
            let slug = slug.to_owned();
            let mut id = id_of_slug(self.tx, &slug)?;
            // In souk's own files an address may have been changed by hand: the SKU still tells.
            if id.is_none() && columns.format == Format::Generic {
                id = self.id_of_sku(row)?;
            }
            return Ok(Target {
                id,
                identity: format!("slug {slug}"),
                slug,
            });
        }
        let sku = self.cell(row, &Field::Sku);
        let by_sku = !sku.is_empty()
            && (columns.format == Format::Generic
                || !self.cell(row, &Field::Kind).starts_with("variable"));
        if by_sku {
            let identity = format!("sku {sku}");
            let id = self.id_of_sku(row)?;
            let slug = id
                .map(|id| self.slug_of(id))
                .transpose()?
                .unwrap_or_default();
            return Ok(Target { id, slug, identity });
        }
        let mut slug = slugify(self.cell(row, &Field::Name));
        let identity = format!("slug {slug}");
        if self.seen.contains_key(&xxh3_64(identity.as_bytes())) {
            slug = slugify(&format!("{slug} {}", self.distinction(row)));
        }
        let id = id_of_slug(self.tx, &slug)?;
        Ok(Target {
            id,
            identity: format!("slug {slug}"),
            slug,
        })
    }

    fn id_of_sku(&self, row: &Row) -> rusqlite::Result<Option<i64>> {
        match self.cell(row, &Field::Sku) {
            "" => Ok(None),
            sku => id_of_sku(self.tx, sku),
        }
    }

    /// What sets rows of one name apart: their facts. Too many to read are hashed.
    fn distinction(&self, row: &Row) -> String {
        let columns = self.filler.columns;
        let facts = columns
            .fields
            .iter()
            .enumerate()
            .filter_map(|(place, field)| match field {
                Some(Field::Attribute(_) | Field::Brand | Field::Model | Field::Condition) => {
                    Some(row.cell(place))
                }
                _ => None,
            });
        let text = facts.collect::<Vec<_>>().join(" ");
        if text.len() > 80 {
            format!("{:016x}", xxh3_64(text.as_bytes()))
        } else {
            text
        }
    }

    /// Looks the category and the seller up, making what is missing.
    fn link(&mut self, filling: &mut Filling) -> Result<(), ImportError> {
        let Links {
            category,
            category_slug,
            seller,
        } = std::mem::take(&mut filling.links);
        if let Some(path) = category {
            filling.record.category_id = self.category(&path, category_slug.as_deref())?;
        }
        if let Some(seller) = seller {
            filling.record.seller_id = self.seller(&seller)?;
        }
        Ok(())
    }

    fn category(
        &mut self,
        path: &[String],
        slug: Option<&str>,
    ) -> Result<Option<i64>, ImportError> {
        if path.is_empty() {
            return Ok(None);
        }
        let key = format!("{}\n{}", path.join("\u{1f}"), slug.unwrap_or_default());
        if let Some(id) = self.categories.get(&key) {
            return Ok(Some(*id));
        }
        let known = slug
            .map(|slug| categories::id_of_slug(self.tx, slug))
            .transpose()?
            .flatten();
        let names: Vec<&str> = path
            .iter()
            .take(categories::DEPTH_MAX)
            .map(String::as_str)
            .collect();
        let id = match known {
            Some(id) if categories::path_of(self.tx, id)? == path => id,
            _ => {
                let id = categories::ensure_path(self.tx, &names)?;
                if let Some(slug) =
                    slug.filter(|slug| known.is_none() && crate::catalogue::text::is_slug(slug))
                {
                    self.tx
                        .execute("UPDATE categories SET slug = ?2 WHERE id = ?1", (id, slug))?;
                }
                id
            }
        };
        self.categories.insert(key, id);
        Ok(Some(id))
    }

    fn seller(&self, slug: &str) -> Result<Option<i64>, ImportError> {
        if slug.is_empty() {
            return Ok(None);
        }
        let found = self
            .tx
            .query_row("SELECT id FROM sellers WHERE slug = ?1", [slug], |row| {
                row.get(0)
            })
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
        let now = crate::time::now();
        self.tx.execute(
            "INSERT INTO sellers (slug, name, created_at) VALUES (?1, ?1, ?2)",
            (slug, now),
        )?;
        Ok(Some(self.tx.last_insert_rowid()))
    }

    /// The cell that a broken rule of the record stems from.
    fn locate(&self, group: &Group, error: FieldError) -> Fault {
        let first = group.rows.first().map_or(0, |row| row.line);
        let mut parts = error.pointer.trim_start_matches('/').split('/');
        let field = match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
            ("slug", ..) => Some(Field::Slug),
            ("name", ..) => Some(Field::Name),
            ("short_description", ..) => Some(Field::ShortDescription),
            ("description", ..) => Some(Field::Description),
            ("brand", ..) => Some(Field::Brand),
            ("model", ..) => Some(Field::Model),
            ("tags", ..) => Some(Field::Tags),
            ("images", ..) => Some(Field::Images),
            ("attributes", Some(name), _) => Some(Field::Attribute(name.to_owned())),
            ("variants", Some(_), Some("sku")) => Some(Field::Sku),
            ("variants", Some(_), Some("price")) => Some(Field::Price),
            ("variants", Some(_), Some("original_price")) => Some(Field::OriginalPrice),
            ("variants", Some(_), Some("stock_quantity")) => Some(Field::Stock),
            _ => None,
        };
        let column = field.and_then(|field| self.filler.columns.find(&field));
        let reason = if column.is_some() {
            error.detail
        } else {
            format!("{} {}", error.pointer, error.detail)
        };
        Fault {
            line: first,
            column,
            reason,
        }
    }

    fn shown(&self, group: &Group, fault: &Fault) -> BadRow {
        let row = group.rows.iter().find(|row| row.line == fault.line);
        let column = fault
            .column
            .and_then(|column| self.filler.columns.names.get(column));
        let value = fault
            .column
            .zip(row)
            .map_or("", |(column, row)| row.cell(column));
        BadRow {
            line: fault.line,
            column: column.cloned().unwrap_or_default(),
            value: value.chars().take(200).collect(),
            reason: fault.reason.clone(),
        }
    }

    /// Reports a group's faults: one bad row for each row that has one.
    fn refuse(&mut self, group: &Group, faults: &[Fault]) {
        let mut line = None;
        for fault in faults {
            if line == Some(fault.line) {
                continue;
            }
            line = Some(fault.line);
            let row = self.shown(group, fault);
            self.report.bad(row);
        }
    }
}
