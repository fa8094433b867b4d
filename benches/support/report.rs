//! What was measured, as Markdown: for the terminal and for `docs/benchmarks.md`.

use std::{fmt::Write, fs, path::Path};

use anyhow::Result;

use super::{chart::Chart, machine};

/// What one scenario found.
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What was done, in a paragraph.
    pub words: String,
    /// The heads of the columns; all but the first are numbers.
    pub head: Vec<&'static str>,
    /// Rows as wide as the head.
    pub rows: Vec<Vec<String>>,
    /// The same as a picture.
    pub chart: Option<Chart>,
}

impl Section {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n{}\n\n", self.title, self.words);
        let rule = (0..self.head.len()).map(|column| if column == 0 { "---" } else { "---:" });
        let rule: Vec<&str> = rule.collect();
        // Writing into a string cannot fail.
        let _ = writeln!(text, "| {} |\n|{}|", self.head.join(" | "), rule.join("|"));
        for row in &self.rows {
            let _ = writeln!(text, "| {} |", row.join(" | "));
        }
        text
    }
}

/// What stands above all sections.
const HEAD: &str = "# Benchmarks\n\nEach section says when it was measured, by which command and on what machine, \
    with nothing tuned for the occasion. The server and what loads it share the machine. Rates are medians, with the slowest \
    and the fastest round in brackets; the rounds of everything that is compared take turns. There is no response cache: each \
    request reads its rows and writes its answer anew; only totals, facets and the category tree are remembered while the \
    catalogue stays as it is.\n";

/// Renews sections of `benchmarks.md` in a folder, and their pictures; those that were not measured now
/// stay as they are. `command` is what was asked for.
///
/// # Errors
/// When they cannot be written.
pub fn renew(folder: &Path, sections: &[Section], command: &str, rounds: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    let file = folder.join("benchmarks.md");
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let mut blocks: Vec<(String, String)> = kept
        .split("\n## ")
        .skip(1)
        .map(|block| {
            let title = block.lines().next().unwrap_or_default();
            (title.to_owned(), format!("## {}\n", block.trim_end()))
        })
        .collect();
    for section in sections {
        let mut text = section.markdown();
        if let Some(chart) = &section.chart {
            fs::write(folder.join(chart.file), chart.svg())?;
            let _ = write!(text, "\n![{}]({})\n", chart.title, chart.file);
        }
        let _ = write!(text, "\n{}\n", circumstances(command, rounds));
        match blocks.iter_mut().find(|(title, _)| title == section.title) {
            Some((_, old)) => *old = text,
            None => blocks.push((section.title.to_owned(), text)),
        }
    }
    let blocks = blocks.iter().map(|(_, block)| format!("\n{block}"));
    fs::write(file, HEAD.to_owned() + &blocks.collect::<String>())?;
    Ok(())
}

/// When, how and where a section was measured.
fn circumstances(command: &str, rounds: usize) -> String {
    let load = machine::load().map_or_else(String::new, |load| {
        format!("; mean load of the last minute {load:.1}")
    });
    format!(
        "Measured on {} by `{command}`, {rounds} rounds, on {}{load}",
        machine::day(),
        machine::described().trim_end_matches('.'),
    )
}
