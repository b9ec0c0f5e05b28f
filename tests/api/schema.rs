//! Whether a value is what the API document says of it: the part of JSON Schema that the document uses.

use serde_json::Value;

/// The document, as it is served.
pub fn document() -> Value {
    serde_json::to_value(rollcall_http::openapi()).expect("the document is JSON")
}

/// A part of the document, or the one that it refers to.
pub fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).expect("the schema is there"),
        None => schema,
    }
}

/// What is wrong about a value, by its place; empty if it fits the schema.
pub fn faults(document: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
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
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        return vec![format!("{place} is none of {values:?}")];
    }
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
