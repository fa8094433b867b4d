//! An import under way: each group of rows into the shop, or into the report.
//!
//! A product goes in whole or not at all. What can be known to be wrong is known before the first
//! statement is run; what only the shop knows undoes the product's savepoint alone.

use rusqlite::Transaction;

use super::{
    cells::Numbers,
    columns::Columns,
    field::Field,
    fill::{Base, Fault, Filler, Filling},
    format::Format,
    gather::{Gatherer, Group},
    identity::{Identifier, Target},
    import::{ImportError, Options},
    links::Links,
    notes::{Notes, Subject},
    read::Reading,
    report::{BadRow, Report},
    survey::is_broken,
    table::Row,
    whereabouts::column_of,
};
use crate::catalogue::{CatalogueError, Record, load::load, save::Saver, validate::validate};

/// How much of a cell a report shows, in characters.
const SHOWN: usize = 200;
/// How many rows without a parent are read at a time.
const ORPHANS: u32 = 500;

/// An import under way.
pub struct Run<'a> {
    tx: &'a Transaction<'a>,
    saver: Saver<'a>,
    links: Links<'a>,
    filler: Filler<'a>,
    newest: i64,
    /// Whether cells may have bytes that the encoding has no character for.
    pub looks_for_damage: bool,
    /// What came of it so far.
    pub report: &'a mut Report,
}

/// What became of a group.
enum Taken {
    Created(i64),
    Updated(i64),
    Unchanged(i64),
    Refused(Vec<Fault>),
}

impl<'a> Run<'a> {
    /// A run on an open write transaction.
    pub fn new(
        tx: &'a Transaction<'a>,
        columns: &'a Columns,
        numbers: Numbers,
        options: &'a Options,
        report: &'a mut Report,
    ) -> Result<Self, ImportError> {
        let newest = tx.query_row("SELECT coalesce(max(id), 0) FROM products", [], |row| {
            row.get(0)
        })?;
        Ok(Self {
            tx,
            saver: Saver::in_bulk(tx).for_import(),
            links: Links::new(tx)?,
            filler: Filler {
                reading: Reading::new(columns),
                numbers,
                default_stock: options.default_stock.into(),
                pictures: options.pictures.as_deref(),
            },
            newest,
            looks_for_damage: false,
            report,
        })
    }

    fn columns(&self) -> &'a Columns {
        self.filler.reading.columns
    }

    /// What gathers the file's rows.
    pub fn gatherer(&self) -> Gatherer<'a> {
        Gatherer::new(self.columns(), self.notes())
    }

    fn notes(&self) -> Notes<'a> {
        Notes::of(self.tx)
    }

    /// Brings one product in line, or reports what is wrong with its rows.
    pub fn take(&mut self, group: &Group) -> Result<(), ImportError> {
        if self.looks_for_damage {
            self.warn_of_damage(group);
        }
        let identifier = Identifier {
            tx: self.tx,
            filler: &self.filler,
            newest: self.newest,
        };
        let target = identifier.identify(group)?;
        if let Some(line) = identifier.equal_row(&target, &group.first)? {
            self.report.unchanged += 1;
            self.warn_repeated(group, &target, line);
            return Ok(());
        }
        if let Some(count) = target.several {
            let reason =
                format!("is the name of {count} products here: a SKU or a slug would tell which");
            let column = self.columns().find(&Field::Name);
            self.refuse(group, &[fault(&group.first, column, reason)]);
            return Ok(());
        }
        let existing = match target.id {
            Some(id) => load(self.tx, id)?,
            None => None,
        };
        let mut filling = self.filler.fill(group, base(existing.as_ref(), &target));
        if target.drops_sku {
            let reason = "is another product's number here, and was left out";
            let column = self.columns().find(&Field::Sku);
            filling.warnings.push(fault(&group.first, column, reason));
        }
        match self.bring_in_line(group, &target, existing, filling)? {
            Taken::Created(_) => self.report.created += 1,
            Taken::Updated(_) => self.report.updated += 1,
            Taken::Unchanged(_) => self.report.unchanged += 1,
            Taken::Refused(faults) => self.refuse(group, &faults),
        }
        self.saver.settle()?;
        Ok(())
    }

    /// Ends the run: reports what is left over, and writes what was gathered.
    pub fn finish(&mut self) -> Result<(), ImportError> {
        self.refuse_orphans()?;
        self.saver.finish()?;
        Ok(())
    }

    fn bring_in_line(
        &mut self,
        group: &Group,
        target: &Target,
        existing: Option<Record>,
        mut filling: Filling,
    ) -> Result<Taken, ImportError> {
        if filling.faults.is_empty() {
            for error in validate(&filling.record) {
                let fault = column_of(&error, &filling.lines, group, self.columns());
                filling.faults.push(fault);
            }
        }
        if !filling.faults.is_empty() {
            return Ok(Taken::Refused(filling.faults));
        }
        self.run("SAVEPOINT product")?;
        self.links.set(&mut filling.record, &filling.wanted)?;
        let taken = self.save(group, target, existing, &filling.record)?;
        if let Taken::Refused(_) = taken {
            self.run("ROLLBACK TO product")?;
            self.saver.forget();
            self.links.forget();
        } else {
            for warning in &filling.warnings {
                let cell = self.shown(group, warning);
                self.report.warn(cell);
            }
        }
        self.run("RELEASE product")?;
        Ok(taken)
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.tx.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    fn save(
        &mut self,
        group: &Group,
        target: &Target,
        existing: Option<Record>,
        record: &Record,
    ) -> Result<Taken, ImportError> {
        let subject = match (target.subject, target.id) {
            (Some(subject), _) => Some(subject),
            (None, id) => id.map(Subject::Product),
        };
        let above = match subject {
            Some(subject) => self.notes().taken(subject)?,
            None => None,
        };
        let known = target.id.filter(|_| existing.is_some());
        let saved = match (known, above) {
            (Some(id), _) if existing.as_ref() == Some(record) => {
                if let Some(line) = above {
                    self.warn_repeated(group, target, line);
                }
                Ok(Taken::Unchanged(id))
            }
            (_, Some(line)) => return Ok(Taken::Refused(vec![self.repeated(group, target, line)])),
            (Some(id), None) => self.saver.replace(id, record).map(|()| Taken::Updated(id)),
            (None, None) => self.saver.insert(record).map(Taken::Created),
        };
        match saved {
            Ok(taken) => {
                self.note(group, target, subject, &taken)?;
                Ok(taken)
            }
            Err(error) => self.refused_by_the_shop(group, error).map(Taken::Refused),
        }
    }

    /// Notes what the group is about, so that no other is.
    fn note(
        &self,
        group: &Group,
        target: &Target,
        subject: Option<Subject>,
        taken: &Taken,
    ) -> Result<(), ImportError> {
        let (Taken::Created(id) | Taken::Updated(id) | Taken::Unchanged(id)) = taken else {
            return Ok(());
        };
        let notes = self.notes();
        let line = group.first.line;
        notes.take(subject.unwrap_or(Subject::Product(*id)), line)?;
        if let Some(pooled) = &target.pooled {
            notes.unpool(&self.name(&group.first), pooled)?;
        }
        if target.repeated {
            notes.take_row(&group.first)?;
        }
        Ok(())
    }

    fn name(&self, row: &Row) -> String {
        super::identity::name_key(self.filler.reading.text(row, &Field::Name))
    }

    /// What only the shop knows: that another product has this SKU or slug.
    fn refused_by_the_shop(
        &self,
        group: &Group,
        error: CatalogueError,
    ) -> Result<Vec<Fault>, ImportError> {
        let (field, row) = match &error {
            CatalogueError::SkuTaken(sku) => {
                let has = |row: &&Row| self.filler.reading.text(row, &Field::Sku) == sku;
                (Field::Sku, group.rows().find(has))
            }
            CatalogueError::SlugTaken(_) => (Field::Slug, None),
            _ => return Err(error.into()),
        };
        let reason = "belongs to another product already";
        let column = self.columns().find(&field);
        Ok(vec![fault(row.unwrap_or(&group.first), column, reason)])
    }

    fn repeated(&self, group: &Group, target: &Target, line: u64) -> Fault {
        let reason = match self.columns().format {
            Format::Souk | Format::Shopify => {
                format!("is on line {line} already: the rows of a product must stand together")
            }
            _ => format!("is on line {line} already, with other values"),
        };
        let column = target.by.as_ref().and_then(|by| self.columns().find(by));
        fault(&group.first, column, reason)
    }

    fn warn_repeated(&mut self, group: &Group, target: &Target, line: u64) {
        let fault = Fault {
            reason: format!("says the same as line {line}"),
            ..self.repeated(group, target, line)
        };
        let cell = self.shown(group, &fault);
        self.report.warn(cell);
    }

    /// Says which cells have characters that the encoding did not.
    fn warn_of_damage(&mut self, group: &Group) {
        for row in group.rows() {
            let damaged = row.cells().position(|cell| cell.contains('\u{fffd}'));
            if let Some(column) = damaged {
                let reason = "has bytes that are not of the file's encoding";
                let cell = self.shown(group, &fault(row, Some(column), reason));
                self.report.warn(cell);
            }
        }
    }

    /// Reports a row that is none of the file's; false when it is one.
    pub fn refuse_broken(&mut self, row: &Row) -> bool {
        if !is_broken(row, self.columns()) {
            return false;
        }
        let reason = if row.open {
            "opens a quote that is never closed".to_owned()
        } else {
            let (cells, columns) = (row.width(), self.columns().names.len());
            format!("has {cells} cells where the header has {columns}")
        };
        let start = row.cell(0).chars().take(SHOWN).collect();
        let cell = BadRow {
            line: row.line,
            column: String::new(),
            value: start,
            reason,
        };
        self.report.bad(vec![cell], 1);
        true
    }

    /// Reports variations whose parent is not in the file.
    fn refuse_orphans(&mut self) -> Result<(), ImportError> {
        let column = self.columns().find(&Field::Parent);
        let mut after = 0;
        loop {
            let orphans = self.notes().orphans(after, ORPHANS)?;
            let Some(last) = orphans.last() else {
                return Ok(());
            };
            after = last.line;
            for row in orphans {
                let reason = "is the parent of no variable product in the file";
                let cell = self.cell(Some(&row), &fault(&row, column, reason));
                self.report.bad(vec![cell], 1);
            }
        }
    }

    fn refuse(&mut self, group: &Group, faults: &[Fault]) {
        let mut cells: Vec<BadRow> = faults
            .iter()
            .map(|fault| self.shown(group, fault))
            .collect();
        cells.sort_by_key(|cell| cell.line);
        cells.dedup();
        self.report.bad(cells, group.len() as u64);
    }

    fn shown(&self, group: &Group, fault: &Fault) -> BadRow {
        self.cell(group.row_on(fault.line), fault)
    }

    fn cell(&self, row: Option<&Row>, fault: &Fault) -> BadRow {
        let names = &self.columns().names;
        let name = fault.column.and_then(|column| names.get(column));
        let value = fault
            .column
            .zip(row)
            .map_or("", |(column, row)| self.filler.reading.cell(row, column));
        BadRow {
            line: fault.line,
            column: name.cloned().unwrap_or_default(),
            value: value.chars().take(SHOWN).collect(),
            reason: fault.reason.clone(),
        }
    }
}

/// What a group is laid over.
fn base(existing: Option<&Record>, target: &Target) -> Base {
    let empty = || Record {
        variants: Vec::new(),
        ..Record::default()
    };
    Base {
        record: existing.cloned().unwrap_or_else(empty),
        exists: existing.is_some(),
        keeps_sku: !target.drops_sku,
        needs_all: target.repeated,
    }
}

fn fault(row: &Row, column: Option<usize>, reason: impl Into<String>) -> Fault {
    Fault {
        line: row.line,
        column,
        reason: reason.into(),
    }
}
