//! The import: looks at a file, then brings the shop in line with it in one transaction.

use std::{
    io::{self, BufReader, Read, Seek},
    ops::ControlFlow,
    sync::Arc,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    cells::Numbers,
    columns::{Columns, HeaderError},
    count::Counted,
    decode::{self, DecodeError, Decoding},
    delimiter::{Layout, layout_of},
    field::Field,
    fill::mentioned,
    format::Format,
    notes::Notes,
    read::Reading,
    report::Report,
    run::Run,
    survey::Survey,
    table::{Table, TableError},
};
use crate::{
    catalogue::CatalogueError,
    media::{Gallery, MediaError},
    money::{Currency, DecimalMark},
    settings,
};

/// How much of a file's beginning the layout is told from, in bytes.
const SAMPLE: u64 = 256 * 1024;
/// How many rows pass between two looks at whether to go on.
const ROWS_A_LOOK: u64 = 256;

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
    /// How many there are of a new product whose row does not say.
    pub default_stock: u32,
    /// Pictures beside the file, by their names in it.
    pub pictures: Option<Arc<Gallery>>,
    /// The shop's currency. Without one it is the shop's setting, and a new shop takes the file's.
    pub currency: Option<Currency>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            map: Vec::new(),
            dry_run: false,
            skip_bad_rows: false,
            default_stock: 0,
            pictures: None,
            currency: None,
        }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes of the file that are done, of both times that it is read.
    pub bytes: u64,
    /// Rows that are brought in line.
    pub rows: u64,
}

/// Why a file could not be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Its header is not understood.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// It is no CSV, or none that can be read.
    #[error("{0}")]
    Unreadable(String),
    /// It could not be read.
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    /// The catalogue could not be written.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A picture beside it could not be stored.
    #[error(transparent)]
    Picture(#[from] MediaError),
    /// Whoever watched it said so; nothing was written.
    #[error("the import was stopped; nothing was written")]
    Stopped,
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Catalogue(error.into())
    }
}

impl From<DecodeError> for ImportError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Other(reason) => Self::Unreadable(reason.to_owned()),
            DecodeError::Io(error) => Self::Io(error),
        }
    }
}

impl From<TableError> for ImportError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Endless(_) => Self::Unreadable(error.to_string()),
            TableError::Io(error) => Self::Io(error),
        }
    }
}

/// Tells how far the import is, and learns whether to go on.
pub struct Watch<'w> {
    tell: &'w mut dyn FnMut(Progress) -> ControlFlow<()>,
    bytes: Counted,
    looks: u64,
    /// Rows that are brought in line.
    pub rows: u64,
}

impl Watch<'_> {
    /// To be called before what may take long.
    fn look_now(&mut self) -> Result<(), ImportError> {
        let rest = self.looks % ROWS_A_LOOK;
        self.looks += ROWS_A_LOOK - 1 - rest;
        self.look()
    }

    /// To be called once a row.
    pub fn look(&mut self) -> Result<(), ImportError> {
        self.looks += 1;
        if !self.looks.is_multiple_of(ROWS_A_LOOK) {
            return Ok(());
        }
        let progress = Progress {
            bytes: self.bytes.get(),
            rows: self.rows,
        };
        match (self.tell)(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ImportError::Stopped),
        }
    }
}

/// Imports a file in one transaction of its own. `tell` hears how far it is and may stop it.
///
/// The file is read three times: for its encoding, for what has to be known before its first row is
/// understood, and row by row. Only the last time holds up other writers.
///
/// # Errors
/// When the file cannot be read at all or the catalogue cannot be written; bad rows are in the report.
pub fn import(
    db: &mut Connection,
    mut source: impl Read + Seek,
    options: &Options,
    tell: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Report, ImportError> {
    let decoding = decode::detect(&mut source)?;
    let layout = layout(&mut source, decoding)?;
    let bytes = Counted::default();
    let mut watch = Watch {
        tell,
        bytes: bytes.clone(),
        looks: 0,
        rows: 0,
    };
    let mut table = open(&mut source, &bytes, decoding, layout)?;
    let columns = Columns::understand(&table.header, options.format, &options.map)?;
    // In a transaction, so that the notes are not written row by row; it locks nothing.
    let looking = db.transaction()?;
    Notes::start(&looking)?;
    let survey = Survey::of(&mut table, &columns, &Notes::of(&looking), &mut watch)?;
    looking.commit()?;
    drop(table);
    if let Some(gallery) = &options.pictures {
        let mut table = open(&mut source, &bytes, decoding, layout)?;
        make_pictures(db, &mut table, &columns, gallery, &mut watch)?;
    }

    // A report that says `written` must hold through a power cut.
    db.pragma_update(None, "synchronous", "FULL")?;
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let currency = currency(&tx, options, &survey)?;
    columns.refuse_other_currency(currency)?;
    let numbers = numbers(currency, layout, &columns, &survey);
    if let Some(gallery) = &options.pictures {
        gallery.keep(&tx)?;
    }
    let mut report = empty_report(&columns, decoding, layout, currency, options);
    let table = open(&mut source, &bytes, decoding, layout)?;
    let mut run = Run::new(&tx, &columns, numbers, options, &mut report)?;
    run.looks_for_damage = !decoding.sound;
    bring_in_line(table, &mut run, &mut watch)?;
    drop(run);
    report.sort();
    report.written = !options.dry_run && (report.bad_row_count == 0 || options.skip_bad_rows);
    if report.written {
        settings::settle_currency(&tx, currency)?;
        tx.commit()?;
    } else {
        tx.rollback()?;
    }
    report.written &= report.created + report.updated > 0;
    Ok(report)
}

/// The file from its beginning, as rows.
fn open<'s, S: Read + Seek>(
    source: &'s mut S,
    bytes: &Counted,
    decoding: Decoding,
    layout: Layout,
) -> Result<Table<impl Read + use<'s, S>>, ImportError> {
    source.rewind()?;
    let text = decode::reader(bytes.reader(source), decoding);
    Ok(Table::open(BufReader::new(text), layout)?)
}

/// Makes the pictures that the file mentions. Looks at every row first thing, since each may take long.
fn make_pictures<R: Read>(
    db: &Connection,
    table: &mut Table<R>,
    columns: &Columns,
    gallery: &Gallery,
    watch: &mut Watch<'_>,
) -> Result<(), ImportError> {
    let reading = Reading::new(columns);
    let mentions: Vec<usize> = columns.all(&Field::Images).collect();
    while let Some(row) = table.next()? {
        for column in &mentions {
            for address in mentioned(columns.format, reading.cell(&row, *column)) {
                watch.look_now()?;
                gallery.prepare(db, &address)?;
            }
        }
    }
    Ok(())
}

/// Takes each product of the file.
fn bring_in_line<R: Read>(
    mut table: Table<R>,
    run: &mut Run<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), ImportError> {
    let mut gatherer = run.gatherer();
    while let Some(row) = table.next()? {
        run.report.rows += 1;
        watch.rows = run.report.rows;
        watch.look()?;
        if run.refuse_broken(&row) {
            continue;
        }
        if let Some(group) = gatherer.push(row)? {
            run.take(&group)?;
        }
    }
    if let Some(group) = gatherer.finish() {
        run.take(&group)?;
    }
    run.finish()
}

/// Tells the layout from the beginning of the file.
fn layout(source: &mut (impl Read + Seek), decoding: Decoding) -> Result<Layout, ImportError> {
    let mut bytes = Vec::new();
    decode::reader(source.by_ref().take(SAMPLE), decoding).read_to_end(&mut bytes)?;
    // The sample may cut a character in two.
    let sample = String::from_utf8_lossy(&bytes);
    if sample.trim().is_empty() {
        return Err(ImportError::Unreadable("the file is empty".to_owned()));
    }
    Ok(layout_of(&sample))
}

/// The shop's currency: what it is, else, in a new shop, what the file's prices are in.
fn currency(
    tx: &Transaction<'_>,
    options: &Options,
    survey: &Survey,
) -> Result<Currency, ImportError> {
    let settled = match options.currency {
        Some(currency) => Some(currency),
        None => settings::settled_currency(tx)?,
    };
    Ok(settled.or(survey.currency()).unwrap_or(Currency::EUR))
}

fn numbers(currency: Currency, layout: Layout, columns: &Columns, survey: &Survey) -> Numbers {
    // Programs write a point; people whose tables have semicolons, a comma.
    let habit = if layout.delimiter == b';' && columns.format == Format::Generic {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    };
    let sure = survey.mark().is_some() || columns.format != Format::Generic;
    Numbers {
        currency,
        mark: survey.mark().unwrap_or(habit),
        rounds: sure && columns.format != Format::Souk,
    }
}

fn empty_report(
    columns: &Columns,
    decoding: Decoding,
    layout: Layout,
    currency: Currency,
    options: &Options,
) -> Report {
    Report {
        format: columns.format.name().to_owned(),
        encoding: decoding.encoding.name().to_owned(),
        delimiter: char::from(layout.delimiter).to_string(),
        currency: currency.code().to_owned(),
        rows: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        bad_row_count: 0,
        bad_rows: Vec::new(),
        left_out: 0,
        warning_count: 0,
        warnings: Vec::new(),
        columns: columns.uses(),
        dry_run: options.dry_run,
        written: false,
    }
}
