//! How the shop looks: templates, style sheets, scripts. What is in the executable, and in its place
//! what a theme's folder has under the same name.
//!
//! A theme is read and checked once, at the start: a name that the shop does not have and a template
//! that cannot be parsed refuse it. One that fails later, on a page that it did not expect, leaves
//! that page to the shop's own template.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value, context};
use rust_embed::RustEmbed;

use super::{assets::Assets, filters};
use crate::{money::Currency, settings::LiveCurrency};

/// The largest file that a theme may have.
const FILE_MAX: u64 = 1024 * 1024;
const TEMPLATES: &str = "templates/";
const ASSETS: &str = "assets/";

#[derive(RustEmbed)]
#[folder = "static/"]
struct Own;

/// Why a theme is refused.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The folder or a file in it cannot be read.
    #[error("the theme's {file} cannot be read: {cause}")]
    Unreadable {
        /// Its path.
        file: String,
        /// The system's words.
        cause: io::Error,
    },
    /// A file that replaces nothing.
    #[error("the theme's {name} replaces nothing: {advice}")]
    Unknown {
        /// Its path in the theme.
        name: String,
        /// The nearest name, or what there is.
        advice: String,
    },
    /// More than a theme's file may be.
    #[error("the theme's {0} is larger than a MiB")]
    TooLarge(String),
    /// A template that is no template.
    #[error("the theme's {name} is no template{place}: {fault}")]
    Broken {
        /// Its path in the theme.
        name: String,
        /// The line, where it is known.
        place: String,
        /// What is wrong.
        fault: String,
    },
}

/// Templates and assets, ready to be used.
#[derive(Clone)]
pub struct Theme(Arc<Parts>);

struct Parts {
    templates: Environment<'static>,
    /// The shop's own, where a theme replaces some.
    own: Option<Environment<'static>>,
    assets: Arc<Assets>,
}

impl Theme {
    /// The shop's own looks, with what the folder of a theme replaces.
    ///
    /// # Errors
    /// What is wrong with the theme.
    pub fn open(folder: Option<&Path>) -> Result<Self, ThemeError> {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = Own::iter()
            .filter(|name| name.starts_with(TEMPLATES) || name.starts_with(ASSETS))
            .filter_map(|name| Some((name.to_string(), Own::get(&name)?.data)))
            .collect();
        let own: BTreeMap<_, _> = files.clone();
        let replaced = match folder {
            Some(folder) => replacements(folder, &own)?,
            None => BTreeMap::new(),
        };
        let names: BTreeSet<String> = replaced.keys().cloned().collect();
        files.extend(
            replaced
                .into_iter()
                .map(|(name, bytes)| (name, bytes.into())),
        );
        let assets = files.iter().filter_map(|(name, bytes)| {
            Some((name.strip_prefix(ASSETS)?.to_owned(), bytes.clone()))
        });
        let assets = Arc::new(Assets::new(assets));
        let templates = environment(&files, &assets)?;
        check(&templates, &files, &names)?;
        let own = match names.is_empty() {
            true => None,
            false => Some(environment(&own, &assets)?),
        };
        Ok(Self(Arc::new(Parts {
            templates,
            own,
            assets,
        })))
    }

    /// The same, showing prices in the shop's currency.
    #[must_use]
    pub fn in_currency(&self, currency: &LiveCurrency) -> Self {
        let with = |environment: &Environment<'static>| {
            let mut environment = environment.clone();
            filters::add_money(&mut environment, currency.clone());
            environment
        };
        Self(Arc::new(Parts {
            templates: with(&self.0.templates),
            own: self.0.own.as_ref().map(with),
            assets: Arc::clone(&self.0.assets),
        }))
    }

    /// The files that pages name.
    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }

    /// A page. Where a theme's template fails, the shop's own.
    ///
    /// # Errors
    /// When that fails as well.
    pub fn render(&self, template: &str, values: &Value) -> Result<String, minijinja::Error> {
        let name = format!("{TEMPLATES}{template}");
        let render =
            |environment: &Environment<'static>| environment.get_template(&name)?.render(values);
        match (render(&self.0.templates), &self.0.own) {
            (Err(error), Some(own)) => {
                tracing::error!(template, error = %detail(&error), "the theme failed on a page; the shop's own template serves it");
                render(own)
            }
            (result, _) => result,
        }
    }
}

/// An error with the line that it is at and what it came from.
fn detail(error: &minijinja::Error) -> String {
    use std::error::Error;
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text.push_str(": ");
        text.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    text
}

fn environment(
    files: &BTreeMap<String, Cow<'static, [u8]>>,
    assets: &Arc<Assets>,
) -> Result<Environment<'static>, ThemeError> {
    let mut environment = Environment::new();
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_formatter(filters::write_escaped);
    filters::add(&mut environment);
    filters::add_money(&mut environment, LiveCurrency::new(Currency::EUR));
    let assets = Arc::clone(assets);
    environment.add_function("asset", move |name: &str| assets.path(name));
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with(TEMPLATES)) {
        let broken = |place, fault| ThemeError::Broken {
            name: name.clone(),
            place,
            fault,
        };
        let Ok(source) = std::str::from_utf8(bytes) else {
            return Err(broken(String::new(), "it is not UTF-8".to_owned()));
        };
        let added = environment.add_template_owned(name.clone(), source.to_owned());
        added.map_err(|error| fault_of(name, &error))?;
    }
    Ok(environment)
}

fn fault_of(name: &str, error: &minijinja::Error) -> ThemeError {
    let place = error.line().map(|line| format!(", line {line}"));
    let fault = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    ThemeError::Broken {
        name: error.name().unwrap_or(name).to_owned(),
        place: place.unwrap_or_default(),
        fault,
    }
}

/// Renders each page that a theme changes once, without a shop: what no shop could mend (a filter, a
/// template or a function that there isn't) refuses the theme.
fn check(
    templates: &Environment<'static>,
    files: &BTreeMap<String, Cow<'static, [u8]>>,
    changed: &BTreeSet<String>,
) -> Result<(), ThemeError> {
    if !changed.iter().any(|name| name.starts_with(TEMPLATES)) {
        return Ok(());
    }
    for name in files.keys().filter(|name| name.starts_with(TEMPLATES)) {
        let rendered = templates
            .get_template(name)
            .and_then(|template| template.render(context! {}));
        let Err(error) = rendered else {
            continue;
        };
        let hopeless = matches!(
            error.kind(),
            ErrorKind::UnknownFilter
                | ErrorKind::UnknownFunction
                | ErrorKind::UnknownTest
                | ErrorKind::UnknownMethod
                | ErrorKind::TemplateNotFound
                | ErrorKind::SyntaxError
                | ErrorKind::BadInclude
        );
        if hopeless {
            return Err(fault_of(name, &error));
        }
    }
    Ok(())
}

/// The files of a theme's folder, each of which has to replace one of the shop's.
fn replacements(
    folder: &Path,
    own: &BTreeMap<String, Cow<'static, [u8]>>,
) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in list(&next)? {
            let name = entry
                .strip_prefix(folder)
                .unwrap_or(&entry)
                .to_string_lossy()
                .replace('\\', "/");
            let unreadable = |cause| ThemeError::Unreadable {
                file: entry.display().to_string(),
                cause,
            };
            let data = fs::metadata(&entry).map_err(unreadable)?;
            if data.is_dir() {
                let inside = format!("{name}/");
                if !own.keys().any(|known| known.starts_with(&inside)) {
                    return Err(unknown(inside, own));
                }
                open.push(entry);
                continue;
            }
            if !own.contains_key(&name) {
                return Err(unknown(name, own));
            }
            if data.len() > FILE_MAX {
                return Err(ThemeError::TooLarge(name));
            }
            found.insert(name, fs::read(&entry).map_err(unreadable)?);
        }
    }
    Ok(found)
}

/// What a folder holds, but for hidden files.
fn list(folder: &Path) -> Result<Vec<PathBuf>, ThemeError> {
    let unreadable = |cause| ThemeError::Unreadable {
        file: folder.display().to_string(),
        cause,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn unknown(name: String, own: &BTreeMap<String, Cow<'static, [u8]>>) -> ThemeError {
    let nearest = own
        .keys()
        .map(|known| (strsim::jaro_winkler(known, &name), known))
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let advice = match nearest {
        Some((likeness, known)) if likeness > 0.85 => format!("did you mean {known}?"),
        _ => {
            let all: Vec<&str> = own.keys().map(String::as_str).collect();
            format!("the shop has {}", all.join(", "))
        }
    };
    ThemeError::Unknown { name, advice }
}
