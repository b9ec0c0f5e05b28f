//! The API document shows what every body looks like, and its examples fit what it says of them.

use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(rollcall_http::openapi()).expect("the document is JSON")
}

/// A schema, or the one that it refers to.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).expect("the schema is there"),
        None => schema,
    }
}

/// The bodies that the document describes: where, as which media type, and how.
fn bodies(document: &Value) -> Vec<(String, String, &Value)> {
    let mut bodies = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let answers = operation["responses"].as_object().into_iter().flatten();
            let asked = [("body".to_owned(), &operation["requestBody"])];
            for (what, body) in answers.map(|(status, answer)| (status.clone(), answer)).chain(asked) {
                for (media_type, content) in body["content"].as_object().into_iter().flatten() {
                    bodies.push((format!("{method} {path} {what}"), media_type.clone(), content));
                }
            }
        }
    }
    bodies
}

/// The example of a body: its own, its schema's, or for a list those of its items.
fn example(document: &Value, content: &Value) -> Option<Value> {
    let schema = resolved(document, &content["schema"]);
    if let Some(example) = [&content["example"], &schema["example"]].into_iter().find(|example| !example.is_null()) {
        return Some(example.clone());
    }
    let items = schema.pointer("/properties/items/items").or_else(|| schema.get("items"))?;
    let item = resolved(document, items)["example"].clone();
    (!item.is_null()).then(|| Value::Array(vec![item]))
}

/// What is wrong about a value, by its place; nothing where it fits the schema.
fn faults(document: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let schema = resolved(document, schema);
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let of_each: Vec<Vec<String>> =
                choices.iter().map(|choice| faults(document, choice, value, place)).collect();
            return of_each.into_iter().min_by_key(Vec::len).unwrap_or_default();
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = kinds.is_empty() || kinds.contains(&kind) || (kind == "integer" && kinds.contains(&"number"));
    let mut found = if fits { Vec::new() } else { vec![format!("{place} is no {kinds:?}")] };
    for item in value.as_array().into_iter().flatten() {
        found.extend(faults(document, &schema["items"], item, &format!("{place}[]")));
    }
    let parts: Vec<&Value> = match schema["allOf"].as_array() {
        Some(parts) => parts.iter().map(|part| resolved(document, part)).collect(),
        None => vec![schema],
    };
    for name in parts.iter().flat_map(|part| part["required"].as_array().into_iter().flatten()) {
        let name = name.as_str().expect("a name");
        if value.get(name).is_none() {
            found.push(format!("{place} has no {name}"));
        }
    }
    let knows = |name: &str| parts.iter().find_map(|part| part["properties"].get(name));
    let is_closed = parts.iter().any(|part| part.get("properties").is_some());
    for (name, member) in value.as_object().into_iter().flatten() {
        match knows(name) {
            Some(schema) => found.extend(faults(document, schema, member, &format!("{place}.{name}"))),
            None if is_closed => found.push(format!("{place} knows no {name}")),
            None => {}
        }
    }
    found
}

#[test]
fn every_body_has_an_example_unless_it_is_a_file() {
    let document = document();
    let bodies = bodies(&document);
    assert!(bodies.len() > 100, "{} bodies", bodies.len());
    for (place, media_type, content) in bodies {
        let is_file = resolved(&document, &content["schema"])["format"] == "binary";
        assert!(is_file || example(&document, content).is_some(), "{place} as {media_type} has no example");
    }
}

#[test]
fn every_example_fits_its_schema() {
    let document = document();
    let mut checked = 0;
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let example = &schema["example"];
        if example.is_null() {
            continue;
        }
        assert_eq!(faults(&document, schema, example, name), Vec::<String>::new());
        checked += 1;
    }
    assert!(checked > 25, "{checked} examples");
}
