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

/// Writes `benchmarks.md` and its pictures into a folder.
///
/// # Errors
/// When they cannot be written.
pub fn write(folder: &Path, sections: &[Section], rounds: usize, seconds: u32) -> Result<()> {
    fs::create_dir_all(folder)?;
    let load = machine::load().map_or_else(String::new, |load| {
        format!(" The mean load of the machine's last minute was {load:.1}.")
    });
    let mut text = format!(
        "# Benchmarks\n\nMeasured on {}, with nothing tuned for the occasion, by\n\n```sh\ncargo bench -- --write --seconds {seconds}\n```\n\n\
         on {}{load}\n\nThe server and what loads it share the machine. Rates are medians of {rounds} rounds of \
         {seconds} s, with the slowest and the fastest round in brackets; the rounds of everything that is \
         compared take turns. There is no response cache: each request reads its rows and writes its answer anew; only totals, facets and the category tree are remembered while the catalogue stays as it is.\n",
        machine::day(),
        machine::described(),
    );
    for section in sections {
        let _ = write!(text, "\n{}", section.markdown());
        if let Some(chart) = &section.chart {
            fs::write(folder.join(chart.file), chart.svg())?;
            let _ = write!(text, "\n![{}]({})\n", chart.title, chart.file);
        }
    }
    fs::write(folder.join("benchmarks.md"), text)?;
    Ok(())
}
