//! The texts that a product is found by, on their way into the search and into the dictionary of
//! spellings.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, params};

use super::{
    Record,
    record::VariantRecord,
    text::{dictionary_words, fold},
};

/// Words remembered between the products of one transaction, so that a bulk import asks the
/// dictionary once a word.
const KNOWN_WORDS_MAX: usize = 200_000;
/// How many products' texts wait before they are written.
const WAITING_MAX: usize = 2_000;
/// How many bytes of them.
const WAITING_BYTES_MAX: usize = 4 << 20;

/// What one product is found by, folded as what is searched for will be.
pub(super) struct Texts {
    name: String,
    brand: Option<String>,
    tags: Vec<String>,
    /// Descriptions, model, tags and SKUs.
    body: String,
}

impl Texts {
    pub(super) fn of(record: &Record) -> Self {
        Self {
            name: fold(&record.name),
            brand: record.brand.as_deref().map(fold),
            tags: record.tags.clone(),
            body: fold(&body(record)),
        }
    }

    /// Writes the search row and teaches the dictionary the words of name, brand and tags.
    pub(super) fn write(
        &self,
        tx: &Connection,
        id: i64,
        known: &mut HashSet<String>,
    ) -> rusqlite::Result<()> {
        tx.prepare_cached(
            "INSERT INTO product_search (rowid, name, brand, body) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, self.name, self.brand, self.body])?;
        learn(tx, known, &self.name)?;
        for text in self.brand.iter().chain(&self.tags) {
            learn(tx, known, text)?;
        }
        Ok(())
    }

    fn size(&self) -> usize {
        self.name.len() + self.body.len()
    }
}

/// Texts that wait to be written, by the product's id.
#[derive(Default)]
pub(super) struct Waiting {
    texts: BTreeMap<i64, Texts>,
    bytes: usize,
}

impl Waiting {
    pub(super) fn add(&mut self, id: i64, texts: Texts) {
        self.remove(id);
        self.bytes += texts.size();
        self.texts.insert(id, texts);
    }

    pub(super) fn remove(&mut self, id: i64) {
        if let Some(texts) = self.texts.remove(&id) {
            self.bytes -= texts.size();
        }
    }

    pub(super) fn is_large(&self) -> bool {
        self.texts.len() >= WAITING_MAX || self.bytes >= WAITING_BYTES_MAX
    }

    pub(super) fn take(&mut self) -> BTreeMap<i64, Texts> {
        self.bytes = 0;
        std::mem::take(&mut self.texts)
    }
}

/// Adds the words of a text to the dictionary of spellings. `known` spares the look-up of words met
/// before.
pub(super) fn learn(
    tx: &Connection,
    known: &mut HashSet<String>,
    text: &str,
) -> rusqlite::Result<()> {
    for word in dictionary_words(text) {
        if known.contains(&word) {
            continue;
        }
        let new = tx
            .prepare_cached("INSERT INTO search_words (word) VALUES (?1) ON CONFLICT DO NOTHING")?
            .execute([&word])?;
        if new == 1 {
            tx.prepare_cached("INSERT INTO search_trigrams (rowid, word) VALUES (?1, ?2)")?
                .execute(params![tx.last_insert_rowid(), word])?;
        }
        if known.len() < KNOWN_WORDS_MAX {
            known.insert(word);
        }
    }
    Ok(())
}

/// All that a product can be found by beside name and brand.
fn body(record: &Record) -> String {
    let mut body = String::new();
    let texts = [
        &record.short_description,
        &record.description,
        &record.model,
    ];
    let skus = record
        .variants
        .iter()
        .filter_map(|variant: &VariantRecord| variant.sku.as_ref());
    for text in texts.into_iter().flatten().chain(&record.tags).chain(skus) {
        body.push_str(text);
        body.push('\n');
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::save::Saver, store};

    fn found(db: &Connection, word: &str) -> i64 {
        let sql = "SELECT count(*) FROM product_search WHERE product_search MATCH ?1";
        db.query_row(sql, [word], |row| row.get(0)).unwrap()
    }

    /// However the products got there, and whatever was rolled back between them.
    #[test]
    fn what_waits_is_found_after_it_is_settled() {
        let db = store::in_memory();
        let record = |name: &str| Record {
            name: name.to_owned(),
            ..Record::default()
        };
        let mut saver = Saver::in_bulk(&db);
        let lamp = saver.insert(&record("Lamp")).unwrap();
        let rug = saver.insert(&record("Rug")).unwrap();
        let bowl = saver.insert(&record("Bowl")).unwrap();
        assert_eq!(found(&db, "lamp"), 0);
        let renamed = Record {
            slug: "lamp".to_owned(),
            ..record("Lantern")
        };
        saver.replace(lamp, &renamed).unwrap();
        let hidden = Record {
            slug: "rug".to_owned(),
            is_active: false,
            ..record("Rug")
        };
        saver.replace(rug, &hidden).unwrap();
        saver.settle().unwrap();
        assert_eq!(found(&db, "bowl"), 0, "three are not many");
        saver.finish().unwrap();
        saver.replace(lamp, &renamed).unwrap();
        saver.delete(bowl).unwrap();
        saver.finish().unwrap();
        let all = ["lamp", "lantern", "rug", "bowl"].map(|word| found(&db, word));
        assert_eq!(all, [0, 1, 0, 0]);
    }
}
