//! Headers of real programs and of people's own tables, understood.

use super::*;

fn header(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}

fn understand(text: &str) -> Columns {
    Columns::understand(&header(text), Format::Auto, &[]).unwrap()
}

/// What each column was read as; `-` where it was left out.
fn read(text: &str) -> Vec<String> {
    let uses = understand(text).uses().into_iter();
    uses.map(|column| column.read_as.unwrap_or_else(|| "-".to_owned()))
        .collect()
}

fn fails(text: &str, map: &[(&str, &str)]) -> String {
    let map: Vec<(String, String)> = map
        .iter()
        .map(|(field, column)| ((*field).to_owned(), (*column).to_owned()))
        .collect();
    Columns::understand(&header(text), Format::Auto, &map)
        .unwrap_err()
        .to_string()
}

#[test]
fn tables_of_people_are_understood() {
    for (text, fields) in [
        (
            "ProductKey,Product Code,Product Name,Manufacturer,Brand,Color,Unit Cost,Unit Price,Subcategory Code,Subcategory,Category",
            "-,sku,name,attribute Manufacturer,brand,attribute Color,-,price,-,subcategory,category",
        ),
        (
            "uniq_id,crawl_timestamp,product_url,product_name,product_category_tree,pid,retail_price,discounted_price,image,description,overall_rating,brand,product_specifications",
            "sku,-,-,name,category,-,price,sale_price,images,description,-,brand,attribute product_specifications",
        ),
        (
            "product_id,product_name,category,discounted_price,actual_price,discount_percentage,rating,about_product,img_link,product_link",
            "sku,name,category,sale_price,price,-,-,description,images,-",
        ),
        (
            "Artikelnummer,Bezeichnung,Preis (EUR),Lagerbestand,Hersteller,Farbe,EK-Preis,Bild 2",
            "sku,name,price,stock,brand,attribute Farbe,-,images",
        ),
        (
            "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,SKU",
            "name,description,price,currency,stock,tags,attribute MATERIALS,images,images,sku",
        ),
        (
            "id,title,description,link,image_link,additional_image_link,availability,price,sale_price,brand,gtin,product_type",
            "-,name,description,-,images,images,in_stock,price,sale_price,brand,sku,category",
        ),
        (
            "ListPrice,ProductName,UnitsInStock,Discontinued,SupplierID",
            "price,name,stock,is_hidden,-",
        ),
        (
            "game_title,our_best_price,genre",
            "name,price,attribute genre",
        ),
        (
            ",Unnamed: 0,name,price,list price",
            "-,-,name,price,original_price",
        ),
        ("nom,prix,quantité,catégorie", "name,price,stock,category"),
    ] {
        let fields: Vec<&str> = fields.split(',').collect();
        assert_eq!(read(text), fields, "{text}");
    }
}

#[test]
fn both_of_shopifys_templates_are_understood() {
    let old = understand(
        "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Alt Text,Variant Image,Status",
    );
    let new = understand(
        "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Price,Compare-at price,Inventory quantity,Weight value (grams),Product image URL,Image alt text,Variant image URL,Color (product.metafields.shopify.color-pattern)",
    );
    for columns in [&old, &new] {
        assert_eq!(columns.format, Format::Shopify);
        for field in [
            Field::Slug,
            Field::Name,
            Field::Description,
            Field::Brand,
            Field::Category,
            Field::ProductType,
            Field::OptionName(1),
            Field::OptionValue(1),
            Field::Sku,
            Field::Price,
            Field::OriginalPrice,
            Field::Stock,
            Field::ImageAlt,
        ] {
            assert!(columns.has(&field), "{field:?}");
        }
        assert_eq!(columns.all(&Field::IsActive).count(), 2);
        assert_eq!(columns.all(&Field::Images).count(), 2);
    }
    assert!(new.has(&Field::Attribute("Color".to_owned())));
}

#[test]
fn woocommerces_attributes_are_numbered() {
    let columns = understand(
        "ID,Type,SKU,Name,Regular price,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 12 default",
    );
    assert_eq!(columns.format, Format::Woocommerce);
    assert_eq!(columns.fields[5], Some(Field::OptionName(1)));
    assert_eq!(columns.fields[6], Some(Field::OptionValue(1)));
    assert_eq!(columns.fields[7], None);
    assert_eq!(columns.fields[8], Some(Field::OptionDefault(12)));
}

#[test]
fn a_header_that_is_not_understood_says_how_to_map_it() {
    let error = fails("Foo,Bar", &[]);
    assert!(
        error.contains("\"Foo\", \"Bar\"") && error.contains("--map name=COLUMN"),
        "{error}"
    );
    let error = fails("name,colour", &[]);
    assert!(error.contains("--map price=COLUMN"), "{error}");
    let map = [
        ("name".to_owned(), "foo".to_owned()),
        ("price".to_owned(), "Bar".to_owned()),
    ];
    let columns = Columns::understand(&header("Foo,Bar"), Format::Auto, &map).unwrap();
    assert_eq!(columns.fields, [Some(Field::Name), Some(Field::Price)]);
    let error = fails("Foo,Bar", &[("nme", "Foo")]);
    assert!(error.contains("knows no field \"nme\""), "{error}");
    let error = fails("Foo,Bar", &[("name", "Baz")]);
    assert!(error.contains("the column \"Baz\""), "{error}");
    let long = vec!["x".repeat(500); 1].join("") + &",y".repeat(500);
    assert!(fails(&long, &[]).len() < 600);
}

#[test]
fn a_list_of_changes_needs_no_names() {
    assert!(Columns::understand(&header("sku,price,stock"), Format::Auto, &[]).is_ok());
    assert!(Columns::understand(&header("sku,stock"), Format::Auto, &[]).is_ok());
    assert!(fails("id,price", &[]).contains("name"));
    assert!(fails("sku,colour", &[]).contains("name"));
}

#[test]
fn twins_that_matter_are_refused() {
    assert!(fails("name,price,Price", &[]).contains("two columns are called \"Price\""));
    assert!(Columns::understand(&header("name,price,note,note"), Format::Auto, &[]).is_ok());
}

#[test]
fn the_heading_of_the_prices_may_name_a_currency() {
    let code = |text: &str| understand(text).currency.map(Currency::code);
    assert_eq!(code("name,Price (USD)"), Some("USD"));
    assert_eq!(code("name,price"), None);
}
