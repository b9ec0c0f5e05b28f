//! The client against a `fetch` of the test's own: what it sends, how often, and what it makes of the answers.

use std::ops::ControlFlow;

use js_sys::{Array, Function, Reflect};
use rollcall_wire::auth::Session;
use rollcall_wire::batches::BatchEvent;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{AbortController, FormData};

use super::request::Call;
use super::{Failure, events, token};

wasm_bindgen_test_configure!(run_in_browser);

/// Answers calls by a script: `n` is the number of the call from 0, `path` and `init` are what was asked for.
/// Every call is kept as `method path token key`.
fn serve(answer: &str) {
    let script = format!(
        "const calls = []; window.testCalls = calls; \
         window.fetch = async (path, init) => {{ \
            const n = calls.length; \
            const header = name => init.headers.get(name) ?? '-'; \
            calls.push([init.method, path, header('Authorization'), header('Idempotency-Key')].join(' ')); \
            if (init.signal?.aborted) throw new DOMException('', 'AbortError'); \
            const json = (status, value) => new Response(JSON.stringify(value), {{ status }}); \
            {answer} }};"
    );
    Function::new_no_args(&script).call0(&JsValue::NULL).unwrap_or_else(|error| panic!("{error:?}"));
}

fn calls() -> Vec<String> {
    let window = web_sys::window().unwrap_or_else(|| panic!("no window"));
    let calls = Reflect::get(&window, &"testCalls".into()).map(|calls| Array::from(&calls)).unwrap_or_default();
    calls.iter().filter_map(|call| call.as_string()).collect()
}

fn signed_in(access_token: &str) {
    let session = session(access_token);
    token::keep(serde_json::from_value::<Session>(session).unwrap_or_else(|error| panic!("{error}")));
}

fn session(access_token: &str) -> Value {
    let me = crate::session::tests::me(&[], &[]);
    json!({ "access_token": access_token, "token_type": "Bearer", "expires_in": 900, "user": serde_json::to_value(me).unwrap_or_default() })
}

#[wasm_bindgen_test]
async fn a_call_that_reads_is_sent_again_until_the_connection_is_back() {
    signed_in("a");
    serve("if (n === 0) throw new TypeError('gone'); if (n === 1) return json(503, {}); return json(200, {n});");
    let answer: Result<Value, Failure> = Call::get("/users").fetch().await;
    assert_eq!(answer, Ok(json!({ "n": 2 })));
    assert_eq!(calls().len(), 3);
}

#[wasm_bindgen_test]
async fn a_server_that_stays_away_is_a_failure_and_not_an_endless_wait() {
    signed_in("a");
    serve("throw new TypeError('gone');");
    let answer: Result<Value, Failure> = Call::get("/users").fetch().await;
    assert_eq!(answer, Err(Failure::Unreachable));
    assert_eq!(calls().len(), 3);
}

#[wasm_bindgen_test]
async fn a_call_that_does_something_is_repeated_under_the_same_key() {
    signed_in("a");
    serve("if (n === 0) throw new TypeError('gone'); return json(200, {});");
    let answer: Result<Value, Failure> = Call::post("/users/1/suspend").json(&json!({})).fetch().await;
    assert_eq!(answer, Ok(json!({})));
    let calls = calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0], calls[1], "the server sees that it is the same call");
    assert!(calls[0].contains(" console-"), "{}", calls[0]);
}

#[wasm_bindgen_test]
async fn a_file_is_not_sent_twice_and_a_refusal_is_not_repeated() {
    signed_in("a");
    serve("throw new TypeError('gone');");
    let form = FormData::new().unwrap_or_else(|error| panic!("{error:?}"));
    let answer: Result<Value, Failure> = Call::post("/batches/file").form(form).fetch().await;
    assert_eq!((answer, calls().len()), (Err(Failure::Unreachable), 1));
    serve("return json(409, {type: '/x', title: 'T', status: 409, detail: 'D', code: 'stale'});");
    let answer: Result<Value, Failure> = Call::get("/users").fetch().await;
    assert_eq!(answer.err().and_then(|failure| failure.code().map(str::to_owned)).as_deref(), Some("stale"));
    assert_eq!(calls().len(), 1);
}

#[wasm_bindgen_test]
async fn calls_whose_token_has_run_out_share_one_renewal() {
    signed_in("old");
    serve(&format!(
        "if (path.endsWith('/auth/refresh')) return json(200, {}); \
         return init.headers.get('Authorization') === 'Bearer new' ? json(200, {{path}}) : json(401, {{}});",
        session("new")
    ));
    let (first, second) =
        futures_util::future::join(Call::get("/users").fetch::<Value>(), Call::get("/batches").fetch::<Value>()).await;
    assert_eq!(first, Ok(json!({ "path": "/api/v1/users" })));
    assert_eq!(second, Ok(json!({ "path": "/api/v1/batches" })));
    let renewals = calls().iter().filter(|call| call.contains("/auth/refresh")).count();
    assert_eq!(renewals, 1, "{:?}", calls());
}

#[wasm_bindgen_test]
async fn a_session_that_is_over_ends_and_is_told() {
    signed_in("old");
    let told = std::rc::Rc::new(std::cell::Cell::new(false));
    token::on_end({
        let told = told.clone();
        yew::Callback::from(move |()| told.set(true))
    });
    serve("return json(401, {type: '/x', title: 'T', status: 401, detail: 'D', code: 'unauthenticated'});");
    let answer: Result<Value, Failure> = Call::get("/users").fetch().await;
    assert_eq!(answer.err().and_then(|failure| failure.status()), Some(401));
    assert!(told.get());
    assert_eq!(token::current(), None);
}

#[wasm_bindgen_test]
async fn a_call_that_is_let_go_of_is_cancelled_and_not_a_failure_of_the_connection() {
    signed_in("a");
    serve("return json(200, {});");
    let controller = AbortController::new().unwrap_or_else(|error| panic!("{error:?}"));
    controller.abort();
    let answer: Result<Value, Failure> = Call::get("/users").signal(Some(&controller.signal())).fetch().await;
    assert_eq!(answer, Err(Failure::Cancelled));
    assert_eq!(calls().len(), 1, "nobody waits for it any more");
}

#[wasm_bindgen_test]
async fn events_arrive_one_by_one_however_the_stream_is_cut() {
    signed_in("a");
    serve(
        r#"const event = done => `event: progress\ndata: ${JSON.stringify({id: '1', state: 'applying', progress: {done, total: 3}, counts: {}})}\n\n`;
           const bytes = new TextEncoder().encode(event(1) + ': still here\n\n' + event(2) + event(3));
           return new Response(new ReadableStream({ start(stream) {
               for (let at = 0; at < bytes.length; at += 7) stream.enqueue(bytes.slice(at, at + 7));
               stream.close();
           } }));"#,
    );
    let controller = AbortController::new().unwrap_or_else(|error| panic!("{error:?}"));
    let mut seen = Vec::new();
    let ended = events::follow("1", &controller.signal(), |event: BatchEvent| {
        seen.push(event.progress.done);
        if event.progress.done == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .await;
    assert_eq!((ended, seen), (Ok(()), vec![1, 2]), "after the second there was enough");
}
