//! What is wrong with a parameter, said so that a caller can mend it. The framework's own words name
//! Rust types and validators.

use super::problem::Problem;
use crate::time;

/// An instant, or a day, which is its midnight; milliseconds since the epoch.
///
/// # Errors
/// A problem that names the parameter.
pub fn instant(name: &str, text: &str) -> Result<i64, Problem> {
    time::from_instant_or_day(text).ok_or_else(|| {
        let detail = "must be an instant such as 2026-11-24T10:00:00Z, or a day such as 2026-11-24";
        Problem::parameter(name, detail)
    })
}

/// Rows a page where nobody says.
const PAGE: i64 = 20;

/// How many rows a page has; the document's bounds, 1 to 100, were checked.
pub fn page_size(asked: Option<i64>) -> usize {
    usize::try_from(asked.unwrap_or(PAGE)).unwrap_or(1)
}

/// Rewords the framework's reason for refusing a parameter.
pub fn explain(reason: &str) -> String {
    if let Some((_, rule)) = reason.split_once("verification failed. ") {
        return explain_rule(rule);
    }
    // A type of ours says itself what it takes.
    if let Some((_, rule)) = reason.split_once("\": must ") {
        return format!("must {rule}");
    }
    let found = ["integer", "boolean", "number", "string"]
        .into_iter()
        .find(|kind| reason.contains(kind));
    match found {
        _ if ["required", "missing", "expects an input"]
            .iter()
            .any(|words| reason.contains(words)) =>
        {
            "is required".to_owned()
        }
        Some("integer") => "must be a whole number that fits 64 bits".to_owned(),
        Some("boolean") => "must be true or false".to_owned(),
        Some("number") => "must be a number".to_owned(),
        _ => "has a value that is not one of those documented".to_owned(),
    }
}

/// The field of a form that the framework refuses, and what it must be.
pub fn explain_form(reason: &str) -> Option<(&str, String)> {
    let (before, rest) = reason.split_once('`')?;
    let (field, rest) = rest.split_once('`')?;
    let detail = match before.trim() {
        "unknown field" => "is not a field of this form".to_owned(),
        "failed to parse field" => explain(rest),
        _ => "is required".to_owned(),
    };
    Some((field, detail))
}

/// `maximum(100, exclusive: false)` → `must be at most 100`.
fn explain_rule(rule: &str) -> String {
    let (name, rest) = rule.split_once('(').unwrap_or((rule, ""));
    let bound = rest.split([',', ')']).next().unwrap_or_default().trim();
    match name {
        "maximum" => format!("must be at most {bound}"),
        "minimum" => format!("must be at least {bound}"),
        "maxLength" => format!("must be at most {bound} characters long"),
        "minLength" => format!("must be at least {bound} characters long"),
        "maxItems" => format!("must be given at most {bound} times"),
        _ => format!("must satisfy {rule}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_said_in_plain_words() {
        let sort = r#"failed to parse "sort": must be one of name; `-` for descending"#;
        assert_eq!(explain(sort), "must be one of name; `-` for descending");
        let nothing = r#"Type "string" expects an input value."#;
        assert_eq!(explain(nothing), "is required");
        let maximum = "verification failed. maximum(100, exclusive: false)";
        assert_eq!(explain(maximum), "must be at most 100");
        let form = "failed to parse field `dry_run`: failed to parse \"boolean\": no";
        let explained = ("dry_run", "must be true or false".to_owned());
        assert_eq!(explain_form(form), Some(explained));
        let required = ("file", "is required".to_owned());
        assert_eq!(explain_form("field `file` is required"), Some(required));
        let integer = r#"failed to parse "integer(uint32)": invalid digit found in string"#;
        assert_eq!(explain(integer), "must be a whole number that fits 64 bits");
    }
}
