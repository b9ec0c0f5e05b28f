//! Merge patches tell a missing member from a `null` one (RFC 7396); `Option` alone does not.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A member of a merge patch.
///
/// Use it with `#[serde(default, skip_serializing_if = "Patch::is_missing")]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The member is not there: leave the value alone (or take the default).
    #[default]
    Missing,
    /// The member is `null`: empty the value.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the member is not there at all.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// `None` if missing, `Some(None)` where null.
    pub fn into_option(self) -> Option<Option<T>> {
        match self {
            Self::Missing => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_some(value),
            Self::Missing | Self::Null => serializer.serialize_none(),
        }
    }
}

/// Takes `null` for a member with nothing in it.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(<Option<T> as Deserialize>::deserialize(deserializer)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Body {
        #[serde(default, skip_serializing_if = "Patch::is_missing")]
        city: Patch<String>,
    }

    #[test]
    fn missing_null_and_value_stay_apart_in_both_directions() {
        let cases = [
            ("{}", Patch::Missing),
            (r#"{"city":null}"#, Patch::Null),
            (r#"{"city":"Łódź"}"#, Patch::Value("Łódź".to_owned())),
        ];
        for (json, city) in cases {
            let body: Body = serde_json::from_str(json).unwrap_or(Body { city: Patch::Missing });
            assert_eq!(body, Body { city });
            assert_eq!(serde_json::to_string(&body).unwrap_or_default(), json);
        }
    }
}
