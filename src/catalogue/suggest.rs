//! Completions while somebody types: products, brands and categories, typing errors forgiven.

use rusqlite::{Connection, params};

use super::{
    CatalogueError,
    render::Json,
    search::{Search, Tier, spellings},
    shop::{Answer, Catalogue, answer},
    text::{fold, words},
};

impl Catalogue {
    /// At most `limit` completions of each kind.
    ///
    /// # Errors
    /// The store's.
    pub async fn suggest(&self, typed: String, limit: i64) -> Result<Answer, CatalogueError> {
        self.store
            .read_slow(move |db| {
                let mut json = Json::with_capacity(2048);
                json.raw("{\"products\":[");
                write_products(db, &typed, limit, &mut json)?;
                let patterns = patterns(db, &typed)?;
                json.raw("],\"brands\":[");
                write_brands(db, &patterns, limit, &mut json)?;
                json.raw("],\"categories\":[");
                write_categories(db, &patterns, limit, &mut json)?;
                json.raw("]}");
                Ok(answer(json))
            })
            .await
    }
}

fn write_products(
    db: &Connection,
    typed: &str,
    limit: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    let Some(search) = Search::of(db, typed)? else {
        return Ok(());
    };
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/suggest_products.sql"))?;
    let mut left = limit;
    let mut separator = "{\"id\":";
    for tier in Tier::ALL {
        let mut rows = select.query(params![search.tier(tier), left])?;
        while let Some(row) = rows.next()? {
            json.raw(separator).number_column(row, 0)?;
            json.raw(",\"slug\":").text_column(row, 1)?;
            json.raw(",\"name\":").text_column(row, 2)?;
            json.raw(",\"price\":").number_column(row, 3)?;
            json.raw(",\"image_url\":").text_column(row, 4)?;
            json.raw("}");
            separator = ",{\"id\":";
            left -= 1;
        }
        if left <= 0 {
            break;
        }
    }
    Ok(())
}

/// What brands and categories are compared with: the folded text as typed, and its last word's
/// likeliest spellings.
fn patterns(db: &Connection, typed: &str) -> rusqlite::Result<Vec<String>> {
    let folded = fold(typed.trim());
    let Some(last) = words(&folded).last() else {
        return Ok(Vec::new());
    };
    let mut patterns = vec![folded.clone()];
    patterns.extend(spellings(db, last)?);
    Ok(patterns)
}

/// Brands with a word that begins like one of the patterns.
fn write_brands(
    db: &Connection,
    patterns: &[String],
    limit: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    let list = super::save::json(&patterns);
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/suggest_brands.sql"))?;
    let mut rows = select.query(params![list, limit])?;
    let mut separator = "{\"name\":";
    while let Some(row) = rows.next()? {
        json.raw(separator).text_column(row, 0)?;
        json.raw("}");
        separator = ",{\"name\":";
    }
    Ok(())
}

/// Categories whose name, or a word of it, begins like one of the patterns.
fn write_categories(
    db: &Connection,
    patterns: &[String],
    limit: i64,
    json: &mut Json,
) -> rusqlite::Result<()> {
    let mut select =
        db.prepare_cached("SELECT id, slug, name FROM categories ORDER BY name, id")?;
    let mut rows = select.query([])?;
    let mut left = limit;
    let mut separator = "{\"id\":";
    while let Some(row) = rows.next()? {
        let name = fold(row.get_ref(2)?.as_str()?);
        let fits = |pattern: &String| {
            name.starts_with(pattern.as_str()) || name.contains(&format!(" {pattern}"))
        };
        if left == 0 {
            break;
        }
        if patterns.iter().any(fits) {
            json.raw(separator).number_column(row, 0)?;
            json.raw(",\"slug\":").text_column(row, 1)?;
            json.raw(",\"name\":").text_column(row, 2)?;
            json.raw("}");
            separator = ",{\"id\":";
            left -= 1;
        }
    }
    Ok(())
}
