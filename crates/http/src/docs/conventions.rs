//! What calls of a kind have in common, added to the document in one place. What a call takes says how it can be refused:
//! one that needs a sign-in answers 401 and 403, one with a body 400, 408, 413, 415 and 422, and so on. A handler describes
//! an answer itself only where it has more to say.

use std::collections::BTreeMap;

use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::schema::Object;
use utoipa::openapi::{
    Components, ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, Required, Response, Schema, SchemaFormat, Type,
};

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// An answer that many calls can give: status, name, and when.
type Common = (&'static str, &'static str, &'static str);

const MALFORMED: Common =
    ("400", "Malformed", "The request cannot be read: its address, a parameter, a header or the body's JSON");
const UNAUTHENTICATED: Common = ("401", "Unauthenticated", "No token, or one that has ended");
const FORBIDDEN: Common = ("403", "Forbidden", "The caller lacks a capability, or has to choose a new password first");
const NOT_FOUND: Common = ("404", "NotFound", "What the path names is not there, or not for the caller to know of");
const TOO_SLOW: Common = ("408", "TooSlow", "The body came too slowly and was given up");
const IN_PROGRESS: Common =
    ("409", "InProgress", "A request with the same `Idempotency-Key` is still being carried out");
const CHANGED: Common = ("412", "Changed", "Changed since the version in `If-Match`");
const TOO_LARGE: Common = ("413", "TooLarge", "The body is too large");
const UNSUPPORTED: Common = ("415", "UnsupportedMediaType", "The body is of another media type than described");
const INVALID: Common = ("422", "Invalid", "A value is not valid; `errors` says which and what is expected");
const TOO_MANY: Common = ("429", "TooManyRequests", "Too many requests; `Retry-After` says when to try again");
const INTERNAL: Common = ("500", "Internal", "The server could not do it; the log has the reason by `request_id`");

const ALL: [Common; 12] = [
    MALFORMED,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    TOO_SLOW,
    IN_PROGRESS,
    CHANGED,
    TOO_LARGE,
    UNSUPPORTED,
    INVALID,
    TOO_MANY,
    INTERNAL,
];

/// Adds to each call what follows from its kind.
pub fn complete(document: &mut OpenApi) {
    let mut components = document.components.take().unwrap_or_default();
    for common in ALL {
        components.responses.insert(common.1.to_owned(), response(common).into());
    }
    for item in document.paths.paths.values_mut() {
        if let Some(operation) = &mut item.patch {
            take_merge_patches(operation);
        }
        for operation in operations(item) {
            leave_out_optional_body(operation, &components);
            describe_narrowed_items(operation, &mut components);
            describe_refusals(operation);
            describe_ids(operation);
        }
    }
    document.components = Some(components);
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch].into_iter().flatten()
}

fn response((status, _, when): Common) -> Response {
    let mut response = Response::new(when);
    fill(&mut response);
    let header = match status {
        "401" => Some(("WWW-Authenticate", Type::String, "`Bearer`")),
        "429" => Some(("Retry-After", Type::Integer, "Seconds")),
        _ => None,
    };
    if let Some((name, kind, description)) = header {
        let schema = Schema::Object(Object::with_type(kind));
        let header = HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build();
        response.headers.insert(name.to_owned(), header.into());
    }
    response
}

/// Whatever fails is told as a problem.
fn fill(response: &mut Response) {
    if response.content.is_empty() {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        response.content.insert(PROBLEM.to_owned(), problem.into());
    }
}

fn describe_refusals(operation: &mut Operation) {
    let needs_sign_in = operation.security.is_none();
    let takes = |place: &ParameterIn, name: Option<&str>| {
        parameters(operation).any(|parameter| {
            parameter.parameter_in == *place && name.is_none_or(|name| name.eq_ignore_ascii_case(&parameter.name))
        })
    };
    let mut common = vec![MALFORMED, TOO_MANY, INTERNAL];
    if needs_sign_in {
        common.extend([UNAUTHENTICATED, FORBIDDEN]);
    }
    if takes(&ParameterIn::Path, None) {
        common.push(NOT_FOUND);
    }
    if takes(&ParameterIn::Header, Some("If-Match")) {
        common.push(CHANGED);
    }
    if takes(&ParameterIn::Header, Some("Idempotency-Key")) {
        common.extend([IN_PROGRESS, INVALID]);
    }
    if operation.request_body.is_some() {
        common.extend([TOO_SLOW, TOO_LARGE, UNSUPPORTED, INVALID]);
    }
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        if let RefOr::T(response) = response
            && status.as_str() >= "400"
        {
            fill(response);
        }
    }
    for (status, name, _) in common {
        responses.entry(status.to_owned()).or_insert_with(|| Ref::from_response_name(name).into());
    }
}

/// An id in a path is a UUID.
fn describe_ids(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.parameter_in == ParameterIn::Path
            && parameter.name.ends_with("id")
            && let Some(RefOr::T(Schema::Object(schema))) = &mut parameter.schema
        {
            schema.format = Some(SchemaFormat::Custom("uuid".to_owned()));
        }
    }
}

fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    })
}

fn body(operation: &mut Operation) -> Option<&mut RequestBody> {
    match &mut operation.request_body {
        Some(RefOr::T(body)) => Some(body),
        _ => None,
    }
}

fn take_merge_patches(operation: &mut Operation) {
    if let Some(body) = body(operation)
        && let Some(json) = body.content.get(JSON).cloned()
    {
        body.content.insert("application/merge-patch+json".to_owned(), json);
    }
}

/// A body without a member that has to be there may be left out.
fn leave_out_optional_body(operation: &mut Operation, components: &Components) {
    let Some(body) = body(operation) else { return };
    let Some(RefOr::T(content)) = body.content.get(JSON) else { return };
    let may_be_empty = content.schema.as_ref().is_some_and(|schema| may_be_empty(schema, components));
    body.required = Some(if may_be_empty { Required::False } else { Required::True });
}

/// Whether an object without members fits a schema.
fn may_be_empty(schema: &RefOr<Schema>, components: &Components) -> bool {
    if let Some(name) = schema_name(schema) {
        return components.schemas.get(name).is_some_and(|schema| may_be_empty(schema, components));
    }
    match schema {
        RefOr::T(Schema::Object(object)) => object.required.is_empty(),
        RefOr::T(Schema::OneOf(choice)) => choice.items.iter().any(|item| may_be_empty(item, components)),
        RefOr::T(Schema::AnyOf(choice)) => choice.items.iter().any(|item| may_be_empty(item, components)),
        _ => false,
    }
}

fn schema_name(schema: &RefOr<Schema>) -> Option<&str> {
    match schema {
        RefOr::Ref(reference) => reference.ref_location.strip_prefix("#/components/schemas/"),
        RefOr::T(_) => None,
    }
}

/// A list that takes `fields` answers with items that have only some of their members: a page of its own kind.
fn describe_narrowed_items(operation: &mut Operation, components: &mut Components) {
    if !parameters(operation).any(|parameter| parameter.name == "fields") {
        return;
    }
    let Some(RefOr::T(found)) = operation.responses.responses.get_mut("200") else { return };
    let Some(RefOr::T(content)) = found.content.get_mut(JSON) else { return };
    let Some(page) = content.schema.as_ref().and_then(schema_name).map(str::to_owned) else { return };
    let Some(narrowed) = narrowed_page(&page, &mut components.schemas) else { return };
    let either = [page, narrowed].map(|name| Ref::from_schema_name(name).into());
    let mut choice = utoipa::openapi::schema::AnyOf::new();
    choice.items.extend(either);
    choice.description = Some("With `fields`, items have only the members asked for.".to_owned());
    content.schema = Some(Schema::AnyOf(choice).into());
}

/// The page of a list whose items have only some of their members, made from the page with whole items; its name.
fn narrowed_page(page: &str, schemas: &mut BTreeMap<String, RefOr<Schema>>) -> Option<String> {
    let item = page.strip_prefix("Page_")?;
    let (narrowed_item, narrowed_page) = (format!("{item}Fields"), format!("{page}Fields"));
    let RefOr::T(Schema::Object(mut whole_page)) = schemas.get(page)?.clone() else { return None };
    let RefOr::T(Schema::Object(mut whole_item)) = schemas.get(item)?.clone() else { return None };
    whole_item.required = vec!["id".to_owned()];
    whole_item.description = Some(format!("The members of `{item}` that `fields` asks for."));
    (whole_item.example, whole_page.example) = (None, None);
    let RefOr::T(Schema::Array(items)) = whole_page.properties.get_mut("items")? else { return None };
    items.items = RefOr::from(Ref::from_schema_name(narrowed_item.clone())).into();
    schemas.insert(narrowed_item, Schema::Object(whole_item).into());
    schemas.insert(narrowed_page.clone(), Schema::Object(whole_page).into());
    Some(narrowed_page)
}
