//! Import and export over HTTP, for administrators.
//!
//! Both run beside the pool and off the async workers, on connections of their own, and only so many
//! at once. An import whose caller goes away stops, and writes nothing.

use std::{
    io::{Seek, Write},
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use poem::{
    Body as StreamBody, Response,
    http::{HeaderValue, header},
};
use poem_openapi::{
    Multipart, OpenApi,
    param::{Header, Query},
    types::{ToJSON, multipart::Upload},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Format, ImportError, Options, Report, export, import};
use crate::{
    http::{
        caller::Caller,
        failure::{Commanding, Exporting, Failure},
        payload::{CsvFile, Done, NO_STORE, Rendered},
        problem::{BODY_TOO_LARGE, INVALID_BODY, INVALID_FILE, Problem},
        tags::Tag,
    },
    media::{Folder, Gallery},
    people::rights::{Action, require},
    settings::LiveCurrency,
    store::{Durability, Store, StoreError},
};

/// The largest file that is taken over HTTP, in bytes; `souk import` takes any.
const FILE_MAX: usize = 64 * 1024 * 1024;
/// How many exports run at once. Imports take turns.
const EXPORTS: usize = 2;

/// Whole catalogues in and out.
pub struct Exchange {
    store: Store,
    currency: LiveCurrency,
    media: Folder,
    imports: Arc<Semaphore>,
    exports: Arc<Semaphore>,
}

impl Exchange {
    /// The exchange of a shop.
    pub fn new(store: Store, currency: LiveCurrency, media: Folder) -> Self {
        Self {
            store,
            currency,
            media,
            imports: Arc::new(Semaphore::new(1)),
            exports: Arc::new(Semaphore::new(EXPORTS)),
        }
    }
}

/// A file to import, and how. What the query says, the form may say as well.
#[derive(Multipart)]
#[oai(deny_unknown_fields)]
struct ImportForm {
    /// The CSV file.
    file: Upload,
    /// A ZIP file with pictures: one that the file names, by an address or by itself, is stored with its
    /// product. Nothing is fetched from anywhere.
    pictures: Option<Upload>,
    /// Gives the report and writes nothing.
    dry_run: Option<bool>,
    /// Leaves bad rows out instead of refusing the file.
    skip_bad_rows: Option<bool>,
    /// auto (by the header), souk, shopify, woocommerce or generic.
    format: Option<String>,
    /// `field=Column`, where the header does not say it; repeatable.
    #[oai(default)]
    map: Vec<String>,
    /// How many there are of a new product whose row does not say.
    default_stock: Option<u32>,
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
    /// nothing. Other writes wait meanwhile, and are answered with 503 when they wait too long.
    #[oai(
        path = "/api/admin/import/products",
        method = "post",
        operation_id = "importProducts"
    )]
    #[allow(clippy::too_many_arguments)] // Each is a parameter of the operation.
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
        /// How many there are of a new product whose row does not say.
        #[oai(validator(maximum(value = "1000000")))]
        default_stock: Query<Option<u32>>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
        form: ImportForm,
    ) -> Result<Rendered<Report, Done>, Failure<Commanding>> {
        let _ = idempotency_key.0;
        require(&caller, Action::Exchange)?;
        let pairs = map.0.unwrap_or_default().into_iter().chain(form.map);
        let mut options = Options {
            format: read_format(form.format.or(format.0).as_deref())?,
            map: pairs
                .map(|pair| read_pair(&pair))
                .collect::<Result<_, _>>()?,
            dry_run: dry_run.0.unwrap_or(false) || form.dry_run.unwrap_or(false),
            skip_bad_rows: skip_bad_rows.0.unwrap_or(false) || form.skip_bad_rows.unwrap_or(false),
            default_stock: read_stock(form.default_stock.or(default_stock.0))?,
            pictures: None,
            currency: Some(self.currency.get()),
        };
        if form.file.size() > FILE_MAX {
            let detail =
                "Send at most 64 MiB; `souk import` on the server takes files of any size.";
            return Err(Problem::new(BODY_TOO_LARGE, detail).into());
        }
        let permit = turn(&self.imports)?;
        let file = form.file.into_file().into_std().await;
        let pictures = match form.pictures {
            Some(pictures) => Some(pictures.into_file().into_std().await),
            None => None,
        };
        let (store, media) = (self.store.clone(), self.media.clone());
        let (waiting, gone) = Waiting::new();
        let report = blocking(permit, move || {
            if let Some(pictures) = pictures {
                let gallery = Gallery::of_archive(pictures, media, options.dry_run);
                options.pictures = Some(Arc::new(gallery.map_err(no_archive)?));
            }
            let mut db = store.connect()?;
            let tell = &mut |_| match gone.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            import(&mut db, file, &options, tell).map_err(problem)
        })
        .await?;
        drop(waiting);
        // The next read must see the products that this answer counts.
        self.store
            .write(Durability::Fast, |_| Ok::<_, StoreError>(()))
            .await?;
        Ok(Rendered::new(report.to_json_string()).private())
    }

    /// Export all products as CSV
    ///
    /// souk's own format: importing it again changes nothing, importing it elsewhere loses nothing.
    /// A cell that a spreadsheet would run as a formula begins with an apostrophe, which an import
    /// takes away.
    #[oai(
        path = "/api/admin/export/products.csv",
        method = "get",
        operation_id = "exportProducts"
    )]
    async fn export(&self, caller: Caller) -> Result<CsvFile, Failure<Exporting>> {
        require(&caller, Action::Exchange)?;
        let permit = turn(&self.exports)?;
        let (store, currency) = (self.store.clone(), self.currency.get());
        let file = blocking(permit, move || {
            let mut db = store.connect()?;
            // One state of the catalogue, whatever is written meanwhile.
            let snapshot = db.transaction().map_err(StoreError::from)?;
            let mut file = tempfile::tempfile().map_err(Problem::internal)?;
            let mut buffered = std::io::BufWriter::new(&mut file);
            export(&snapshot, &mut buffered, currency, &mut |_| {}).map_err(Problem::internal)?;
            buffered.flush().map_err(Problem::internal)?;
            drop(buffered);
            file.rewind().map_err(Problem::internal)?;
            Ok(file)
        })
        .await?;
        let body = StreamBody::from_async_read(tokio::fs::File::from_std(file));
        let mut response = Response::builder()
            .content_type("text/csv; charset=utf-8")
            .body(body);
        let headers = response.headers_mut();
        let attachment = HeaderValue::from_static("attachment; filename=\"products.csv\"");
        headers.insert(header::CONTENT_DISPOSITION, attachment);
        headers.insert(header::CACHE_CONTROL, NO_STORE);
        Ok(CsvFile(response))
    }
}

/// Someone waits for an import. When they go away, it learns so.
struct Waiting(Arc<AtomicBool>);

impl Waiting {
    fn new() -> (Self, Arc<AtomicBool>) {
        let gone = Arc::new(AtomicBool::new(false));
        (Self(Arc::clone(&gone)), gone)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A turn, or the word that all are taken.
fn turn(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    let turn = Arc::clone(turns).try_acquire_owned();
    turn.map_err(|_| Problem::busy())
}

/// Runs work off the async workers.
async fn blocking<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let task = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    });
    task.await
        .map_err(|_| Problem::internal("an import or export panicked"))?
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
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

fn read_stock(stock: Option<u32>) -> Result<u32, Problem> {
    let stock = stock.unwrap_or(0);
    if i64::from(stock) > crate::catalogue::record::STOCK_MAX {
        return Err(Problem::parameter(
            "default_stock",
            "must be at most 1000000",
        ));
    }
    Ok(stock)
}

fn no_archive(error: std::io::Error) -> Problem {
    let detail = format!("The pictures cannot be read as a ZIP file: {error}.");
    Problem::new(INVALID_FILE, detail)
}

fn problem(error: ImportError) -> Problem {
    match error {
        ImportError::Header(error) => {
            // Over HTTP the maps are parameters.
            let detail = error.to_string().replace("--map ", "map=");
            Problem::new(INVALID_FILE, format!("{}.", sentence(&detail)))
        }
        ImportError::Unreadable(error) => {
            Problem::new(INVALID_FILE, format!("{}.", sentence(&error)))
        }
        ImportError::Io(error) => Problem::internal(error),
        ImportError::Catalogue(error) => error.into(),
        ImportError::Picture(error) => error.into(),
        ImportError::Stopped => Problem::new(INVALID_BODY, "The caller went away."),
    }
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}
