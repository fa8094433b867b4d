//! Import and export over HTTP, for administrators.

use std::io::{Seek, Write};

use poem::{
    Body as StreamBody, Response,
    http::{HeaderValue, header},
};
use poem_openapi::{
    Multipart, OpenApi,
    param::{Header, Query},
    types::{ToJSON, multipart::Upload},
};

use super::{Format, ImportError, Options, Report, export, import};
use crate::{
    http::{
        caller::Caller,
        failure::{Commanding, Exporting, Failure},
        payload::{CsvFile, Done, NO_STORE, Rendered},
        problem::{BODY_TOO_LARGE, INVALID_FILE, Problem},
        tags::Tag,
    },
    money::Currency,
    store::{Durability, Store, StoreError},
};

/// The largest file that is taken over HTTP, in bytes; `souk import` takes any.
const FILE_MAX: u64 = 64 * 1024 * 1024;

/// Whole catalogues in and out.
pub struct Exchange {
    store: Store,
    currency: Currency,
}

impl Exchange {
    /// The exchange of a shop.
    pub fn new(store: Store, currency: Currency) -> Self {
        Self { store, currency }
    }
}

/// A file to import.
#[derive(Multipart)]
struct ImportForm {
    /// The CSV file.
    file: Upload,
}

fn example_dry_run() -> Option<bool> {
    Some(true)
}

#[OpenApi(tag = "Tag::Exchange")]
impl Exchange {
    /// Import products from a CSV file
    ///
    /// souk's own export, Shopify's, WooCommerce's, or any table with a header. All or nothing: one bad
    /// row and nothing is written, unless `skip_bad_rows`. A dry run gives the same report and writes
    /// nothing.
    #[oai(
        path = "/api/admin/import/products",
        method = "post",
        operation_id = "importProducts"
    )]
    async fn import(
        &self,
        caller: Caller,
        /// Gives the report and writes nothing.
        #[oai(example = "example_dry_run")]
        dry_run: Query<Option<bool>>,
        /// Leaves bad rows out instead of refusing the file.
        skip_bad_rows: Query<Option<bool>>,
        /// auto (by the header), souk, shopify, woocommerce or generic.
        format: Query<Option<String>>,
        /// `field=Column`, where the header does not say it; repeatable.
        map: Query<Option<Vec<String>>>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
        form: ImportForm,
    ) -> Result<Rendered<Report, Done>, Failure<Commanding>> {
        let _ = idempotency_key.0;
        caller.admin()?;
        let options = Options {
            format: read_format(format.0.as_deref())?,
            map: map
                .0
                .unwrap_or_default()
                .iter()
                .map(|pair| read_pair(pair))
                .collect::<Result<_, _>>()?,
            dry_run: dry_run.0.unwrap_or(false),
            skip_bad_rows: skip_bad_rows.0.unwrap_or(false),
        };
        let bytes = form.file.into_vec().await.map_err(|error| {
            Problem::new(
                crate::http::problem::INVALID_BODY,
                format!("The file could not be read: {error}."),
            )
        })?;
        if bytes.len() as u64 > FILE_MAX {
            let detail =
                "Send at most 64 MiB; `souk import` on the server takes files of any size.";
            return Err(Problem::new(BODY_TOO_LARGE, detail).into());
        }
        let currency = self.currency;
        let store = self.store.clone();
        let report = tokio::task::spawn_blocking(move || {
            let mut db = store.connect()?;
            let source = std::io::Cursor::new(bytes);
            import(&mut db, source, &options, currency, &mut |_| {}).map_err(problem)
        });
        let report = report
            .await
            .map_err(|_| Problem::internal("an import panicked"))??;
        // The next read must see the products that this answer counts.
        self.store
            .write(Durability::Fast, |_| Ok::<_, StoreError>(()))
            .await?;
        Ok(Rendered::new(report.to_json_string()).private())
    }

    /// Export all products as CSV
    ///
    /// souk's own format: importing it again changes nothing, importing it elsewhere loses nothing.
    #[oai(
        path = "/api/admin/export/products.csv",
        method = "get",
        operation_id = "exportProducts"
    )]
    async fn export(&self, caller: Caller) -> Result<CsvFile, Failure<Exporting>> {
        caller.admin()?;
        let (store, currency) = (self.store.clone(), self.currency);
        let file = tokio::task::spawn_blocking(move || {
            let db = store.connect()?;
            let mut file = tempfile::tempfile().map_err(Problem::internal)?;
            let mut buffered = std::io::BufWriter::new(&mut file);
            export(&db, &mut buffered, currency, &mut |_| {}).map_err(Problem::internal)?;
            buffered.flush().map_err(Problem::internal)?;
            drop(buffered);
            file.rewind().map_err(Problem::internal)?;
            Ok::<_, Problem>(file)
        });
        let file = file
            .await
            .map_err(|_| Problem::internal("an export panicked"))??;
        let body = StreamBody::from_async_read(tokio::fs::File::from_std(file));
        let mut response = Response::builder()
            .content_type("text/csv; charset=utf-8")
            .body(body);
        let attachment = HeaderValue::from_static("attachment; filename=\"products.csv\"");
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, attachment);
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, NO_STORE);
        Ok(CsvFile(response))
    }
}

fn read_format(name: Option<&str>) -> Result<Format, Problem> {
    let Some(name) = name else {
        return Ok(Format::Auto);
    };
    let detail = "must be auto, souk, shopify, woocommerce or generic";
    Format::parse(name).ok_or_else(|| Problem::parameter("format", detail))
}

fn read_pair(pair: &str) -> Result<(String, String), Problem> {
    let (field, column) = pair
        .split_once('=')
        .ok_or_else(|| Problem::parameter("map", "must be field=Column"))?;
    Ok((field.to_owned(), column.to_owned()))
}

fn problem(error: ImportError) -> Problem {
    match error {
        ImportError::Header(error) => Problem::new(INVALID_FILE, format!("{error}.")),
        ImportError::Unreadable(error) => Problem::new(INVALID_FILE, format!("{error}.")),
        ImportError::Io(error) => Problem::internal(error),
        ImportError::Catalogue(error) => error.into(),
    }
}
