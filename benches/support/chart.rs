//! Bar charts as SVG, light or dark as the reader's screen is.

use std::fmt::Write;

/// Rows of bars, one bar a series.
pub struct Chart {
    /// The file's name.
    pub file: &'static str,
    /// What it shows, with the unit.
    pub title: &'static str,
    /// Names of the series.
    pub series: Vec<String>,
    /// A row's name, and a value a series where it has one.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
    /// How a value is written beside its bar.
    pub unit: fn(f64) -> String,
}

const WIDTH: f64 = 760.0;
const NAMES: f64 = 230.0;
/// Room for the number behind the longest bar.
const NUMBERS: f64 = 80.0;
const BAR: f64 = 15.0;
const GAP: f64 = 12.0;
const TOP: f64 = 62.0;
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600;font-size:15px}\
    .number{font-size:12px;fill:#52606d}.s0{fill:#b4451f}.s1{fill:#7b8794}.s2{fill:#2f7f79}\
    @media(prefers-color-scheme:dark){text{fill:#e4e7eb}.number{fill:#9aa5b1}.s0{fill:#e8764b}.s1{fill:#9aa5b1}.s2{fill:#5fb8b1}}";

impl Chart {
    /// The picture.
    pub fn svg(&self) -> String {
        let height_of = |values: &[Option<f64>]| values.len() as f64 * BAR + GAP;
        let height = TOP
            + self
                .rows
                .iter()
                .map(|(_, values)| height_of(values))
                .sum::<f64>();
        let most = self
            .rows
            .iter()
            .flat_map(|(_, values)| values.iter().flatten());
        let most = most.fold(f64::MIN_POSITIVE, |most, value| most.max(*value));
        let scale = (WIDTH - NAMES - NUMBERS) / most;
        let title = escaped(self.title);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-label=\"{title}\"><style>{STYLE}</style><text class=\"title\" x=\"0\" y=\"18\">{title}</text>"
        );
        self.legend(&mut svg);
        let mut y = TOP;
        for (name, values) in &self.rows {
            let middle = y + values.len() as f64 * BAR / 2.0 + 4.0;
            // Writing into a string cannot fail.
            let _ = write!(
                svg,
                "<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{}</text>",
                NAMES - 10.0,
                escaped(name)
            );
            for (index, value) in values.iter().enumerate() {
                if let Some(value) = value {
                    self.bar(&mut svg, index, y + index as f64 * BAR, *value, scale);
                }
            }
            y += height_of(values);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn legend(&self, svg: &mut String) {
        for (index, name) in self.series.iter().enumerate() {
            let x = NAMES + index as f64 * 140.0;
            let _ = write!(
                svg,
                "<rect class=\"s{index}\" x=\"{x}\" y=\"32\" width=\"12\" height=\"12\"/>\
                 <text x=\"{}\" y=\"43\">{}</text>",
                x + 18.0,
                escaped(name)
            );
        }
    }

    fn bar(&self, svg: &mut String, index: usize, y: f64, value: f64, scale: f64) {
        let width = (value * scale).max(1.0);
        let _ = write!(
            svg,
            "<rect class=\"s{index}\" x=\"{NAMES}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\"/>\
             <text class=\"number\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            BAR - 2.0,
            NAMES + width + 6.0,
            y + BAR - 4.0,
            escaped(&(self.unit)(value))
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
