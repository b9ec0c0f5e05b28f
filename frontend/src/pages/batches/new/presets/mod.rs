//! Settings kept under a name: take them, keep those at hand, change or delete one's own.

mod dialog;

use std::rc::Rc;

use rollcall_wire::batch_presets::BatchPreset;
use rollcall_wire::batch_settings::BatchSettings;
use serde_json::Value;
use yew::prelude::*;

use self::dialog::SaveDialog;
use super::choices::Choices;
use crate::api;
use crate::session::use_me;
use crate::t;
use crate::ui::{Button, Confirm, List, Look, ProblemAlert, Select, Task, Toast, use_list, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub described: Rc<BatchSettings>,
    pub choices: Choices,
    pub onchange: Callback<Choices>,
    /// The id of the preset that was taken; empty for none.
    pub chosen: AttrValue,
    pub onchoose: Callback<String>,
}

/// The dialog that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenDialog {
    Nothing,
    Saving,
    Deleting,
}

/// What of the settings is kept: not the name, which each batch has for itself.
fn kept(choices: &Choices, described: &BatchSettings) -> Value {
    Choices { name: String::new(), ..choices.clone() }.settings(described)
}

/// The choice of a preset, and what can be done with it.
#[component]
pub fn Presets(props: &Props) -> Html {
    let me = use_me();
    let presets: List<(), BatchPreset> =
        use_list(AttrValue::default(), |_, signal| async move { api::batch_presets::list(&signal).await });
    let over = use_state_eq(|| OpenDialog::Nothing);
    let keeping = use_task();
    let toaster = use_toaster();
    let of_kind = presets.items().iter().filter(|preset| preset.settings["preset"] == *props.choices.preset);
    let of_kind: Vec<BatchPreset> = of_kind.cloned().collect();
    let current = of_kind.iter().find(|preset| preset.id == *props.chosen).cloned();
    let settings = kept(&props.choices, &props.described);
    let base = current.as_ref().map_or_else(|| Choices::new(&props.choices.preset), taken_from);
    let changed = kept(&base, &props.described) != settings;
    let is_own = |preset: &BatchPreset| me.as_ref().is_some_and(|me| me.user.id == preset.owner.id);
    let owns_current = current.as_ref().is_some_and(is_own);
    let show = |shown: OpenDialog| {
        let over = over.setter();
        Callback::from(move |()| over.set(shown))
    };
    let onsaved = {
        let (over, chosen) = (over.setter(), props.onchoose.clone());
        let (refresh, toaster) = (presets.refresh(), toaster.clone());
        Callback::from(move |saved: BatchPreset| {
            toaster.emit(Toast::success(t!("preset-saved", name = saved.name.clone())));
            chosen.emit(saved.id);
            over.set(OpenDialog::Nothing);
            refresh.emit(());
        })
    };
    let keep = keeping_to(current.clone(), settings.clone(), &keeping, toaster, presets.refresh());
    let options: Vec<_> = std::iter::once(("".into(), t!("preset-none").into()))
        .chain(of_kind.iter().map(|preset| named(preset, is_own(preset))))
        .collect();
    let help = changed.then(|| AttrValue::from(t!("preset-changed")));
    let onchange = taking(props, of_kind.clone());
    html! {
        <div class="rc-card rc-narrow rc-presets" data-testid="presets">
            if let Some(failure) = &presets.failure {
                <ProblemAlert failure={failure.clone()} retry={presets.reload.clone()} testid="presets-error" />
            }
            if let Some(failure) = &keeping.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="preset-error" />
            }
            <Select label={t!("presets")} value={props.chosen.clone()} {options} {help} {onchange} testid="preset" />
            <div class="rc-bar">
                if owns_current && changed {
                    <Button small=true busy={keeping.busy} onclick={keep} testid="preset-keep">{ t!("preset-keep") }</Button>
                }
                <Button small=true look={Look::Link} onclick={show(OpenDialog::Saving)} testid="preset-save">{ t!("preset-save") }</Button>
                if owns_current {
                    <Button small=true look={Look::Link} onclick={show(OpenDialog::Deleting)} testid="preset-delete">{ t!("preset-delete") }</Button>
                }
            </div>
            if *over == OpenDialog::Saving {
                <SaveDialog {settings} onclose={show(OpenDialog::Nothing)} {onsaved} />
            }
            if let (OpenDialog::Deleting, Some(preset)) = (*over, current) {
                <DeleteDialog {preset} onclose={show(OpenDialog::Nothing)} onchoose={props.onchoose.clone()} ondeleted={presets.refresh()} />
            }
        </div>
    }
}

/// The choice of a preset: its name, and whose it is if it is another person's.
fn named(preset: &BatchPreset, is_own: bool) -> (AttrValue, AttrValue) {
    let name = preset.name.clone();
    let text = if is_own { name } else { t!("preset-of", name = name, username = preset.owner.username.clone()) };
    (preset.id.clone().into(), text.into())
}

/// Takes the settings of a preset by its id, or the usual ones.
fn taking(props: &Props, presets: Vec<BatchPreset>) -> Callback<String> {
    let (chosen, onchange, name) = (props.onchoose.clone(), props.onchange.clone(), props.choices.name.clone());
    let usual = Choices::new(&props.choices.preset);
    Callback::from(move |id: String| {
        let taken = presets.iter().find(|preset| preset.id == id).map(taken_from);
        onchange.emit(Choices { name: name.clone(), ..taken.unwrap_or_else(|| usual.clone()) });
        chosen.emit(id);
    })
}

/// Lets a preset have these settings from now on.
fn keeping_to(
    preset: Option<BatchPreset>,
    settings: Value,
    task: &Task,
    toaster: Callback<Toast>,
    refresh: Callback<()>,
) -> Callback<()> {
    let task = task.clone();
    Callback::from(move |()| {
        let Some(preset) = preset.clone() else { return };
        let (settings, refresh, toaster) = (settings.clone(), refresh.clone(), toaster.clone());
        task.run(async move { api::batch_presets::update(&preset, &settings).await }, move |saved| {
            toaster.emit(Toast::success(t!("preset-saved", name = saved.name)));
            refresh.emit(());
        });
    })
}

#[derive(PartialEq, Properties)]
struct DeleteProps {
    preset: BatchPreset,
    onclose: Callback<()>,
    onchoose: Callback<String>,
    ondeleted: Callback<()>,
}

/// Asks before a preset goes.
#[component]
fn DeleteDialog(props: &DeleteProps) -> Html {
    let task = use_task();
    let toaster = use_toaster();
    let preset = &props.preset;
    let onconfirm = {
        let (task, preset, onclose) = (task.clone(), preset.clone(), props.onclose.clone());
        let (chosen, ondeleted) = (props.onchoose.clone(), props.ondeleted.clone());
        Callback::from(move |()| {
            let (gone, name, onclose) = (preset.clone(), preset.name.clone(), onclose.clone());
            let (chosen, ondeleted, toaster) = (chosen.clone(), ondeleted.clone(), toaster.clone());
            task.run(async move { api::batch_presets::delete(&gone).await }, move |()| {
                toaster.emit(Toast::success(t!("preset-deleted", name = name)));
                chosen.emit(String::new());
                onclose.emit(());
                ondeleted.emit(());
            });
        })
    };
    let what = if preset.shared { t!("preset-delete-shared") } else { t!("preset-delete-what") };
    html! {
        <Confirm
            title={t!("preset-delete-title", name = preset.name.clone())}
            action={t!("preset-delete")}
            danger=true
            busy={task.busy}
            failure={task.failure.clone()}
            {onconfirm}
            onclose={props.onclose.clone()}
            testid="preset-delete-dialog"
        >
            <p class="rc-paragraph">{ what }</p>
        </Confirm>
    }
}

/// The settings of a preset as choices.
fn taken_from(preset: &BatchPreset) -> Choices {
    Choices::kept_as(&preset.settings)
}
