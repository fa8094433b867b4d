//! The words that people head their own tables with.

use super::{field::Field, weight::Unit};

/// Headings of tables that no known program writes, compact, most telling first. Each field takes one
/// column, and fields are served in this order.
#[rustfmt::skip] // A table to be read.
pub const WORDS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "name", "productname", "title", "producttitle", "itemname", "itemtitle",
            "articlename", "productnameen", "designation", "bezeichnung", "artikelbezeichnung",
            "produktname", "artikelname", "artikel", "produkt", "nom", "nomduproduit", "libelle",
            "nombre", "nome", "naam", "urunadi", "urunadı", "nazwa", "namn", "product", "produit",
            "producto", "prodotto", "item", "article",
        ],
    ),
    (
        Field::SalePrice,
        &[
            "saleprice", "specialprice", "discountprice", "discountedprice", "offerprice",
            "promoprice", "promotionalprice", "angebotspreis", "aktionspreis", "sonderpreis",
            "prixpromo", "prixsolde", "preciooferta",
        ],
    ),
    (
        Field::Price,
        &[
            "price", "unitprice", "sellingprice", "retailprice", "currentprice", "finalprice",
            "regularprice", "listprice", "listingprice", "marketprice", "actualprice",
            "standardprice", "baseprice", "grossprice", "pricegross", "itemprice", "productprice",
            "preis", "verkaufspreis", "vkpreis", "vk", "bruttopreis", "endpreis", "einzelpreis",
            "regularerpreis", "prix", "prixunitaire", "prixvente", "prixdevente", "prixttc",
            "precio", "pvp", "prezzo", "preco", "prijs", "pris", "cena", "fiyat", "msrp", "mrp",
            "rrp",
        ],
    ),
    (
        Field::OriginalPrice,
        &[
            "originalprice", "compareatprice", "compareprice", "oldprice", "wasprice",
            "previousprice", "strikeprice", "listprice", "marketprice", "actualprice",
            "regularprice", "msrp", "mrp", "rrp", "uvp", "streichpreis", "alterpreis",
            "prixbarre",
        ],
    ),
    (
        Field::Sku,
        &[
            "sku", "productsku", "variantsku", "itemsku", "sellersku", "stockkeepingunit",
            "productcode", "itemcode", "articlecode", "stockcode", "itemnumber", "itemno",
            "articlenumber", "articleno", "productnumber", "productno", "partnumber", "partno",
            "artikelnummer", "artikelnr", "artnr", "artikelcode", "bestellnummer", "modelnumber",
            "code", "codice", "codigo", "reference", "referencia", "riferimento", "ref",
            "stylecode", "styleid", "asin", "ean", "gtin", "upc", "isbn", "barcode", "uniqid",
            "uniqueid", "pid", "productid", "itemid", "articleid", "productkey", "id",
        ],
    ),
    (
        Field::Brand,
        &[
            "brand", "brandname", "brands", "productbrand", "manufacturer", "manufacturername",
            "maker", "vendor", "vendorname", "producer", "marke", "hersteller", "marque",
            "fabricant", "fabricante", "marca", "merk", "marka", "producent", "make",
        ],
    ),
    (
        Field::Category,
        &[
            "category", "categoryname", "categories", "categorypath", "categorytree",
            "productcategory", "productcategorytree", "productcategories", "maincategory",
            "primarycategory", "category1", "categorylevel1", "itemcategory", "producttype",
            "googleproductcategory", "department", "kategorie", "kategorien", "produktkategorie",
            "warengruppe", "rubrik", "categorie", "categoria", "rayon", "kategori", "kategoria",
            "breadcrumbs", "breadcrumb",
        ],
    ),
    (
        Field::Subcategory,
        &[
            "subcategory", "subcategoryname", "productsubcategory", "subcategories", "category2",
            "categorylevel2", "unterkategorie", "souscategorie", "subcategoria", "sottocategoria",
        ],
    ),
    (
        Field::Stock,
        &[
            "stock", "stockquantity", "quantity", "qty", "inventory", "inventoryqty",
            "inventoryquantity", "stockqty", "stocklevel", "onhand", "quantityonhand",
            "quantityavailable", "availablequantity", "availablestock", "numberavailableinstock",
            "unitsinstock", "instockquantity", "bestand", "lagerbestand", "lagermenge", "lager",
            "menge", "anzahl", "quantite", "stockdisponible", "existencias", "cantidad",
            "giacenza", "quantita", "disponibilita", "estoque", "quantidade", "voorraad", "antal",
            "ilosc", "stan", "stok", "stokadedi",
        ],
    ),
    (
        Field::InStock,
        &[
            "instock", "isinstock", "availability", "available", "isavailable", "stockstatus",
            "verfugbar", "verfugbarkeit", "disponible", "disponibilite", "vorratig",
        ],
    ),
    (
        Field::ShortDescription,
        &[
            "shortdescription", "summary", "subtitle", "excerpt", "teaser", "tagline",
            "kurzbeschreibung", "kurztext", "descriptioncourte", "resume", "descripcioncorta",
        ],
    ),
    (
        Field::Description,
        &[
            "description", "longdescription", "fulldescription", "productdescription",
            "itemdescription", "aboutproduct", "about", "body", "bodyhtml", "details",
            "productdetails", "overview", "beschreibung", "langtext", "langbeschreibung",
            "artikelbeschreibung", "descripcion", "descrizione", "descricao", "omschrijving",
            "beskrivning", "opis", "aciklama", "acıklama",
        ],
    ),
    (
        Field::Images,
        &[
            "image", "imageurl", "images", "imageurls", "imagesrc", "imagelink", "imagelinks",
            "imgurl", "imglink", "img", "mainimage", "mainimageurl", "baseimage", "primaryimage",
            "featuredimage", "productimage", "productimageurl", "picture", "pictures",
            "pictureurl", "photo", "photos", "photourl", "foto", "fotos", "bild", "bilder",
            "bildurl", "imagen", "imagenes", "immagine", "immagini", "imagem", "afbeelding",
            "gorsel", "resim", "thumbnail", "thumbnailurl", "thumb",
        ],
    ),
    (
        Field::Weight(Some(Unit::Gram)),
        &[
            "weightgrams", "weightg", "grams", "weightingrams", "gewichtg", "gewichtingramm",
        ],
    ),
    (
        Field::Weight(Some(Unit::Kilogram)),
        &[
            "weightkg", "weightinkg", "kilograms", "gewichtkg", "gewichtinkg", "poidskg",
        ],
    ),
    (
        Field::Weight(Some(Unit::Pound)),
        &["weightlb", "weightlbs", "pounds"],
    ),
    (Field::Weight(Some(Unit::Ounce)), &["weightoz", "ounces"]),
    (
        Field::Weight(None),
        &[
            "weight", "productweight", "itemweight", "shippingweight", "gewicht", "poids", "peso",
        ],
    ),
    (
        Field::WeightUnit,
        &[
            "weightunit", "weightunitmeasure", "weightunitofmeasure", "weightuom", "weightunits",
            "gewichtseinheit",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags", "tag", "keywords", "labels", "schlagworte", "schlagworter", "stichworte",
            "motscles", "etiquetas",
        ],
    ),
    (
        Field::Condition,
        &[
            "condition", "itemcondition", "productcondition", "zustand", "etat",
        ],
    ),
    (
        Field::Model,
        &[
            "model", "modelname", "modell", "modele", "modelo", "mpn", "modelnumber", "modelno",
        ],
    ),
    (Field::Slug, &["slug", "handle", "urlkey", "urlhandle"]),
    (
        Field::IsActive,
        &[
            "isactive", "active", "ispublished", "enabled", "isvisible", "isenabled", "aktiv",
            "actif", "activo",
        ],
    ),
    (
        Field::IsHidden,
        &[
            "discontinued", "isdiscontinued", "hidden", "disabled", "archived",
        ],
    ),
    (Field::IsFeatured, &["isfeatured", "featured"]),
    (
        Field::IsDigital,
        &["isdigital", "digital", "downloadable", "virtual"],
    ),
    (
        Field::Currency,
        &[
            "currency", "currencycode", "pricecurrency", "wahrung", "devise", "moneda", "valuta",
        ],
    ),
];

/// Headings of numbers that count rows rather than name products: alone they tell no two catalogues
/// apart.
pub const ROW_NUMBERS: &[&str] = &[
    "id",
    "productid",
    "itemid",
    "articleid",
    "productkey",
    "pid",
];

/// Fields that a column can fill whose heading has more words than are needed.
pub const LOOSE: &[Field] = &[
    Field::Name,
    Field::Price,
    Field::Brand,
    Field::Category,
    Field::Subcategory,
    Field::Stock,
    Field::Description,
    Field::Images,
];
