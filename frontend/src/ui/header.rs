//! The head of a page: its title (in the window too), where it belongs, and what one can do.

use patternfly_yew::prelude as pf;
use yew::prelude::*;

use super::Link;
use crate::router;
use crate::t;

/// Address and name of the page that the present one is nested below.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Above(pub Option<(AttrValue, AttrValue)>);

#[derive(PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    /// Address and name of the page above, where it is another one than the page's path says ([`Above`]).
    #[prop_or_default]
    pub above: Option<(AttrValue, AttrValue)>,
    /// Stands beside the title.
    #[prop_or_default]
    pub aside: Html,
    #[prop_or_default]
    pub actions: Html,
    #[prop_or_default]
    pub children: Html,
}

/// The head of a page. Takes the focus when the person has come from another page, so that keyboard
/// and screen reader go on here.
#[component]
pub fn PageHeader(props: &Props) -> Html {
    let heading = use_node_ref();
    let Above(nested) = use_context::<Above>().unwrap_or_default();
    let above = props.above.clone().or(nested);
    use_effect_with(props.title.clone(), |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&t!("window-title", page = title.to_string()));
        }
    });
    use_effect_with((), {
        let heading = heading.clone();
        move |()| {
            if router::has_moved()
                && let Some(element) = heading.cast::<web_sys::HtmlElement>()
            {
                // A heading that can't take the focus leaves it where it is.
                let _ = element.focus();
            }
        }
    });
    html! {
        <pf::PageSection class="rc-header">
            if let Some((address, name)) = &above {
                <nav class="pf-v6-c-breadcrumb" aria-label={t!("breadcrumb")}>
                    <Link to={address} class="rc-above"><super::Icon symbol={super::Symbol::Left} />{ name }</Link>
                </nav>
            }
            <div class="rc-header__line">
                <h1 ref={heading} class="pf-v6-c-title pf-m-2xl" tabindex="-1">{ &props.title }</h1>
                { props.aside.clone() }
                if props.actions != Html::default() {
                    <div class="rc-header__actions">{ props.actions.clone() }</div>
                }
            </div>
            { props.children.clone() }
        </pf::PageSection>
    }
}
