//! The parts of a page below its head.

use patternfly_yew::prelude as pf;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SectionProps {
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    pub children: Html,
}

/// The body of a page: its children one below the other.
#[component]
pub fn Section(props: &SectionProps) -> Html {
    html! {
        <pf::PageSection>
            <div class="rc-section" data-testid={props.testid.clone()}>{ props.children.clone() }</div>
        </pf::PageSection>
    }
}

#[derive(PartialEq, Properties)]
pub struct HeadingProps {
    pub children: Html,
}

/// The title of a part of the page.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    html! { <h2 class="pf-v6-c-title pf-m-lg">{ props.children.clone() }</h2> }
}

/// Words that only screen readers say.
#[component]
pub fn Spoken(props: &HeadingProps) -> Html {
    html! { <span class="pf-v6-u-screen-reader">{ props.children.clone() }</span> }
}
