//! Whether the server lives, and whether it is ready: no sign-in for either.

use actix_web::{HttpResponse, web};

use crate::state::AppState;

pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/healthz", web::get().to(alive)).route("/readyz", web::get().to(ready));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

/// Ready once the database answers and its schema is the one that this binary knows.
async fn ready(state: web::Data<AppState>) -> HttpResponse {
    let db = state.db.clone();
    let migrated = web::block(move || db.is_migrated()).await;
    let answer = |ready: bool, database: &str, migrations: &str| {
        serde_json::json!({ "status": if ready { "ready" } else { "not_ready" }, "database": database, "migrations": migrations })
    };
    match migrated {
        Ok(Ok(true)) => HttpResponse::Ok().json(answer(true, "ok", "ok")),
        Ok(Ok(false)) => HttpResponse::ServiceUnavailable().json(answer(false, "ok", "pending")),
        _ => HttpResponse::ServiceUnavailable().json(answer(false, "unreachable", "unknown")),
    }
}
