//! Small coloured labels for states and outcomes.

use patternfly_yew::prelude as pf;
use yew::prelude::*;

/// What a label's colour stands for; the text says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Nothing special.
    Neutral,
    /// Goes on, or waits for a person.
    Active,
    /// Well.
    Good,
    /// Held back.
    Attention,
    /// Failed.
    Bad,
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub hue: Hue,
    pub text: String,
}

/// A label.
#[component]
pub fn Badge(props: &Props) -> Html {
    let color = match props.hue {
        Hue::Neutral => pf::Color::Grey,
        Hue::Active => pf::Color::Blue,
        Hue::Good => pf::Color::Green,
        Hue::Attention => pf::Color::Orange,
        Hue::Bad => pf::Color::Red,
    };
    html! { <pf::Label label={props.text.clone()} {color} /> }
}
