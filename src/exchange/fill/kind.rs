//! What WooCommerce calls the type of a row: `simple, downloadable, virtual`.

/// A row's type, taken apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kind {
    /// A product with variations.
    pub variable: bool,
    /// One of these.
    pub variation: bool,
    /// Several products together, without a price.
    pub grouped: bool,
    /// Without a parcel.
    pub digital: bool,
}

impl Kind {
    /// Takes a type apart.
    pub fn of(text: &str) -> Self {
        let mut kind = Self::default();
        for word in text.split(',').map(str::trim) {
            match word.to_ascii_lowercase().as_str() {
                // Subscriptions are sold like the product that they are of.
                "variable" | "variable-subscription" => kind.variable = true,
                "variation" | "subscription_variation" => kind.variation = true,
                "grouped" => kind.grouped = true,
                "virtual" | "downloadable" => kind.digital = true,
                _ => {}
            }
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_taken_apart() {
        assert_eq!(Kind::of("simple"), Kind::default());
        assert!(Kind::of("simple, downloadable, virtual").digital);
        let variation = Kind::of("variation, virtual");
        assert!(variation.variation && variation.digital && !variation.variable);
        assert!(Kind::of("Variable").variable && Kind::of("grouped").grouped);
    }
}
