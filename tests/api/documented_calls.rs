//! The API document shows what every body looks like, and its examples fit what it says of them.

use serde_json::Value;

use super::schema::{document, faults, resolved};

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
    let schema = content["schema"].pointer("/anyOf/0").unwrap_or(&content["schema"]);
    let schema = resolved(document, schema);
    if let Some(example) = [&content["example"], &schema["example"]].into_iter().find(|example| !example.is_null()) {
        return Some(example.clone());
    }
    let items = schema.pointer("/properties/items/items").or_else(|| schema.get("items"))?;
    let item = resolved(document, items)["example"].clone();
    (!item.is_null()).then(|| Value::Array(vec![item]))
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
