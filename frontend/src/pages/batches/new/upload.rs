//! What the page of a new batch holds, and what is done with it.

use std::rc::Rc;

use rollcall_wire::batch_settings::BatchSettings;
use rollcall_wire::batches::Column;
use web_sys::File;
use yew::prelude::*;

use super::choices::Choices;
use super::{FILE, SETTINGS, unmapped};
use crate::api;
use crate::router::{self, Route, use_place};
use crate::ui::{Task, use_task};

/// An upload that is being put together.
pub struct Upload {
    /// What the server says of files, once it has.
    pub described: Option<Rc<BatchSettings>>,
    pub step: UseStateHandle<usize>,
    pub file: UseStateHandle<Option<File>>,
    /// No file was chosen, and that has to be said.
    pub missing: UseStateHandle<bool>,
    pub choices: UseStateHandle<Choices>,
    /// The saved settings that were taken: kept here, as one goes back and forth between the steps.
    pub taken: UseStateHandle<String>,
    /// The headings of a file that was refused for them.
    pub unmapped: UseStateHandle<Vec<Column>>,
    pub task: Task,
}

/// An upload of one of the kinds that the person may make; at first of the one that the address asks for.
#[hook]
pub fn use_upload(described: Option<Rc<BatchSettings>>, presets: Option<Vec<String>>) -> Upload {
    let asked = use_place().query.get("kind").map(str::to_owned);
    let choices = use_state_eq(Choices::default);
    // Which kinds there are is known once the server has said so.
    use_effect_with(presets, {
        let choices = choices.clone();
        move |presets| {
            let presets = presets.as_deref().unwrap_or_default();
            let first = asked.filter(|asked| presets.contains(asked)).or_else(|| presets.first().cloned());
            if let Some(preset) = first.filter(|_| choices.preset.is_empty()) {
                choices.set(Choices::new(&preset));
            }
        }
    });
    Upload {
        described,
        step: use_state_eq(|| FILE),
        file: use_state(|| None::<File>),
        missing: use_state_eq(|| false),
        choices,
        taken: use_state_eq(String::new),
        unmapped: use_state_eq(Vec::new),
        task: use_task(),
    }
}

impl Upload {
    /// Goes on: from the file to its settings, from there to the server.
    pub fn submit(&self, allowed: bool) -> Callback<()> {
        let (task, step, file) = (self.task.clone(), self.step.clone(), self.file.clone());
        let (missing, choices, unmapped) = (self.missing.setter(), self.choices.clone(), self.unmapped.setter());
        let described = self.described.clone();
        Callback::from(move |()| {
            let Some(file) = (*file).clone() else {
                missing.set(true);
                return step.set(FILE);
            };
            if *step == FILE {
                return step.set(SETTINGS);
            }
            let Some(described) = described.as_ref().filter(|_| allowed) else { return };
            task.clear();
            let settings = choices.settings(described);
            let call = async move { api::batches::upload(&file, &settings).await };
            let unmapped = unmapped.clone();
            let refused = move |failure: &api::Failure| unmapped.set(unmapped::columns_of(failure));
            task.run_or(call, |batch| router::go(&Route::Batch(batch.id).path()), refused);
        })
    }

    /// Takes a file. Another one has other headings.
    pub fn chosen(&self) -> Callback<File> {
        let (file, missing, task) = (self.file.setter(), self.missing.setter(), self.task.clone());
        let (unmapped, choices) = (self.unmapped.setter(), self.choices.clone());
        Callback::from(move |chosen| {
            file.set(Some(chosen));
            unmapped.set(Vec::new());
            choices.set((*choices).clone().without("columns"));
            missing.set(false);
            task.clear();
        })
    }

    /// Gives the batch a name.
    pub fn named(&self) -> Callback<String> {
        let choices = self.choices.clone();
        Callback::from(move |name| choices.set(Choices { name, ..(*choices).clone() }))
    }

    /// Makes it a file of another kind.
    pub fn turned(&self) -> Callback<String> {
        let (choices, task, taken) = (self.choices.clone(), self.task.clone(), self.taken.setter());
        let described = self.described.clone();
        Callback::from(move |preset: String| {
            task.clear();
            taken.set(String::new());
            if let Some(described) = &described {
                choices.set((*choices).clone().turned_into(&preset, described));
            }
        })
    }

    /// Takes other settings.
    pub fn changed(&self) -> Callback<Choices> {
        let choices = self.choices.setter();
        Callback::from(move |changed| choices.set(changed))
    }
}
