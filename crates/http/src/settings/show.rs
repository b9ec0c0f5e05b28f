//! Settings as JSON.

use rollcall_domain::settings::commands::Setting;
use rollcall_domain::settings::definition::SettingType;
use rollcall_wire::Page;
use rollcall_wire::settings::Setting as SettingJson;

/// All of them, on one page.
pub fn page(settings: Vec<Setting>) -> Page<SettingJson> {
    Page { items: settings.into_iter().map(setting).collect(), next_cursor: None, total: None }
}

fn setting(setting: Setting) -> SettingJson {
    let Setting { definition, value, source } = setting;
    let (minimum, maximum, unit) = match definition.kind {
        SettingType::Integer { minimum, maximum, unit } => (Some(minimum), Some(maximum), unit),
        SettingType::Boolean | SettingType::TimeZone | SettingType::Choice(_) => (None, None, None),
    };
    SettingJson {
        name: definition.name.to_owned(),
        value,
        default: definition.default(),
        r#type: definition.kind.name().to_owned(),
        minimum,
        maximum,
        unit: unit.map(str::to_owned),
        format: (definition.kind == SettingType::TimeZone).then(|| "time_zone".to_owned()),
        values: match definition.kind {
            SettingType::Choice(words) => Some(words.iter().map(|word| (*word).to_owned()).collect()),
            _ => None,
        },
        description: definition.description.to_owned(),
        source: source.name().to_owned(),
    }
}
