//! Files that are no tables of products: refused with a sentence that says what to do.

use std::fs;

use crate::support::{Folder, run_with_input};

fn refused(folder: &Folder, bytes: &[u8]) -> crate::support::Ran {
    run_with_input(Some(folder.path()), ["import", "-"], &[], bytes)
}

#[test]
fn what_is_no_csv_is_named() {
    let folder = Folder::new();
    for (bytes, words) in [
        (&b""[..], "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (
            b"PK\x03\x04\x14\0\x06\0[Content_Types].xml",
            "save it as CSV",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "save it as CSV"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x1f\x8b\x08\0\0", "unpack it"),
        (b"[{\"name\":\"Mug\",\"price\":1}]", "JSON"),
        (b"<!DOCTYPE html><table>", "HTML"),
        (b"name,price\nMug\0,1.00\n", "no text"),
    ] {
        refused(&folder, bytes)
            .expect_code(1)
            .expect_complaint(&[words]);
    }
    let endless = [b"name,price\n\"".to_vec(), vec![b'x'; 9 << 20]].concat();
    refused(&folder, &endless)
        .expect_code(1)
        .expect_complaint(&["line 2", "8 MiB", "quote"]);
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = Folder::new();
    let missing = folder.file("missing.csv");
    let ran = folder.command(["import", missing.to_str().unwrap()]);
    ran.expect_code(1)
        .expect_complaint(&["missing.csv cannot be read", "No such file"]);
    let ran = folder.command(["import", folder.path().to_str().unwrap()]);
    ran.expect_code(1).expect_complaint(&["is a folder"]);
    assert!(!folder.file("shop.db").exists(), "nothing is made");
    folder.command(["import"]).expect_code(2);
    folder
        .command(["import", "x.csv", "--format", "excel"])
        .expect_code(2);
}

#[test]
fn a_header_without_rows_changes_nothing() {
    let folder = Folder::new();
    let ran = refused(&folder, b"name,price\n").expect_code(0);
    assert!(ran.stdout.contains("no rows"), "{}", ran.stdout);
}

#[test]
fn progress_and_logs_stay_out_of_the_report() {
    let folder = Folder::new();
    let file = folder.file("mugs.csv");
    fs::write(&file, "name,price\nMug,1.00\n").unwrap();
    let ran = folder.command(["import", file.to_str().unwrap(), "--json"]);
    let report = ran.json();
    assert_eq!(report["created"], 1);
}
