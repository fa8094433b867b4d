//! Categories over HTTP.

use poem::http::header;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    types::{Example, MaybeUndefined},
};
use serde::Deserialize;

use crate::{
    catalogue::{
        CatalogueError, FieldError, categories,
        model::{CategoryNode, CategoryTree},
        shop::Catalogue,
        tree::{self, CategoryRecord},
    },
    http::{
        body::Body,
        caller::Caller,
        failure::{Changing, Creating, Deleting, Failure, Listing},
        payload::{Created, Done, NoContent, Rendered},
        tags::Tag,
    },
    people::rights::{Action, require},
    store::Durability,
};

/// The category tree of a shop.
pub struct Categories(pub Catalogue);

/// A category to make.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct NewCategory {
    /// 1 to 200 characters.
    #[oai(validator(min_length = "1", max_length = "200"))]
    name: String,
    /// Its address; made from the name when left out.
    #[serde(default)]
    slug: Option<String>,
    /// The category above; the root when left out.
    #[serde(default)]
    parent_id: Option<i64>,
    /// Its place among its siblings; equal places are ordered by name.
    #[serde(default)]
    position: Option<i64>,
}

impl Example for NewCategory {
    fn example() -> Self {
        Self {
            name: "Kilims".into(),
            slug: Some("kilims".into()),
            parent_id: None,
            position: None,
        }
    }
}

/// A change of a category: what is absent stays; a null `parent_id` moves it to the root.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
struct CategoryPatch {
    /// 1 to 200 characters.
    name: MaybeUndefined<String>,
    /// Its address.
    slug: MaybeUndefined<String>,
    /// The category above.
    parent_id: MaybeUndefined<i64>,
    /// Its place among its siblings.
    position: MaybeUndefined<i64>,
}

impl Example for CategoryPatch {
    fn example() -> Self {
        Self {
            name: MaybeUndefined::Value("Kilims and rugs".into()),
            ..Self::default()
        }
    }
}

impl CategoryPatch {
    fn apply(self, record: &mut CategoryRecord) -> Result<(), CatalogueError> {
        let null = |pointer: &str| {
            let (pointer, detail) = (pointer.to_owned(), "must not be null".to_owned());
            CatalogueError::Invalid(vec![FieldError { pointer, detail }])
        };
        match self.name {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => return Err(null("/name")),
            MaybeUndefined::Value(name) => record.name = name.trim().to_owned(),
        }
        match self.slug {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => return Err(null("/slug")),
            MaybeUndefined::Value(slug) => record.slug = Some(slug),
        }
        match self.parent_id {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.parent_id = None,
            MaybeUndefined::Value(parent) => record.parent_id = Some(parent),
        }
        match self.position {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => record.position = 0,
            MaybeUndefined::Value(position) => record.position = position,
        }
        Ok(())
    }
}

fn example_category() -> String {
    "rugs".to_owned()
}

#[OpenApi(tag = "Tag::Catalogue")]
impl Categories {
    /// Read the category tree
    ///
    /// Each with the number of active products in it and below it.
    #[oai(
        path = "/api/categories",
        method = "get",
        operation_id = "listCategories"
    )]
    async fn list(&self) -> Result<Rendered<CategoryTree>, Failure<Listing>> {
        let answer = self.0.category_tree().await?;
        Ok(Rendered::new(answer.body).cached_as(answer.etag))
    }

    /// Make a category
    #[oai(
        path = "/api/categories",
        method = "post",
        operation_id = "createCategory"
    )]
    async fn create(
        &self,
        caller: Caller,
        body: Body<NewCategory>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<CategoryNode, Created>, Failure<Creating>> {
        let _ = idempotency_key.0;
        require(&caller, Action::ManageCategories)?;
        let record = CategoryRecord {
            parent_id: body.0.parent_id,
            slug: body.0.slug,
            name: body.0.name.trim().to_owned(),
            position: body.0.position.unwrap_or(0),
        };
        let work = move |tx: &crate::store::Tx<'_>| {
            tree::validate(tx, &record, None)?;
            let CategoryRecord {
                parent_id,
                slug,
                name,
                position,
            } = &record;
            let id = categories::insert(tx, *parent_id, name, slug.as_deref(), *position)?;
            Ok::<_, CatalogueError>((id, tree::render(tx, id)?))
        };
        let (id, answer) = self.0.store.write(Durability::Durable, work).await?;
        Ok(Rendered::new(answer.body)
            .header(header::LOCATION, format!("/api/categories/{id}"))
            .private())
    }

    /// Change a category
    ///
    /// A category cannot move below itself, and the tree has at most ten levels.
    #[oai(
        path = "/api/categories/:category",
        method = "patch",
        operation_id = "updateCategory"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_category")]
        category: Path<String>,
        body: Body<CategoryPatch>,
    ) -> Result<Rendered<CategoryNode, Done>, Failure<Changing>> {
        require(&caller, Action::ManageCategories)?;
        let work = move |tx: &crate::store::Tx<'_>| {
            let id = tree::find(tx, &category.0)?;
            let mut record = tree::load(tx, id)?;
            body.0.apply(&mut record)?;
            tree::validate(tx, &record, Some(id))?;
            tree::update(tx, id, &record)?;
            tree::render(tx, id)
        };
        let answer = self.0.store.write(Durability::Durable, work).await?;
        Ok(Rendered::new(answer.body).private())
    }

    /// Delete an empty category
    #[oai(
        path = "/api/categories/:category",
        method = "delete",
        operation_id = "deleteCategory"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_category")]
        category: Path<String>,
    ) -> Result<NoContent, Failure<Deleting>> {
        require(&caller, Action::ManageCategories)?;
        let work = move |tx: &crate::store::Tx<'_>| tree::delete(tx, tree::find(tx, &category.0)?);
        self.0.store.write(Durability::Durable, work).await?;
        Ok(NoContent)
    }
}
