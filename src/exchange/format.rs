//! The kinds of files, and how a header tells them.

use super::heading::compact;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Look at the header
    Auto,
    /// souk's own: loses nothing
    Souk,
    /// Shopify's product export
    Shopify,
    /// WooCommerce's product export
    Woocommerce,
    /// Any table with a header
    Generic,
}

impl Format {
    /// The name on the command line and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Souk => "souk",
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
            Self::Generic => "generic",
        }
    }

    /// The format of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Auto,
            Self::Souk,
            Self::Shopify,
            Self::Woocommerce,
            Self::Generic,
        ]
        .into_iter()
        .find(|format| format.name() == name)
    }

    /// What a header is the header of.
    pub(super) fn of(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| compact(name)).collect();
        let has = |name: &str| names.iter().any(|other| other == name);
        let all = |wanted: &[&str]| wanted.iter().all(|name| has(name));
        let varies = names
            .iter()
            .any(|name| name.starts_with("variant") || name.starts_with("option1"));
        if all(&["slug", "name", "variantoptions", "stockquantity"]) {
            Self::Souk
        } else if has("title") && (has("handle") || has("urlhandle")) && varies {
            Self::Shopify
        } else if all(&["type", "name", "regularprice"]) && (has("sku") || has("parent")) {
            Self::Woocommerce
        } else {
            Self::Generic
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_recognised() {
        for (text, format) in [
            ("Handle,Title,Variant SKU,Variant Price", Format::Shopify),
            ("Title,URL handle,SKU,Option1 name,Price", Format::Shopify),
            ("ID,Type,SKU,Name,Regular price,Parent", Format::Woocommerce),
            (
                "slug,name,variant_options,price,stock_quantity",
                Format::Souk,
            ),
            ("handle,title,price", Format::Generic),
            ("name,price", Format::Generic),
        ] {
            let header: Vec<String> = text.split(',').map(str::to_owned).collect();
            assert_eq!(Format::of(&header), format, "{text}");
        }
    }
}
