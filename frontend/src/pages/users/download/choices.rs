//! What a person has chosen in the dialog, and the fields in which they do.

use std::collections::BTreeSet;
use std::rc::Rc;

use rollcall_wire::profile::ProfileField;
use yew::prelude::*;

use super::fields;
use super::way::Way;
use super::{FORMATS, Props, format_text};
use crate::t;
use crate::ui::{Alert, Check, Load, ProblemAlert, Select, Tone};

/// Which fields one wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    All,
    /// Those of the list's columns.
    Columns,
    Chosen,
}

impl Extent {
    pub const ALL: [(&str, Self); 3] = [("all", Self::All), ("shown", Self::Columns), ("chosen", Self::Chosen)];

    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(_, extent)| *extent == self).map_or("all", |(code, _)| code)
    }
}

/// What a person has chosen.
pub struct Choices {
    /// The place of the people among those that are offered.
    pub whom: UseStateHandle<usize>,
    /// The way that was chosen, of whom: others are proposed another way.
    chosen_way: UseStateHandle<Option<(usize, Way)>>,
    pub format: UseStateHandle<String>,
    pub extent: UseStateHandle<Extent>,
    chosen: UseStateHandle<BTreeSet<String>>,
    /// No field was chosen, and that has to be said.
    pub missing: UseStateHandle<bool>,
}

#[hook]
pub fn use_choices() -> Choices {
    Choices {
        whom: use_state_eq(|| 0_usize),
        chosen_way: use_state_eq(|| None::<(usize, Way)>),
        format: use_state_eq(|| FORMATS[0].to_owned()),
        extent: use_state_eq(|| Extent::All),
        chosen: use_state_eq(BTreeSet::<String>::new),
        missing: use_state_eq(|| false),
    }
}

impl Choices {
    /// The way in force: the one that was chosen, else the first of those that there are.
    pub fn way(&self, ways: &[Way]) -> Option<Way> {
        let chosen = self.chosen_way.filter(|(of, way)| *of == *self.whom && ways.contains(way));
        chosen.map(|(_, way)| way).or(ways.first().copied())
    }

    /// The fields; none for all.
    pub fn fields(&self, columns: &[String], offered: &[(String, String)]) -> Vec<String> {
        match *self.extent {
            Extent::All => Vec::new(),
            Extent::Columns => fields::known(columns),
            Extent::Chosen => {
                let names = offered.iter().map(|(name, _)| name);
                names.filter(|name| self.chosen.contains(*name)).cloned().collect()
            }
        }
    }

    pub fn of_people(&self, props: &Props) -> Html {
        let people = props.whom.iter().enumerate();
        let people: Vec<(AttrValue, AttrValue)> =
            people.map(|(place, whom)| (place.to_string().into(), whom.name.clone().into())).collect();
        let onchange = {
            let whom = self.whom.setter();
            Callback::from(move |place: String| whom.set(place.parse().unwrap_or_default()))
        };
        html! { <Select label={t!("download-whom")} value={self.whom.to_string()} options={people} {onchange} testid="download-whom" /> }
    }

    pub fn of_way(&self, way: Way, ways: &[Way], help: Option<AttrValue>) -> Html {
        let options: Vec<(AttrValue, AttrValue)> =
            ways.iter().map(|way| (way.code().into(), format_text("way", way.code()).into())).collect();
        let onchange = {
            let (chosen_way, whom) = (self.chosen_way.setter(), *self.whom);
            Callback::from(move |code: String| {
                let way = if code == Way::Prepared.code() { Way::Prepared } else { Way::Now };
                chosen_way.set(Some((whom, way)));
            })
        };
        html! { <Select label={t!("download-way")} value={way.code()} {options} {help} {onchange} testid="download-way" /> }
    }

    pub fn of_file(&self) -> Html {
        let formats = FORMATS.map(|code| (AttrValue::Static(code), format_text("format", code).into()));
        let extents = Extent::ALL.map(|(code, _)| (AttrValue::Static(code), format_text("download", code).into()));
        let onformat = {
            let format = self.format.setter();
            Callback::from(move |code| format.set(code))
        };
        let onextent = {
            let extent = self.extent.setter();
            Callback::from(move |code: String| {
                let known = Extent::ALL.iter().find(|(known, _)| *known == code);
                extent.set(known.map_or(Extent::All, |(_, extent)| *extent));
            })
        };
        html! {
            <>
                <Select label={t!("download-format")} help={format_text("format-what", &self.format)} value={(*self.format).clone()} options={formats.to_vec()} onchange={onformat} testid="download-format" />
                <Select label={t!("download-fields")} value={self.extent.code()} options={extents.to_vec()} onchange={onextent} testid="download-fields" />
            </>
        }
    }

    pub fn of_fields(&self, offered: &[(String, String)], custom: &Load<Rc<Vec<ProfileField>>>) -> Html {
        html! {
            <fieldset class="rc-ticks">
                <legend>{ t!("download-chosen") }</legend>
                if *self.missing {
                    <Alert tone={Tone::Danger} title={t!("download-nothing")} urgent=true testid="download-nothing" />
                }
                if let Some(failure) = &custom.failure {
                    <ProblemAlert failure={failure.clone()} retry={custom.reload.clone()} />
                }
                <ul class="rc-columns" role="list">{ for offered.iter().map(|(name, title)| self.tick(name, title)) }</ul>
            </fieldset>
        }
    }

    fn tick(&self, name: &str, title: &str) -> Html {
        let onchange = {
            let (chosen, name) = (self.chosen.clone(), name.to_owned());
            Callback::from(move |ticked: bool| {
                let mut now = (*chosen).clone();
                if ticked {
                    now.insert(name.clone());
                } else {
                    now.remove(&name);
                }
                chosen.set(now);
            })
        };
        let checked = self.chosen.contains(name);
        html! { <li><Check label={title.to_owned()} {checked} {onchange} testid={format!("field-{name}")} /></li> }
    }
}
