//! The report of an import, for people.

use comfy_table::Table;

use crate::exchange::{BadRow, Report};

/// How many bad rows are printed; `--json` prints up to 1,000.
const PRINTED: usize = 50;
/// How many of the columns that were left out are printed.
const LEFT_OUT: usize = 12;
/// How much of a cell is printed, in characters.
const VALUE: usize = 60;

/// The report as text.
pub fn shown(report: &Report) -> String {
    let mut text = format!(
        "{} rows ({}, {}, cells set apart by {:?}, prices in {})\n",
        report.rows, report.format, report.encoding, report.delimiter, report.currency
    );
    text.push_str(&format!(
        "created {}, updated {}, unchanged {}, bad rows {}\n",
        report.created, report.updated, report.unchanged, report.bad_row_count
    ));
    text.push_str(&columns(report));
    text.push_str(&table("warning", &report.warnings, report.warning_count));
    text.push_str(&table(
        "what is wrong",
        &report.bad_rows,
        report.bad_row_count,
    ));
    text.push_str(&stock(report));
    text.push_str(&end(report));
    text
}

/// How a table's columns were understood; those of known programs are known.
fn columns(report: &Report) -> String {
    let (mut read, mut left_out) = (Vec::new(), Vec::new());
    for column in &report.columns {
        match &column.read_as {
            Some(field) => read.push(format!("{} → {field}", column.column)),
            None if column.column.is_empty() => {}
            None => left_out.push(column.column.as_str()),
        }
    }
    let mut text = String::new();
    if report.format == "generic" {
        text.push_str(&format!("columns: {}\n", read.join(", ")));
    }
    if !left_out.is_empty() {
        let more = left_out.len().saturating_sub(LEFT_OUT);
        left_out.truncate(LEFT_OUT);
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        text.push_str(&format!(
            "columns left out: {}{more}\n",
            left_out.join(", ")
        ));
    }
    text
}

fn stock(report: &Report) -> String {
    let counts = |field: &str| field == "stock" || field == "in_stock";
    let counted = report
        .columns
        .iter()
        .any(|column| column.read_as.as_deref().is_some_and(counts));
    if counted || report.created == 0 {
        return String::new();
    }
    "No column says how many there are; --default-stock N says it for new products.\n".to_owned()
}

fn end(report: &Report) -> String {
    if report.dry_run {
        return "This was a dry run: nothing was written.\n".to_owned();
    }
    match (report.written, report.bad_row_count) {
        (true, 0) => "Done.\n".to_owned(),
        (true, _) => format!("Done. {} rows were left out.\n", report.left_out),
        (false, 0) if report.rows == 0 => "The file has no rows.\n".to_owned(),
        (false, 0) => "Nothing to do: the shop is as the file says.\n".to_owned(),
        (false, _) if report.created + report.updated == 0 && report.unchanged > 0 => format!(
            "Nothing was written: the shop is as the other rows say. {} rows were left out.\n",
            report.left_out
        ),
        (false, _) => "Nothing was written: mend the rows, or leave them out with \
                       --skip-bad-rows.\n"
            .to_owned(),
    }
}

fn table(title: &str, rows: &[BadRow], count: u64) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.set_header(["line", "column", "value", title]);
    for row in rows.iter().take(PRINTED) {
        let value: String = row.value.chars().take(VALUE).collect();
        table.add_row([&row.line.to_string(), &row.column, &value, &row.reason]);
    }
    let more = count.saturating_sub(PRINTED as u64);
    let note = if more > 0 {
        format!("… and {more} more; --json prints up to 1,000.\n")
    } else {
        String::new()
    };
    format!("{table}\n{note}")
}
