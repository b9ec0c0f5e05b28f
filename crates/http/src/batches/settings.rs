use actix_web::{HttpResponse, get, web};
use rollcall_domain::action_description::{self, ActionDescription, ActionSetting};
use rollcall_domain::batches::file::description::{self, ColumnDescription, PresetDescription, SettingDescription};
use rollcall_domain::batches::file::preset::Preset;
use rollcall_domain::messages::template::Placeholder;
use rollcall_domain::profile;
use rollcall_wire::batch_settings as wire;

use crate::extract::{May, permissions};
use crate::problem::Failure;
use crate::state::AppState;

/// The settings and columns of files, and the settings of actions
///
/// Needs `batches.view`, or the right to plan batches at site level or in a course. The kinds of files, their settings with kinds, values
/// and defaults, and the columns that they read; the actions on selections, what each takes, and their settings: what it takes to make a
/// form.
#[utoipa::path(tag = "Batches", responses((status = 200, description = "All of it", body = wire::BatchSettings)))]
#[get("/batch-settings")]
pub async fn settings(
    state: web::Data<AppState>,
    _: May<permissions::DescribeBatches>,
) -> Result<HttpResponse, Failure> {
    let (described, actions) = state
        .read(|conn| {
            let custom = profile::store::all(conn)?;
            Ok((description::describe(&custom)?, action_description::describe(&custom)))
        })
        .await?;
    Ok(HttpResponse::Ok().json(wire::BatchSettings {
        presets: described.presets.into_iter().map(preset).collect(),
        settings: described.settings.into_iter().map(setting).collect(),
        columns: described.columns.into_iter().map(column).collect(),
        actions: actions.into_iter().map(action).collect(),
    }))
}

fn texts(names: Vec<&'static str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn name(preset: Preset) -> String {
    preset.name().to_owned()
}

fn preset(described: PresetDescription) -> wire::PresetDescription {
    wire::PresetDescription {
        name: name(described.preset),
        example: described.example.to_owned(),
        needs_one_of: texts(described.needs_one_of),
    }
}

fn setting(described: SettingDescription) -> wire::SettingDescription {
    wire::SettingDescription {
        name: described.name.to_owned(),
        kind: described.kind.name().to_owned(),
        nullable: described.nullable,
        of_reading: described.of_reading,
        when: described.when.into_iter().map(|(name, values)| (name.to_owned(), values)).collect(),
        presets: described
            .presets
            .into_iter()
            .map(|of| wire::SettingOfPreset { preset: name(of.preset), default: of.default, values: texts(of.values) })
            .collect(),
    }
}

fn column(described: ColumnDescription) -> wire::ColumnDescription {
    wire::ColumnDescription {
        name: described.name,
        aliases: texts(described.aliases),
        presets: described.presets.into_iter().map(name).collect(),
        may_have_default: described.may_have_default,
        label: described.label,
    }
}

fn action(described: ActionDescription) -> wire::ActionDescription {
    wire::ActionDescription {
        name: described.action.name.to_owned(),
        needs: described.action.needs.name().to_owned(),
        of_deleted: described.of_deleted,
        settings: described.settings.into_iter().map(action_setting).collect(),
    }
}

fn placeholder(known: &Placeholder) -> wire::Placeholder {
    wire::Placeholder { name: known.name.to_owned(), of_course: known.of_course }
}

fn action_setting(described: ActionSetting) -> wire::ActionSetting {
    wire::ActionSetting {
        name: described.name.to_owned(),
        kind: described.kind.name().to_owned(),
        required: described.required,
        nullable: described.nullable,
        default: described.default,
        values: described.values,
        placeholders: described.placeholders.iter().map(placeholder).collect(),
    }
}
