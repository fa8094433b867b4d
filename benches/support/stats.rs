//! Several measurements of one thing: their middle, their spread, and how they are written.

/// Measurements of one thing, one a round.
#[derive(Debug, Clone, Default)]
pub struct Series(Vec<f64>);

impl Series {
    /// Adds a round's.
    pub fn push(&mut self, value: f64) {
        self.0.push(value);
        self.0.sort_by(f64::total_cmp);
    }

    /// The middle one; 0 of none.
    pub fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        match self.0.get(middle) {
            Some(upper) if self.0.len().is_multiple_of(2) => (upper + self.0[middle - 1]) / 2.0,
            Some(value) => *value,
            None => 0.0,
        }
    }

    /// The smallest.
    pub fn least(&self) -> f64 {
        self.0.first().copied().unwrap_or_default()
    }

    /// The largest.
    pub fn most(&self) -> f64 {
        self.0.last().copied().unwrap_or_default()
    }

    /// `21,034 (19,800–21,900)`.
    pub fn shown(&self, unit: impl Fn(f64) -> String) -> String {
        let middle = unit(self.median());
        let (least, most) = (unit(self.least()), unit(self.most()));
        if least == most {
            middle
        } else {
            format!("{middle} ({least}–{most})")
        }
    }
}

impl FromIterator<f64> for Series {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut series = Self::default();
        values.into_iter().for_each(|value| series.push(value));
        series
    }
}

/// `1,234,567`.
pub fn whole(number: f64) -> String {
    let digits = format!("{:.0}", number.max(0.0));
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits that matter: `0.42`, `4.2`, `42`, `4,200`.
pub fn short(number: f64) -> String {
    match number {
        n if n >= 100.0 => whole(n),
        n if n >= 10.0 => format!("{n:.1}"),
        n => format!("{n:.2}"),
    }
}

/// `×3.4`.
pub fn times(ratio: f64) -> String {
    format!("×{}", short(ratio))
}

/// `4.2 ms`.
pub fn milliseconds(number: f64) -> String {
    format!("{} ms", short(number))
}

/// `8.4 s`.
pub fn seconds(number: f64) -> String {
    format!("{} s", short(number))
}

/// `42 MiB`.
pub fn mebibytes(bytes: f64) -> String {
    format!("{} MiB", short(bytes / f64::from(1 << 20)))
}
