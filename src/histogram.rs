//! How often values fell into which range, as Prometheus counts them.

use std::fmt::Write;

/// Counts by upper bound. Values are whole numbers in a unit of the caller's.
#[derive(Debug, Clone, Default)]
pub struct Histogram {
    bounds: &'static [u64],
    /// One more than bounds: the last is for what is above them all.
    counts: Vec<u64>,
    sum: u64,
    per: f64,
}

impl Histogram {
    /// Ascending bounds in a unit of which `per` make an exposed one: 1,000 for milliseconds that are
    /// shown as seconds.
    pub fn new(bounds: &'static [u64], per: f64) -> Self {
        Self {
            bounds,
            counts: vec![0; bounds.len() + 1],
            sum: 0,
            per,
        }
    }

    /// Counts a value.
    pub fn record(&mut self, value: u64) {
        let place = self.bounds.partition_point(|bound| *bound < value);
        if let Some(count) = self.counts.get_mut(place) {
            *count += 1;
        }
        self.sum = self.sum.saturating_add(value);
    }

    /// Writes the series; `labels` without braces, or nothing.
    pub fn write(&self, out: &mut String, name: &str, labels: &str) {
        write_series(
            out,
            name,
            labels,
            self.bounds,
            &self.counts,
            self.sum,
            self.per,
        );
    }
}

/// Writes the series of a histogram from its parts. Writing to a `String` cannot fail.
pub fn write_series(
    out: &mut String,
    name: &str,
    labels: &str,
    bounds: &[u64],
    counts: &[u64],
    sum: u64,
    per: f64,
) {
    let comma = if labels.is_empty() { "" } else { "," };
    let mut total = 0;
    for (place, count) in counts.iter().enumerate() {
        total += count;
        let bound = match bounds.get(place) {
            Some(bound) => (*bound as f64 / per).to_string(),
            None => "+Inf".to_owned(),
        };
        let _ = writeln!(
            out,
            "{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {total}"
        );
    }
    let braced = if labels.is_empty() {
        String::new()
    } else {
        format!("{{{labels}}}")
    };
    let _ = writeln!(out, "{name}_sum{braced} {}", sum as f64 / per);
    let _ = writeln!(out, "{name}_count{braced} {total}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fall_below_their_bound() {
        let mut histogram = Histogram::new(&[1, 10], 1_000.0);
        [1, 2, 10, 11]
            .into_iter()
            .for_each(|value| histogram.record(value));
        let mut text = String::new();
        histogram.write(&mut text, "t", "");
        assert_eq!(
            text,
            "t_bucket{le=\"0.001\"} 1\nt_bucket{le=\"0.01\"} 3\nt_bucket{le=\"+Inf\"} 4\nt_sum 0.024\nt_count 4\n"
        );
    }
}
