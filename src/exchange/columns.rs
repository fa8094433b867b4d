//! What each column of a file means: the known headers of souk, Shopify and WooCommerce, and the words
//! that people head their own tables with.

use crate::catalogue::text::fold;

use super::report::ColumnUse;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Look at the header.
    Auto,
    /// souk's own: loses nothing.
    Souk,
    /// Shopify's product export.
    Shopify,
    /// WooCommerce's product export.
    Woocommerce,
    /// Any table with a header.
    Generic,
}

impl Format {
    /// The name on the command line and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Souk => "souk",
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
            Self::Generic => "generic",
        }
    }

    /// The format of a name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Auto,
            Self::Souk,
            Self::Shopify,
            Self::Woocommerce,
            Self::Generic,
        ]
        .into_iter()
        .find(|format| format.name() == name)
    }

    /// What a header is the header of.
    fn of(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| compact(name)).collect();
        let has = |all: &[&str]| {
            all.iter()
                .all(|name| names.iter().any(|other| other == name))
        };
        if has(&["slug", "name", "variantoptions", "stockquantity"]) {
            Self::Souk
        } else if has(&["handle", "title"]) && names.iter().any(|name| name.starts_with("variant"))
        {
            Self::Shopify
        } else if has(&["type", "name", "regularprice"]) && (has(&["sku"]) || has(&["parent"])) {
            Self::Woocommerce
        } else {
            Self::Generic
        }
    }
}

/// What a cell fills.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// The product's slug or handle.
    Slug,
    /// Its name.
    Name,
    /// One sentence.
    ShortDescription,
    /// Text or HTML.
    Description,
    /// The maker.
    Brand,
    /// The maker's name or number.
    Model,
    /// `A > B`, or one level.
    Category,
    /// One level below the category.
    Subcategory,
    /// The leaf's slug, in souk's own files.
    CategorySlug,
    /// The seller's slug.
    Seller,
    /// How used it is.
    Condition,
    /// Shown in lists.
    IsActive,
    /// Put forward.
    IsFeatured,
    /// Without a parcel.
    IsDigital,
    /// Whether a parcel is needed: the opposite of digital.
    NeedsShipping,
    /// Free words.
    Tags,
    /// One fact of this name.
    Attribute(String),
    /// All facts, as JSON.
    Attributes,
    /// A number, in the unit or in the unit of the unit's column.
    Weight(Option<f64>),
    /// The unit of the weight.
    WeightUnit,
    /// Addresses of pictures.
    Images,
    /// What a picture shows.
    ImageAlt,
    /// The axes, as JSON.
    Options,
    /// The name of the nth axis or, in WooCommerce's files, of the nth attribute.
    OptionName(usize),
    /// Its value or values.
    OptionValue(usize),
    /// The variant's choice, as JSON.
    VariantOptions,
    /// When it was made.
    CreatedAt,
    /// The variant's number.
    Sku,
    /// What it costs.
    Price,
    /// What it costs now, where `Price` is what it cost before.
    SalePrice,
    /// The day on which a sale begins.
    SaleStarts,
    /// The day on which it ends.
    SaleEnds,
    /// What it cost before.
    OriginalPrice,
    /// The currency of the prices.
    Currency,
    /// How many there are.
    Stock,
    /// Whether there are any, where nobody counts.
    InStock,
    /// The first choice among the variants.
    IsDefault,
    /// Whether the variant can be bought.
    VariantIsActive,
    /// simple, variable, variation …
    Kind,
    /// The product that a variation belongs to.
    Parent,
    /// The row's number in the shop that it comes from.
    ForeignId,
}

/// The fields that `--map` can name, with what they are.
const MAPPABLE: &[(&str, Field)] = &[
    ("name", Field::Name),
    ("slug", Field::Slug),
    ("sku", Field::Sku),
    ("price", Field::Price),
    ("original_price", Field::OriginalPrice),
    ("sale_price", Field::SalePrice),
    ("stock", Field::Stock),
    ("brand", Field::Brand),
    ("model", Field::Model),
    ("category", Field::Category),
    ("subcategory", Field::Subcategory),
    ("description", Field::Description),
    ("short_description", Field::ShortDescription),
    ("image", Field::Images),
    ("tags", Field::Tags),
    ("condition", Field::Condition),
    ("weight_grams", Field::Weight(Some(1.0))),
    ("weight_unit", Field::WeightUnit),
    ("is_active", Field::IsActive),
    ("is_featured", Field::IsFeatured),
    ("is_digital", Field::IsDigital),
];

/// Headers of tables that no known program writes, most telling first. Each field takes one column.
const GENERIC: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "name",
            "productname",
            "title",
            "producttitle",
            "itemname",
            "itemtitle",
            "articlename",
            "designation",
            "bezeichnung",
            "produktname",
            "artikelname",
            "artikel",
            "nom",
            "nombre",
            "product",
            "item",
        ],
    ),
    (
        Field::SalePrice,
        &[
            "saleprice",
            "specialprice",
            "discountprice",
            "discountedprice",
            "aktionspreis",
        ],
    ),
    (
        Field::Price,
        &[
            "price",
            "unitprice",
            "sellingprice",
            "retailprice",
            "currentprice",
            "regularprice",
            "listprice",
            "grossprice",
            "preis",
            "verkaufspreis",
            "prix",
            "precio",
            "prezzo",
            "msrp",
            "rrp",
        ],
    ),
    (
        Field::OriginalPrice,
        &[
            "originalprice",
            "compareatprice",
            "oldprice",
            "wasprice",
            "listprice",
            "regularprice",
            "msrp",
            "rrp",
            "uvp",
        ],
    ),
    (
        Field::Sku,
        &[
            "sku",
            "productsku",
            "variantsku",
            "productcode",
            "itemcode",
            "articlecode",
            "itemnumber",
            "itemno",
            "articlenumber",
            "articleno",
            "partnumber",
            "partno",
            "artikelnummer",
            "artikelnr",
            "code",
            "reference",
            "ref",
            "ean",
            "gtin",
            "upc",
            "barcode",
            "productid",
            "itemid",
            "articleid",
            "productkey",
            "id",
        ],
    ),
    (
        Field::Brand,
        &[
            "brand",
            "brandname",
            "manufacturer",
            "manufacturername",
            "maker",
            "vendor",
            "producer",
            "marke",
            "hersteller",
            "marque",
            "marca",
        ],
    ),
    (
        Field::Category,
        &[
            "category",
            "categoryname",
            "categories",
            "categorypath",
            "productcategory",
            "maincategory",
            "category1",
            "producttype",
            "department",
            "kategorie",
            "categorie",
            "categoria",
            "warengruppe",
        ],
    ),
    (
        Field::Subcategory,
        &[
            "subcategory",
            "subcategoryname",
            "productsubcategory",
            "category2",
            "unterkategorie",
        ],
    ),
    (
        Field::Stock,
        &[
            "stock",
            "stockquantity",
            "quantity",
            "qty",
            "inventory",
            "inventoryqty",
            "inventoryquantity",
            "stockqty",
            "onhand",
            "quantityonhand",
            "stocklevel",
            "unitsinstock",
            "availablequantity",
            "bestand",
            "lagerbestand",
            "menge",
        ],
    ),
    (
        Field::InStock,
        &[
            "instock",
            "availability",
            "available",
            "stockstatus",
            "verfugbarkeit",
        ],
    ),
    (
        Field::ShortDescription,
        &[
            "shortdescription",
            "summary",
            "subtitle",
            "excerpt",
            "teaser",
            "kurzbeschreibung",
        ],
    ),
    (
        Field::Description,
        &[
            "description",
            "longdescription",
            "productdescription",
            "body",
            "bodyhtml",
            "details",
            "overview",
            "beschreibung",
            "descripcion",
            "descrizione",
        ],
    ),
    (
        Field::Images,
        &[
            "image",
            "imageurl",
            "images",
            "imageurls",
            "imagesrc",
            "imagelink",
            "picture",
            "pictureurl",
            "photo",
            "photourl",
            "img",
            "imgurl",
            "bild",
            "bildurl",
            "thumbnail",
            "thumbnailurl",
        ],
    ),
    (
        Field::Weight(Some(1.0)),
        &["weightgrams", "weightg", "grams", "weightingrams"],
    ),
    (
        Field::Weight(Some(1000.0)),
        &["weightkg", "weightinkg", "kilograms"],
    ),
    (
        Field::Weight(Some(453.592_37)),
        &["weightlb", "weightlbs", "pounds"],
    ),
    (Field::Weight(Some(28.349_523_125)), &["weightoz", "ounces"]),
    (
        Field::Weight(None),
        &["weight", "shippingweight", "gewicht"],
    ),
    (
        Field::WeightUnit,
        &[
            "weightunit",
            "weightunitmeasure",
            "weightuom",
            "weightunits",
        ],
    ),
    (Field::Tags, &["tags", "keywords", "labels", "schlagworte"]),
    (
        Field::Condition,
        &["condition", "itemcondition", "productcondition", "zustand"],
    ),
    (
        Field::Model,
        &["model", "modelname", "modelnumber", "modelno"],
    ),
    (Field::Slug, &["slug", "handle", "urlkey", "permalink"]),
    (
        Field::IsActive,
        &["isactive", "active", "published", "enabled", "status"],
    ),
    (Field::IsFeatured, &["isfeatured", "featured"]),
    (
        Field::IsDigital,
        &["isdigital", "digital", "downloadable", "virtual"],
    ),
    (
        Field::Currency,
        &["currency", "currencycode", "pricecurrency", "wahrung"],
    ),
];

const SHOPIFY: &[(Field, &str)] = &[
    (Field::Slug, "handle"),
    (Field::Name, "title"),
    (Field::Description, "bodyhtml"),
    (Field::Brand, "vendor"),
    (Field::Category, "type"),
    (Field::Tags, "tags"),
    (Field::IsActive, "status"),
    (Field::IsActive, "published"),
    (Field::OptionName(1), "option1name"),
    (Field::OptionValue(1), "option1value"),
    (Field::OptionName(2), "option2name"),
    (Field::OptionValue(2), "option2value"),
    (Field::OptionName(3), "option3name"),
    (Field::OptionValue(3), "option3value"),
    (Field::Sku, "variantsku"),
    (Field::Weight(Some(1.0)), "variantgrams"),
    (Field::Stock, "variantinventoryqty"),
    (Field::Price, "variantprice"),
    (Field::OriginalPrice, "variantcompareatprice"),
    (Field::NeedsShipping, "variantrequiresshipping"),
    (Field::Images, "imagesrc"),
    (Field::ImageAlt, "imagealttext"),
    (Field::Condition, "googleshoppingcondition"),
    (Field::Model, "googleshoppingmpn"),
];

const WOOCOMMERCE: &[(Field, &str)] = &[
    (Field::ForeignId, "id"),
    (Field::Kind, "type"),
    (Field::Sku, "sku"),
    (Field::Name, "name"),
    (Field::IsActive, "published"),
    (Field::IsFeatured, "isfeatured"),
    (Field::ShortDescription, "shortdescription"),
    (Field::Description, "description"),
    (Field::SaleStarts, "datesalepricestarts"),
    (Field::SaleEnds, "datesalepriceends"),
    (Field::InStock, "instock"),
    (Field::Stock, "stock"),
    (Field::Weight(Some(1000.0)), "weightkg"),
    (Field::Weight(Some(1.0)), "weightg"),
    (Field::Weight(Some(453.592_37)), "weightlbs"),
    (Field::Weight(Some(28.349_523_125)), "weightoz"),
    (Field::SalePrice, "saleprice"),
    (Field::Price, "regularprice"),
    (Field::Category, "categories"),
    (Field::Tags, "tags"),
    (Field::Images, "images"),
    (Field::Parent, "parent"),
    (Field::Brand, "brands"),
];

/// souk's own columns, in the order in which they are written.
pub const SOUK: &[(&str, Field)] = &[
    ("slug", Field::Slug),
    ("name", Field::Name),
    ("short_description", Field::ShortDescription),
    ("description", Field::Description),
    ("brand", Field::Brand),
    ("model", Field::Model),
    ("category", Field::Category),
    ("category_slug", Field::CategorySlug),
    ("seller", Field::Seller),
    ("condition", Field::Condition),
    ("is_active", Field::IsActive),
    ("is_featured", Field::IsFeatured),
    ("is_digital", Field::IsDigital),
    ("tags", Field::Tags),
    ("attributes", Field::Attributes),
    ("weight_grams", Field::Weight(Some(1.0))),
    ("images", Field::Images),
    ("options", Field::Options),
    ("created_at", Field::CreatedAt),
    ("sku", Field::Sku),
    ("variant_options", Field::VariantOptions),
    ("price", Field::Price),
    ("original_price", Field::OriginalPrice),
    ("stock_quantity", Field::Stock),
    ("is_default", Field::IsDefault),
    ("variant_is_active", Field::VariantIsActive),
];

/// Parts of headings that are nobody's business but the shop's.
const INTERNAL: &[&str] = &[
    "cost",
    "margin",
    "markup",
    "profit",
    "wholesale",
    "supplier",
    "purchaseprice",
    "buyingprice",
    "einkaufspreis",
    "dealerprice",
];

/// A header, understood.
#[derive(Debug, Clone)]
pub struct Columns {
    /// The file's format.
    pub format: Format,
    /// What each column fills.
    pub fields: Vec<Option<Field>>,
    /// The columns' names in the file.
    pub names: Vec<String>,
}

/// A header that is not understood.
#[derive(Debug, thiserror::Error)]
pub enum HeaderError {
    /// Two columns have one name.
    #[error("two columns are called {0:?}; give each a name of its own")]
    Twice(String),
    /// The file has no such column.
    #[error("--map names the column {0:?}, and the file has {1}")]
    NoColumn(String, String),
    /// There is no such field.
    #[error("--map knows no field {0:?}; it knows {1}")]
    NoField(String, String),
    /// What every product needs is not there.
    #[error(
        "no column was understood as the {0}; the file has {1}. Say which one it is: --map {0}=COLUMN"
    )]
    Missing(&'static str, String),
}

impl Columns {
    /// Gives each column of a header its meaning; `map` pairs fields with columns.
    ///
    /// # Errors
    /// Says which columns there are and how to map them.
    pub fn understand(
        header: &[String],
        format: Format,
        map: &[(String, String)],
    ) -> Result<Self, HeaderError> {
        let format = if format == Format::Auto {
            Format::of(header)
        } else {
            format
        };
        refuse_twins(header)?;
        let mut columns = Self {
            format,
            fields: vec![None; header.len()],
            names: header.to_vec(),
        };
        let mapped = columns.map(map)?;
        let names: Vec<String> = header.iter().map(|name| compact(name)).collect();
        match format {
            Format::Shopify => columns.known(&names, SHOPIFY, &mapped),
            Format::Woocommerce => {
                columns.known(&names, WOOCOMMERCE, &mapped);
                columns.woocommerce_attributes(&names);
            }
            Format::Souk => {
                for (index, name) in header.iter().enumerate() {
                    let found = SOUK
                        .iter()
                        .find(|(known, _)| known.eq_ignore_ascii_case(name));
                    columns.fields[index] = columns.fields[index]
                        .take()
                        .or(found.map(|(_, field)| field.clone()));
                }
            }
            Format::Generic | Format::Auto => columns.generic(&names, &mapped),
        }
        columns.require(header)?;
        Ok(columns)
    }

    fn map(&mut self, map: &[(String, String)]) -> Result<Vec<Field>, HeaderError> {
        let mut mapped = Vec::new();
        for (name, column) in map {
            let known = MAPPABLE.iter().find(|(known, _)| known == name);
            let (_, field) = known.ok_or_else(|| {
                let list: Vec<&str> = MAPPABLE.iter().map(|(known, _)| *known).collect();
                HeaderError::NoField(name.clone(), list.join(", "))
            })?;
            let place = self
                .names
                .iter()
                .position(|other| other.eq_ignore_ascii_case(column.trim()));
            let place =
                place.ok_or_else(|| HeaderError::NoColumn(column.clone(), quoted(&self.names)))?;
            self.fields[place] = Some(field.clone());
            mapped.push(field.clone());
        }
        Ok(mapped)
    }

    fn known(&mut self, names: &[String], table: &[(Field, &str)], mapped: &[Field]) {
        for (field, known) in table {
            let free = |place: &usize| self.fields[*place].is_none();
            let place = names.iter().position(|name| name == known).filter(free);
            if let Some(place) = place
                && !mapped.contains(field)
            {
                self.fields[place] = Some(field.clone());
            }
        }
    }

    /// `Attribute 1 name`, `Attribute 1 value(s)` and so on.
    fn woocommerce_attributes(&mut self, names: &[String]) {
        for (index, name) in names.iter().enumerate() {
            let Some(rest) = name.strip_prefix("attribute") else {
                continue;
            };
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let Ok(number) = digits.parse::<usize>() else {
                continue;
            };
            self.fields[index] = match &rest[digits.len()..] {
                "name" => Some(Field::OptionName(number)),
                "values" | "value" => Some(Field::OptionValue(number)),
                _ => None,
            };
        }
    }

    fn generic(&mut self, names: &[String], mapped: &[Field]) {
        for (field, words) in GENERIC {
            if mapped.contains(field) {
                continue;
            }
            let free = |place: &usize| self.fields[*place].is_none();
            let find = |word: &&str| names.iter().position(|name| name == word).filter(free);
            if let Some(place) = words.iter().find_map(find) {
                self.fields[place] = Some(field.clone());
            }
        }
        // A sale price alone is simply the price.
        if !self.has(&Field::Price)
            && let Some(place) = self
                .fields
                .iter()
                .position(|field| *field == Some(Field::SalePrice))
        {
            self.fields[place] = Some(Field::Price);
        }
        for (index, name) in names.iter().enumerate() {
            if self.fields[index].is_none() && !is_internal(name) {
                self.fields[index] = Some(Field::Attribute(self.names[index].clone()));
            }
        }
    }

    fn require(&self, header: &[String]) -> Result<(), HeaderError> {
        let named =
            self.has(&Field::Name) || (self.format != Format::Generic && self.has(&Field::Slug));
        if !named {
            return Err(HeaderError::Missing("name", quoted(header)));
        }
        let priced = self.has(&Field::Price) || self.has(&Field::Sku) || self.has(&Field::Slug);
        if !priced {
            return Err(HeaderError::Missing("price", quoted(header)));
        }
        Ok(())
    }

    /// Whether a column fills this field.
    pub fn has(&self, field: &Field) -> bool {
        self.find(field).is_some()
    }

    /// The column that fills a field.
    pub fn find(&self, field: &Field) -> Option<usize> {
        self.fields
            .iter()
            .position(|other| other.as_ref() == Some(field))
    }

    /// The columns as a report shows them.
    pub fn uses(&self) -> Vec<ColumnUse> {
        let shown = |field: &Field| match field {
            Field::Attribute(name) => format!("attribute {name}"),
            Field::OptionName(number) => format!("option {number} name"),
            Field::OptionValue(number) => format!("option {number} value"),
            Field::Weight(_) => "weight".to_owned(),
            field => snake_case(&format!("{field:?}")),
        };
        let pairs = self.names.iter().zip(&self.fields);
        pairs
            .map(|(name, field)| ColumnUse {
                column: name.clone(),
                read_as: field.as_ref().map(shown),
            })
            .collect()
    }
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_ascii_uppercase() && index > 0 {
            text.push('_');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}

fn refuse_twins(header: &[String]) -> Result<(), HeaderError> {
    for (index, name) in header.iter().enumerate() {
        if !name.is_empty() && header[..index].contains(name) {
            return Err(HeaderError::Twice(name.clone()));
        }
    }
    Ok(())
}

fn quoted(header: &[String]) -> String {
    header
        .iter()
        .map(|name| format!("{name:?}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Numbers of other systems, and what a shop pays, are not for its customers.
fn is_internal(name: &str) -> bool {
    name.is_empty()
        || INTERNAL.iter().any(|word| name.contains(word))
        || ["code", "key", "id", "guid", "uuid"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// A heading without case, accents, spaces and signs: `Unit_Price (gross)` → `unitpricegross`.
fn compact(name: &str) -> String {
    fold(name)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    fn read(text: &str) -> Vec<Option<String>> {
        let columns = Columns::understand(&header(text), Format::Auto, &[]).unwrap();
        columns
            .uses()
            .into_iter()
            .map(|column| column.read_as)
            .collect()
    }

    #[test]
    fn contoso_is_understood_and_its_costs_stay_inside() {
        let found = read(
            "ProductKey,Product Code,Product Name,Manufacturer,Brand,Color,Unit Cost,Unit Price,Subcategory Code,Subcategory,Category",
        );
        let found: Vec<&str> = found
            .iter()
            .map(|name| name.as_deref().unwrap_or("-"))
            .collect();
        assert_eq!(
            found,
            [
                "-",
                "sku",
                "name",
                "attribute Manufacturer",
                "brand",
                "attribute Color",
                "-",
                "price",
                "-",
                "subcategory",
                "category"
            ]
        );
    }

    #[test]
    fn formats_are_recognised() {
        for (text, format) in [
            ("Handle,Title,Variant SKU,Variant Price", Format::Shopify),
            ("ID,Type,SKU,Name,Regular price,Parent", Format::Woocommerce),
            (
                "slug,name,variant_options,price,stock_quantity",
                Format::Souk,
            ),
            ("name,price", Format::Generic),
        ] {
            assert_eq!(
                Columns::understand(&header(text), Format::Auto, &[])
                    .unwrap()
                    .format,
                format,
                "{text}"
            );
        }
    }

    #[test]
    fn a_header_that_is_not_understood_says_how_to_map_it() {
        let error = Columns::understand(&header("Foo,Bar"), Format::Auto, &[])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("\"Foo\", \"Bar\"") && error.contains("--map name=COLUMN"),
            "{error}"
        );
        let map = [
            ("name".to_owned(), "foo".to_owned()),
            ("price".to_owned(), "Bar".to_owned()),
        ];
        let columns = Columns::understand(&header("Foo,Bar"), Format::Auto, &map).unwrap();
        assert_eq!(columns.fields, [Some(Field::Name), Some(Field::Price)]);
        let wrong = [("nme".to_owned(), "Foo".to_owned())];
        assert!(matches!(
            Columns::understand(&header("Foo,Bar"), Format::Auto, &wrong),
            Err(HeaderError::NoField(..))
        ));
        let wrong = [("name".to_owned(), "Baz".to_owned())];
        assert!(matches!(
            Columns::understand(&header("Foo,Bar"), Format::Auto, &wrong),
            Err(HeaderError::NoColumn(..))
        ));
    }
}
