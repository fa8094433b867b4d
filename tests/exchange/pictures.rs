//! Pictures beside a file: from a folder and from a ZIP file, never from the web.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    form::{BOUNDARY, PATH, send},
    support::TestShop,
};

const SHEET: &str = "sku,name,price,image\n\
    M-1,Mug,4.50,https://nowhere.invalid/photos/MUG.jpg?width=800\n\
    J-1,Jug,5.00,jug.png\n\
    P-1,Pot,6.00,https://nowhere.invalid/pot.jpg\n\
    B-1,Bowl,7.00,broken.jpg\n";

fn picture(width: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(width, 30, |x, y| Rgb([x as u8, y as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn product(shop: &TestShop, name: &str) -> Value {
    shop.get(&format!("/api/products/{name}"))
        .expect_status(200)
        .json()
}

/// The import's form with a ZIP file before its table.
fn form(pictures: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"p.zip\"\r\n\
         Content-Type: application/zip\r\n\r\n"
    );
    let rest = crate::form::form(SHEET.as_bytes(), fields);
    [head.as_bytes(), pictures, b"\r\n", &rest].concat()
}

#[track_caller]
fn has_its_pictures(shop: &TestShop) {
    let mug = product(shop, "mug");
    assert_eq!(mug["images"][0]["width"], 40, "{mug}");
    assert_eq!(mug["image_url"], mug["images"][0]["url"]);
    shop.get(mug["image_url"].as_str().unwrap())
        .expect_status(200);
    assert_eq!(product(shop, "jug")["images"][0]["width"], 50);
    // What is not beside the file stays where it is, and is not fetched.
    assert_eq!(
        product(shop, "pot")["image_url"],
        "https://nowhere.invalid/pot.jpg"
    );
    assert_eq!(product(shop, "bowl")["images"], json!([]));
}

#[test]
fn a_folder_beside_the_file() {
    let shop = TestShop::start();
    let folder = shop.folder().path().parent().unwrap().to_owned();
    let folder = tempfile::tempdir_in(folder).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("mug.JPG", &picture(40, ImageFormat::Jpeg));
    put("jug.png", &picture(50, ImageFormat::Png));
    put("broken.jpg", b"\xff\xd8\xff\xe0");
    put("unnamed.png", &picture(60, ImageFormat::Png));
    put("sheet.csv", SHEET.as_bytes());
    let sheet = folder.path().join("sheet.csv");
    let run = |more: &[&str]| {
        let mut args = vec!["import", sheet.to_str().unwrap(), "--json"];
        args.extend(["--pictures", folder.path().to_str().unwrap()]);
        args.extend(more);
        shop.command(args).json()
    };
    let media = shop.folder().file("media");
    let dry = run(&["--dry-run"]);
    assert_eq!(dry["created"], 4);
    assert!(!media.exists());
    let report = run(&[]);
    assert_eq!(report["created"], 4);
    let warnings = report["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{report}");
    assert!(
        warnings[0]["reason"].as_str().unwrap().contains("broken"),
        "{report}"
    );
    assert_eq!(dry["warnings"], report["warnings"]);
    has_its_pictures(&shop);
    // Only what the file names was made: three files a picture.
    assert_eq!(files(&media), 6);
    assert_eq!(run(&[])["unchanged"], 4);
    shop.command(["check"]).expect_code(0);
    let nowhere = shop.command(["import", sheet.to_str().unwrap(), "--pictures", "/nowhere"]);
    let nowhere = nowhere.expect_code(1);
    nowhere.expect_complaint(&["/nowhere cannot be read", "No such file"]);
}

fn files(media: &Path) -> usize {
    let shelves = fs::read_dir(media)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let shelves = shelves.filter(|path| path.is_dir());
    shelves
        .map(|shelf| fs::read_dir(shelf).unwrap().count())
        .sum()
}

#[test]
fn a_zip_file_over_http() {
    let shop = TestShop::start();
    let mug = picture(40, ImageFormat::Jpeg);
    let jug = picture(50, ImageFormat::Png);
    let zip = archive(&[
        ("photos/mug.jpg", &mug),
        ("../../../../../jug.png", &jug),
        ("broken.jpg", b"nothing"),
    ]);
    let dry = send(&shop.admin(), PATH, form(&zip, &[("dry_run", "true")]));
    assert_eq!(dry.expect_status(200).json()["created"], 4);
    let report = send(&shop.admin(), PATH, form(&zip, &[]))
        .expect_status(200)
        .json();
    assert_eq!(report["created"], 4);
    assert_eq!(report["warning_count"], 1, "{report}");
    has_its_pictures(&shop);
    // A name that climbs is a name and no path.
    assert!(
        !shop
            .folder()
            .path()
            .parent()
            .unwrap()
            .join("jug.png")
            .exists()
    );
    let no_zip = send(&shop.admin(), PATH, form(b"no zip", &[]));
    no_zip.expect_problem(400, "invalid-file");
}

#[test]
fn a_bomb_beside_the_file_does_not_go_off() {
    let shop = TestShop::start();
    // A hundred megabytes of nothing, packed into a hundred kilobytes.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("mug.jpg", SimpleFileOptions::default())
        .unwrap();
    let nothing = vec![0; 1 << 20];
    for _ in 0..100 {
        zip.write_all(&nothing).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    let report = send(&shop.admin(), PATH, form(&zip, &[]))
        .expect_status(200)
        .json();
    let text = report["warnings"].to_string();
    assert!(text.contains("8 MiB"), "{text}");
    assert_eq!(product(&shop, "mug")["images"], json!([]));
}
