use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};
use rollcall_domain::{Error, Noun};

use crate::extract::{May, permissions};
use crate::problem::Failure;

/// The example files, by the kind of file.
const TEMPLATES: [(&str, &str); 4] = [
    (
        "suspension.csv",
        "username,suspended,auth,reason,until\r\nanna.bauer,1,,left on 28 February,\r\nbilal.khan,1,,parental leave,2027-03-01\r\nchen.wei,0,,,\r\n",
    ),
    ("rename.csv", "oldusername,username\r\nanna.bauer,anna.gruber\r\nb1234567,bilal.khan\r\n"),
    (
        "upsert.csv",
        "username,firstname,lastname,email,idnumber,department,city,country,lang\r\nanna.gruber,Anna,Gruber,anna.gruber@example.org,00042,Nursing,Graz,AT,de\r\nchen.wei,Wei,Chen,wei.chen@example.org,00043,Sales,Wien,AT,en\r\n",
    ),
    ("delete.csv", "username\r\nanna.bauer\r\nbilal.khan\r\n"),
];

/// An example file
///
/// Needs `batches.view`.
#[utoipa::path(
    tag = "Batches",
    params(("name" = String, Path, description = "`suspension.csv`, `rename.csv`, `upsert.csv` or `delete.csv`")),
    responses(
        (status = 200, description = "The file", body = String, content_type = "text/csv", example = "username,suspended\nanna.bauer,1\n"),
        (status = 404, description = "No such template")
    )
)]
#[get("/batch-templates/{name}")]
pub async fn template(_: May<permissions::BatchesView>, name: web::Path<String>) -> Result<HttpResponse, Failure> {
    let found = TEMPLATES.iter().find(|(known, _)| *known == name.as_str());
    let (name, text) = found.ok_or(Error::NotFound(Noun::Template))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(*text))
}
