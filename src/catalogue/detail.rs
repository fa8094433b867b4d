//! The whole product: its row and details in one statement, its pictures and variants in one each.

use rusqlite::{Connection, Row, params};

use super::{
    CatalogueError,
    render::{ITEM_COLUMNS, ITEM_JOINS, ITEM_WIDTH, Json, item},
    shop::{Answer, Catalogue, ProductRef},
};
use crate::{
    http::{caller::Caller, conditional::versioned_tag},
    people::rights::{Access, Action, may},
};

impl Catalogue {
    /// The whole product. One that is not active shows itself to administrators and its seller only.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub fn product(
        &self,
        product: &ProductRef,
        caller: Option<&Caller>,
    ) -> Result<Answer, CatalogueError> {
        self.store
            .read(|db| self.render_product(db, product, caller))
    }

    /// One picture of a product, to whom the product shows itself.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub fn image(
        &self,
        product: &ProductRef,
        image: i64,
        caller: Option<&Caller>,
    ) -> Result<Answer, CatalogueError> {
        self.store.read(|db| {
            let (by, value) = product.key();
            let sql = format!("SELECT id, is_active, seller_id FROM products WHERE {by} = ?1");
            let mut select = db.prepare_cached(&sql)?;
            let mut rows = select.query([value])?;
            let row = rows.next()?.ok_or(CatalogueError::NotFound("picture"))?;
            if !row.get(1)? && !sees_inactive(caller, row.get(2)?) {
                return Err(CatalogueError::NotFound("picture"));
            }
            Ok(Answer::of(show_image(db, row.get(0)?, image)?.into()))
        })
    }

    /// The whole product by its id, read inside a write transaction.
    pub(super) fn render_written(
        &self,
        db: &Connection,
        id: i64,
        caller: &Caller,
    ) -> Result<Answer, CatalogueError> {
        self.render_product(db, &ProductRef::Id(id), Some(caller))
    }

    fn render_product(
        &self,
        db: &Connection,
        product: &ProductRef,
        caller: Option<&Caller>,
    ) -> Result<Answer, CatalogueError> {
        let (by, value) = product.key();
        let sql = format!(
            "SELECT {ITEM_COLUMNS}, d.description, d.model, d.attributes, d.weight_grams, d.options, \
             p.version, p.is_active, p.withheld FROM products p JOIN product_details d ON d.product_id = p.id {ITEM_JOINS} \
             WHERE p.{by} = ?1"
        );
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query([value])?;
        let row = rows.next()?.ok_or(CatalogueError::NotFound("product"))?;
        let (id, active): (i64, bool) = (row.get(0)?, row.get(ITEM_WIDTH + 6)?);
        if !active && !sees_inactive(caller, row.get(8)?) {
            return Err(CatalogueError::NotFound("product"));
        }
        let mut json = Json::with_capacity(4096);
        json.raw("{");
        item(&mut json, row, self.currency.code())?;
        json.raw(",\"description\":").text_column(row, ITEM_WIDTH)?;
        json.raw(",\"model\":").text_column(row, ITEM_WIDTH + 1)?;
        json.raw(",\"attributes\":")
            .json_column(row, ITEM_WIDTH + 2)?;
        json.raw(",\"weight_grams\":")
            .number_column(row, ITEM_WIDTH + 3)?;
        json.raw(",\"options\":").json_column(row, ITEM_WIDTH + 4)?;
        if row.get(ITEM_WIDTH + 7)? {
            json.raw(",\"is_withheld\":true");
        }
        let version = row.get(ITEM_WIDTH + 5)?;
        write_images(db, id, &mut json)?;
        write_variants(db, id, &mut json)?;
        json.raw("}");
        Ok(Answer {
            etag: versioned_tag(version, &json.0),
            body: json.0.into(),
            ids: [id].into(),
        })
    }
}

/// Who may change a product sees it while it is not shown.
fn sees_inactive(caller: Option<&Caller>, seller: Option<i64>) -> bool {
    caller.is_some_and(|caller| may(caller, Action::ChangeProduct, seller) == Access::Granted)
}

fn write_images(db: &Connection, product: i64, json: &mut Json) -> rusqlite::Result<()> {
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/show_images.sql"))?;
    let mut rows = select.query(params![product, None::<i64>])?;
    json.raw(",\"images\":[");
    let mut separator = "";
    while let Some(row) = rows.next()? {
        write_image(row, json.raw(separator))?;
        separator = ",";
    }
    json.raw("]");
    Ok(())
}

fn write_image(row: &Row<'_>, json: &mut Json) -> rusqlite::Result<()> {
    json.raw("{\"id\":").number_column(row, 0)?;
    json.raw(",\"url\":").text_column(row, 1)?;
    json.raw(",\"thumbnail_url\":").text_column(row, 2)?;
    json.raw(",\"medium_url\":").text_column(row, 3)?;
    json.raw(",\"alt_text\":").text_column(row, 4)?;
    json.raw(",\"is_primary\":").flag_column(row, 5)?;
    json.raw(",\"position\":").number_column(row, 6)?;
    json.raw(",\"width\":").number_column(row, 7)?;
    json.raw(",\"height\":").number_column(row, 8)?;
    json.raw("}");
    Ok(())
}

/// One picture of a product as JSON.
///
/// # Errors
/// `NotFound`, or the database's.
pub fn show_image(db: &Connection, product: i64, image: i64) -> Result<Vec<u8>, CatalogueError> {
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/show_images.sql"))?;
    let mut rows = select.query([product, image])?;
    let row = rows.next()?.ok_or(CatalogueError::NotFound("picture"))?;
    let mut json = Json::with_capacity(512);
    write_image(row, &mut json)?;
    Ok(json.0)
}

fn write_variants(db: &Connection, product: i64, json: &mut Json) -> rusqlite::Result<()> {
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/show_variants.sql"))?;
    let mut rows = select.query([product])?;
    json.raw(",\"variants\":[");
    let mut separator = "{\"id\":";
    while let Some(row) = rows.next()? {
        json.raw(separator).number_column(row, 0)?;
        json.raw(",\"sku\":").text_column(row, 1)?;
        json.raw(",\"options\":").json_column(row, 2)?;
        json.raw(",\"price\":").number_column(row, 3)?;
        json.raw(",\"original_price\":").number_column(row, 4)?;
        json.raw(",\"stock_quantity\":").number_column(row, 5)?;
        json.raw(",\"is_default\":").flag_column(row, 6)?;
        json.raw(",\"is_active\":").flag_column(row, 7)?;
        json.raw(",\"position\":").number_column(row, 8)?;
        json.raw("}");
        separator = ",{\"id\":";
    }
    json.raw("]");
    Ok(())
}
