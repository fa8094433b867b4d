//! Changes to favourites, each inside a write transaction.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::FavoriteError;
use crate::{catalogue::shop::ProductRef, time};

/// A product, and whether something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The product.
    pub product: i64,
    /// False when it was so already.
    pub changed: bool,
}

/// Likes a product that is on sale.
///
/// # Errors
/// `NotFound`, or the database's.
pub fn add(tx: &Connection, user: Uuid, product: &ProductRef) -> Result<Change, FavoriteError> {
    let (product, on_sale) = find(tx, product)?.ok_or(FavoriteError::NotFound)?;
    if !on_sale {
        return Err(FavoriteError::NotFound);
    }
    let insert = "INSERT INTO favorites (user_id, product_id, created_at) VALUES (?1, ?2, ?3)
                  ON CONFLICT DO NOTHING";
    let rows = tx
        .prepare_cached(insert)?
        .execute(params![user, product, time::now()])?;
    Ok(Change {
        product,
        changed: rows == 1,
    })
}

/// Likes a product no longer, whether it is on sale or not.
///
/// # Errors
/// `NotFound`, or the database's.
pub fn remove(tx: &Connection, user: Uuid, product: &ProductRef) -> Result<Change, FavoriteError> {
    let (product, on_sale) = find(tx, product)?.ok_or(FavoriteError::NotFound)?;
    let delete = "DELETE FROM favorites WHERE user_id = ?1 AND product_id = ?2";
    let rows = tx.prepare_cached(delete)?.execute(params![user, product])?;
    // One that is not on sale and was not liked is not there for this customer.
    if rows == 0 && !on_sale {
        return Err(FavoriteError::NotFound);
    }
    Ok(Change {
        product,
        changed: rows == 1,
    })
}

fn find(tx: &Connection, product: &ProductRef) -> rusqlite::Result<Option<(i64, bool)>> {
    let (by, value) = product.key();
    tx.prepare_cached(&format!(
        "SELECT id, is_active FROM products WHERE {by} = ?1"
    ))?
    .query_row([value], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Record, save::Saver},
        favorites::check,
        store,
    };

    #[test]
    fn a_product_counts_who_likes_it_whatever_goes() {
        let db = store::in_memory();
        let insert = "INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
                      VALUES (?1, ?2, 'x', '', 0, 0)";
        let people: Vec<Uuid> = (1..=3).map(|byte| Uuid::from_bytes([byte; 16])).collect();
        for user in &people {
            db.execute(insert, params![user, user.to_string()]).unwrap();
        }
        let rug = Record {
            name: "Rug".to_owned(),
            ..Record::default()
        };
        let rug = ProductRef::Id(Saver::new(&db).insert(&rug).unwrap());
        let counted = || -> i64 {
            let count = "SELECT favorite_count FROM products";
            db.query_row(count, [], |row| row.get(0)).unwrap()
        };
        for user in &people {
            assert!(add(&db, *user, &rug).unwrap().changed);
            assert!(!add(&db, *user, &rug).unwrap().changed);
        }
        assert_eq!(counted(), 3);
        assert!(remove(&db, people[0], &rug).unwrap().changed);
        assert!(!remove(&db, people[0], &rug).unwrap().changed);
        db.execute("DELETE FROM users WHERE id = ?1", [people[1]])
            .unwrap();
        assert_eq!(counted(), 1);
        assert_eq!(check::faults(&db).unwrap(), Vec::<String>::new());
        db.execute("UPDATE products SET favorite_count = 7", [])
            .unwrap();
        assert_eq!(check::faults(&db).unwrap().len(), 1);
    }
}
