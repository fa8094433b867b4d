//! The import's form, as clients send it.

use crate::support::{Client, Reply};

/// The import's path.
pub const PATH: &str = "/api/admin/import/products";
/// What sets the fields of the form apart.
pub const BOUNDARY: &str = "boundary-of-the-form";

/// A form with a file and other fields.
pub fn form(file: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend(value.as_bytes());
        body.extend(b"\r\n");
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"products.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

/// Sends a form.
pub fn send(caller: &Client, path: &str, body: Vec<u8>) -> Reply {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    caller.send("POST", path, Some((&kind, body)))
}

/// Sends a file and nothing else.
pub fn post(caller: &Client, query: &str, file: impl AsRef<[u8]>) -> Reply {
    send(caller, &format!("{PATH}{query}"), form(file.as_ref(), &[]))
}
