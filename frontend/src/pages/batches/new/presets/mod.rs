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
use crate::ui::{Button, Confirm, List, Look, ProblemAlert, Select, Toast, use_list, use_task, use_toaster};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub described: Rc<BatchSettings>,
    pub choices: Choices,
    pub onchange: Callback<Choices>,
    /// The id of the preset that was taken; empty for none.
    pub chosen: AttrValue,
    pub onchoose: Callback<String>,
}

/// What lies over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
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
    let chosen = &props.chosen;
    let over = use_state_eq(|| Over::Nothing);
    let (keeping, deleting) = (use_task(), use_task());
    let toaster = use_toaster();
    let of_kind: Vec<&BatchPreset> =
        presets.items().iter().filter(|preset| preset.settings["preset"] == *props.choices.preset).collect();
    let current = of_kind.iter().copied().find(|preset| preset.id == **chosen).cloned();
    let settings = kept(&props.choices, &props.described);
    let usual = Choices::new(&props.choices.preset);
    let base = current.as_ref().map_or_else(|| usual.clone(), taken_from);
    let changed = kept(&base, &props.described) != settings;
    let is_own = current.as_ref().is_some_and(|preset| me.as_ref().is_some_and(|me| me.user.id == preset.owner.id));
    let onselect = {
        let (chosen, onchange, name) = (props.onchoose.clone(), props.onchange.clone(), props.choices.name.clone());
        let of_kind: Vec<BatchPreset> = of_kind.iter().copied().cloned().collect();
        Callback::from(move |id: String| {
            let taken = of_kind.iter().find(|preset| preset.id == id).map(taken_from);
            onchange.emit(Choices { name: name.clone(), ..taken.unwrap_or_else(|| usual.clone()) });
            chosen.emit(id);
        })
    };
    let show = |wanted: Over| {
        let over = over.setter();
        Callback::from(move |()| over.set(wanted))
    };
    let onsaved = {
        let (over, chosen) = (over.setter(), props.onchoose.clone());
        let (reload, toaster) = (presets.refresh(), toaster.clone());
        Callback::from(move |saved: BatchPreset| {
            toaster.emit(Toast::success(t!("preset-saved", name = saved.name.clone())));
            chosen.emit(saved.id);
            over.set(Over::Nothing);
            reload.emit(());
        })
    };
    let keep = {
        let (keeping, current, settings) = (keeping.clone(), current.clone(), settings.clone());
        let (reload, toaster) = (presets.refresh(), toaster.clone());
        Callback::from(move |()| {
            let Some(preset) = current.clone() else { return };
            let (settings, reload, toaster) = (settings.clone(), reload.clone(), toaster.clone());
            keeping.run(async move { api::batch_presets::update(&preset, &settings).await }, move |saved| {
                toaster.emit(Toast::success(t!("preset-saved", name = saved.name)));
                reload.emit(());
            });
        })
    };
    let delete = {
        let (deleting, current, over) = (deleting.clone(), current.clone(), over.setter());
        let chosen = props.onchoose.clone();
        let (reload, toaster) = (presets.refresh(), toaster.clone());
        Callback::from(move |()| {
            let Some(preset) = current.clone() else { return };
            let (name, chosen, over) = (preset.name.clone(), chosen.clone(), over.clone());
            let (reload, toaster) = (reload.clone(), toaster.clone());
            deleting.run(async move { api::batch_presets::delete(&preset).await }, move |()| {
                toaster.emit(Toast::success(t!("preset-deleted", name = name)));
                chosen.emit(String::new());
                over.set(Over::Nothing);
                reload.emit(());
            });
        })
    };
    let named = |preset: &&BatchPreset| {
        let own = me.as_ref().is_some_and(|me| me.user.id == preset.owner.id);
        let name = preset.name.clone();
        let text = if own { name } else { t!("preset-of", name = name, username = preset.owner.username.clone()) };
        (AttrValue::from(preset.id.clone()), AttrValue::from(text))
    };
    let options: Vec<_> =
        std::iter::once(("".into(), t!("preset-none").into())).chain(of_kind.iter().map(named)).collect();
    let help = changed.then(|| AttrValue::from(t!("preset-changed")));
    html! {
        <div class="rc-card rc-narrow rc-presets" data-testid="presets">
            if let Some(failure) = &presets.failure {
                <ProblemAlert failure={failure.clone()} retry={presets.reload.clone()} testid="presets-error" />
            }
            if let Some(failure) = &keeping.failure {
                <ProblemAlert failure={failure.clone()} urgent=true testid="preset-error" />
            }
            <Select label={t!("presets")} value={chosen.clone()} {options} {help} onchange={onselect} testid="preset" />
            <div class="rc-bar">
                if is_own && changed {
                    <Button small=true busy={keeping.busy} onclick={keep} testid="preset-keep">{ t!("preset-keep") }</Button>
                }
                <Button small=true look={Look::Link} onclick={show(Over::Saving)} testid="preset-save">{ t!("preset-save") }</Button>
                if is_own {
                    <Button small=true look={Look::Link} onclick={show(Over::Deleting)} testid="preset-delete">{ t!("preset-delete") }</Button>
                }
            </div>
            if *over == Over::Saving {
                <SaveDialog {settings} onclose={show(Over::Nothing)} {onsaved} />
            }
            if let (Over::Deleting, Some(preset)) = (*over, &current) {
                <Confirm
                    title={t!("preset-delete-title", name = preset.name.clone())}
                    action={t!("preset-delete")}
                    danger=true
                    busy={deleting.busy}
                    failure={deleting.failure.clone()}
                    onconfirm={delete}
                    onclose={show(Over::Nothing)}
                    testid="preset-delete-dialog"
                >
                    <p class="rc-paragraph">{ if preset.shared { t!("preset-delete-shared") } else { t!("preset-delete-what") } }</p>
                </Confirm>
            }
        </div>
    }
}

/// The settings of a preset as choices.
fn taken_from(preset: &BatchPreset) -> Choices {
    Choices::kept_as(&preset.settings)
}
