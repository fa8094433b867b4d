//! What templates may do with values beside printing them.

use minijinja::{
    Environment,
    value::{Value, ViaDeserialize},
};

use super::words;
use crate::settings::LiveCurrency;

/// Writes a value into HTML: nothing for what is missing, escaped unless a filter made it safe.
pub fn write_escaped(
    out: &mut minijinja::Output<'_>,
    state: &minijinja::State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    if value.is_none() || value.is_undefined() {
        return Ok(());
    }
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
        return minijinja::escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, special) = rest.split_at(at);
        out.write_str(plain)?;
        out.write_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &special[1..];
    }
    out.write_str(rest)?;
    Ok(())
}

/// Filters that need to know nothing of the shop. Each takes what is missing for nothing, so that a
/// template can be tried without a shop.
pub fn add(environment: &mut Environment<'static>) {
    environment.add_filter("number", |number: Value| {
        number.as_i64().map(words::grouped).unwrap_or_default()
    });
    environment.add_filter("url", |text: Value| match text.as_str() {
        Some(text) => words::url_part(text),
        None => String::new(),
    });
    environment.add_filter("date", |text: Value| {
        text.as_str().map(words::date).unwrap_or_default()
    });
    environment.add_filter("country", |code: Value| {
        super::countries::name(code.as_str().unwrap_or_default()).to_owned()
    });
    environment.add_filter("weight", |grams: Value| {
        grams.as_i64().map(words::weight).unwrap_or_default()
    });
    environment.add_filter("condition", |name: Value| {
        let name = name.as_str().unwrap_or_default();
        let all = crate::catalogue::Condition::ALL;
        let found = all.iter().find(|one| one.as_str() == name);
        found.map_or_else(String::new, |one| one.title().to_owned())
    });
    environment.add_filter("halves", |stars: Value| {
        let stars = f64::try_from(stars).unwrap_or_default();
        (stars * 2.0).round().clamp(0.0, 10.0) as i64
    });
    environment.add_filter("one_decimal", |stars: Value| {
        format!("{:.1}", f64::try_from(stars).unwrap_or_default())
    });
    environment.add_filter("reduction", |product: Value| {
        let amount = |name: &str| product.get_attr(name).ok().and_then(|value| value.as_i64());
        match (amount("price"), amount("original_price")) {
            (Some(now), Some(was)) if was > now && was > 0 => {
                let percent = (was - now) * 100 / was;
                match percent {
                    0 => "Reduced".to_owned(),
                    percent => format!("−{percent} %"),
                }
            }
            _ => String::new(),
        }
    });
    environment.add_filter("data_block", |data: ViaDeserialize<serde_json::Value>| {
        Value::from_safe_string(words::data_block(&data.0))
    });
}

/// `money`: an amount in minor units as people write it.
pub fn add_money(environment: &mut Environment<'static>, currency: LiveCurrency) {
    environment.add_filter("money", move |minor: Value| {
        let written = minor
            .as_i64()
            .map(|minor| words::money(minor, currency.get()));
        written.unwrap_or_default()
    });
}
