//! A column's heading as words: folded, split, and without what says nothing about its meaning.

use crate::{catalogue::text::fold, money::Currency};

/// Words beside the one that matters: `Product Price (incl. VAT, EUR)` is a price.
const NOISE: &[&str] = &[
    "product",
    "products",
    "item",
    "items",
    "article",
    "artikel",
    "produkt",
    "produit",
    "producto",
    "prodotto",
    "urun",
    "in",
    "incl",
    "inkl",
    "inc",
    "excl",
    "exkl",
    "ex",
    "including",
    "excluding",
    "vat",
    "tax",
    "mwst",
    "ust",
    "iva",
    "ttc",
    "ht",
    "gross",
    "net",
    "netto",
    "brutto",
    "per",
    "piece",
    "stuck",
    "the",
    "of",
    "en",
    "de",
    "fr",
    "es",
    "it",
    "text",
    "value",
    "main",
    "primary",
    "normalised",
    "normalized",
    "required",
    "optional",
];

/// Currencies that headings name; other codes of ISO 4217 are words, such as ALL and TOP.
const CODES: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "INR", "JPY", "CNY", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK",
    "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "RUB", "UAH", "BRL", "MXN", "ZAR", "KRW", "SGD",
    "HKD", "TWD", "THB", "IDR", "MYR", "PHP", "VND", "AED", "SAR", "ILS", "MAD", "TND", "DZD",
    "EGP", "NGN", "KES",
];

/// Last words of headings that are nobody's business but a program's.
const TECHNICAL: &[&str] = &[
    "id",
    "ids",
    "key",
    "code",
    "guid",
    "uuid",
    "url",
    "uri",
    "link",
    "href",
    "timestamp",
    "index",
];

/// Words of headings that are nobody's business but the shop's.
const INTERNAL: &[&str] = &[
    "cost",
    "costs",
    "margin",
    "markup",
    "profit",
    "wholesale",
    "supplier",
    "dealer",
    "einkauf",
];

/// Whole headings of either kind, and of what other shops' customers said.
const LEFT_OUT: &[&str] = &[
    "no",
    "nr",
    "row",
    "rownumber",
    "idx",
    "productid",
    "pid",
    "itemid",
    "categoryid",
    "brandid",
    "supplierid",
    "vendorid",
    "sellerid",
    "storeid",
    "userid",
    "unnamed0",
    "purchaseprice",
    "buyingprice",
    "costprice",
    "wholesaleprice",
    "dealerprice",
    "einkaufspreis",
    "ekpreis",
    "prixachat",
    "rating",
    "ratings",
    "averagerating",
    "overallrating",
    "productrating",
    "ratingcount",
    "noofratings",
    "numratings",
    "reviews",
    "reviewcount",
    "numberofreviews",
    "numreviews",
    "averagereviewrating",
    "discount",
    "discountpercent",
    "discountpercentage",
];

/// A heading without case, accents, spaces and signs: `Unit_Price (gross)` → `unitpricegross`.
pub fn compact(name: &str) -> String {
    let mut folded = fold(name);
    folded.retain(char::is_alphanumeric);
    folded
}

/// The words of a heading: `ListPrice`, `list_price` and `List price` are the same.
pub fn words(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for character in name.chars() {
        if lower && character.is_uppercase() {
            spaced.push(' ');
        }
        lower = character.is_lowercase();
        spaced.push(character);
    }
    let folded = fold(&spaced);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What is left of a heading without the words that say nothing.
pub fn reduced(name: &str) -> String {
    let mut rest = words(name);
    rest.retain(|word| {
        !NOISE.contains(&word.as_str()) && !CODES.iter().any(|code| code.eq_ignore_ascii_case(word))
    });
    rest.concat()
}

/// The currency that a heading names: `Price (USD)`, `Preis in €`.
pub fn currency_of(name: &str) -> Option<Currency> {
    let code = name
        .split(|c: char| !c.is_ascii_alphabetic())
        .find(|word| CODES.contains(word));
    let sign = ["€", "$", "£", "₹", "₺", "₽"]
        .into_iter()
        .find(|sign| name.contains(sign));
    match code {
        Some(code) => Currency::from_code(code),
        None => crate::money::currency_named_in(sign?),
    }
}

/// Numbers of other systems, what a shop pays, and what others think of the product are not for its
/// customers.
pub fn is_internal(name: &str) -> bool {
    let words = words(name);
    let compact = words.concat();
    let last = words.last().map_or("", String::as_str);
    compact.is_empty()
        || TECHNICAL.contains(&last)
        || words.iter().any(|word| INTERNAL.contains(&word.as_str()))
        || LEFT_OUT.contains(&compact.as_str())
        || compact.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_as_words() {
        assert_eq!(words("ListPrice (net)"), ["list", "price", "net"]);
        assert_eq!(words("Größe_cm"), ["große", "cm"].map(fold));
        assert_eq!(words("SKU"), ["sku"]);
        for (name, rest) in [
            ("Product Price", "price"),
            ("Price (incl. VAT, EUR)", "price"),
            ("Preis in €", "preis"),
            ("price_per_gb", "pricegb"),
            ("Product", ""),
        ] {
            assert_eq!(reduced(name), rest, "{name}");
        }
    }

    #[test]
    fn headings_name_currencies() {
        let code = |name| currency_of(name).map(Currency::code);
        assert_eq!(code("Price (USD)"), Some("USD"));
        assert_eq!(code("Preis in €"), Some("EUR"));
        assert_eq!(code("Top price for all"), None);
    }

    #[test]
    fn what_is_not_for_customers() {
        for name in [
            "ProductKey",
            "Unit Cost",
            "Category Code",
            "",
            "Unnamed: 0",
            "product_url",
            "Wholesale price",
            "rating",
            "crawl_timestamp",
            "#",
            "supplierid",
        ] {
            assert!(is_internal(name), "{name}");
        }
        for name in [
            "Color",
            "Grid",
            "Costume",
            "Monkey",
            "Hybrid",
            "price_per_gb",
        ] {
            assert!(!is_internal(name), "{name}");
        }
    }
}
