//! What is usual in a country: its currency, and the standard rate of its tax on sales. Suggestions for
//! a form, which whoever fills it in can change: rates move, and goods have rates of their own.

/// A country by ISO 3166-1, its currency by ISO 4217, and its tax.
type Custom = (&'static str, &'static str, Tax);
/// What people call the tax there, and the standard rate in hundredths of a per cent; none where there
/// is no such tax, or none for the whole country.
type Tax = Option<(&'static str, i64)>;

const VAT: &str = "VAT";
const GST: &str = "GST";
const IVA: &str = "IVA";

/// Sorted by country.
#[rustfmt::skip]
const CUSTOMS: &[Custom] = &[
    ("AD", "EUR", Some(("IGI", 450))), ("AE", "AED", Some((VAT, 500))), ("AL", "ALL", Some(("TVSH", 2000))),
    ("AM", "AMD", Some((VAT, 2000))), ("AR", "ARS", Some((IVA, 2100))), ("AT", "EUR", Some(("USt", 2000))),
    ("AU", "AUD", Some((GST, 1000))), ("AZ", "AZN", Some((VAT, 1800))), ("BA", "BAM", Some(("PDV", 1700))),
    ("BD", "BDT", Some((VAT, 1500))), ("BE", "EUR", Some(("TVA/BTW", 2100))), ("BG", "EUR", Some((VAT, 2000))),
    ("BH", "BHD", Some((VAT, 1000))), ("BO", "BOB", Some((IVA, 1300))), ("BR", "BRL", None),
    ("BY", "BYN", Some((VAT, 2000))), ("CA", "CAD", Some((GST, 500))), ("CH", "CHF", Some(("MWST", 810))),
    ("CL", "CLP", Some((IVA, 1900))), ("CN", "CNY", Some((VAT, 1300))), ("CO", "COP", Some((IVA, 1900))),
    ("CR", "CRC", Some((IVA, 1300))), ("CY", "EUR", Some((VAT, 1900))), ("CZ", "CZK", Some(("DPH", 2100))),
    ("DE", "EUR", Some(("USt", 1900))), ("DK", "DKK", Some(("moms", 2500))), ("DO", "DOP", Some(("ITBIS", 1800))),
    ("DZ", "DZD", Some(("TVA", 1900))), ("EC", "USD", Some((IVA, 1500))), ("EE", "EUR", Some(("KM", 2400))),
    ("EG", "EGP", Some((VAT, 1400))), ("ES", "EUR", Some((IVA, 2100))), ("FI", "EUR", Some(("ALV", 2550))),
    ("FR", "EUR", Some(("TVA", 2000))), ("GB", "GBP", Some((VAT, 2000))), ("GE", "GEL", Some((VAT, 1800))),
    ("GR", "EUR", Some(("ΦΠΑ", 2400))), ("GT", "GTQ", Some((IVA, 1200))), ("HK", "HKD", None),
    ("HN", "HNL", Some(("ISV", 1500))), ("HR", "EUR", Some(("PDV", 2500))), ("HU", "HUF", Some(("ÁFA", 2700))),
    ("ID", "IDR", Some(("PPN", 1100))), ("IE", "EUR", Some((VAT, 2300))), ("IL", "ILS", Some((VAT, 1800))),
    ("IN", "INR", Some((GST, 1800))), ("IS", "ISK", Some(("VSK", 2400))), ("IT", "EUR", Some((IVA, 2200))),
    ("JO", "JOD", Some(("GST", 1600))), ("JP", "JPY", Some(("Consumption tax", 1000))), ("KE", "KES", Some((VAT, 1600))),
    ("KR", "KRW", Some((VAT, 1000))), ("KW", "KWD", None), ("KZ", "KZT", Some((VAT, 1600))),
    ("LB", "LBP", Some((VAT, 1100))), ("LI", "CHF", Some(("MWST", 810))), ("LK", "LKR", Some((VAT, 1800))),
    ("LT", "EUR", Some(("PVM", 2100))), ("LU", "EUR", Some(("TVA", 1700))), ("LV", "EUR", Some(("PVN", 2100))),
    ("MA", "MAD", Some(("TVA", 2000))), ("MC", "EUR", Some(("TVA", 2000))), ("MD", "MDL", Some(("TVA", 2000))),
    ("ME", "EUR", Some(("PDV", 2100))), ("MK", "MKD", Some((VAT, 1800))), ("MT", "EUR", Some((VAT, 1800))),
    ("MX", "MXN", Some((IVA, 1600))), ("MY", "MYR", Some(("Sales tax", 1000))), ("NG", "NGN", Some((VAT, 750))),
    ("NL", "EUR", Some(("BTW", 2100))), ("NO", "NOK", Some(("mva", 2500))), ("NP", "NPR", Some((VAT, 1300))),
    ("NZ", "NZD", Some((GST, 1500))), ("OM", "OMR", Some((VAT, 500))), ("PA", "USD", Some(("ITBMS", 700))),
    ("PE", "PEN", Some(("IGV", 1800))), ("PH", "PHP", Some((VAT, 1200))), ("PK", "PKR", Some((GST, 1800))),
    ("PL", "PLN", Some((VAT, 2300))), ("PT", "EUR", Some((IVA, 2300))), ("PY", "PYG", Some((IVA, 1000))),
    ("QA", "QAR", None), ("RO", "RON", Some(("TVA", 2100))), ("RS", "RSD", Some(("PDV", 2000))),
    ("SA", "SAR", Some((VAT, 1500))), ("SE", "SEK", Some(("moms", 2500))), ("SG", "SGD", Some((GST, 900))),
    ("SI", "EUR", Some(("DDV", 2200))), ("SK", "EUR", Some(("DPH", 2300))), ("SM", "EUR", None),
    ("SV", "USD", Some((IVA, 1300))), ("TH", "THB", Some((VAT, 700))), ("TN", "TND", Some(("TVA", 1900))),
    ("TR", "TRY", Some(("KDV", 2000))), ("TW", "TWD", Some((VAT, 500))), ("UA", "UAH", Some((VAT, 2000))),
    ("US", "USD", None), ("UY", "UYU", Some((IVA, 2200))), ("UZ", "UZS", Some((VAT, 1200))),
    ("VA", "EUR", None), ("VN", "VND", Some((VAT, 1000))), ("ZA", "ZAR", Some((VAT, 1500))),
];

/// What is suggested to a shop in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Suggestion {
    /// ISO 4217.
    pub currency: Option<&'static str>,
    /// What the tax is called, and its standard rate in millionths.
    pub tax: Option<(&'static str, i64)>,
}

/// What is usual in a country, as far as it is known here.
pub fn usual(country: &str) -> Suggestion {
    let found = CUSTOMS.binary_search_by(|(known, ..)| (*known).cmp(country));
    let Some((_, currency, tax)) = found.ok().and_then(|place| CUSTOMS.get(place)) else {
        return Suggestion::default();
    };
    Suggestion {
        currency: Some(currency),
        tax: tax.map(|(name, hundredths)| (name, hundredths * 100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn the_table_is_sorted_and_sane() {
        assert!(CUSTOMS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (country, currency, tax) in CUSTOMS {
            assert!(Currency::from_code(currency).is_some(), "{country}");
            assert!(tax.is_none_or(|(_, rate)| (100..=3_000).contains(&rate)));
        }
        assert_eq!(usual("DE").tax, Some(("USt", 190_000)));
        assert_eq!(usual("CH").tax, Some(("MWST", 81_000)));
        assert_eq!(usual("US").currency, Some("USD"));
        assert_eq!(usual("XX"), Suggestion::default());
    }
}
