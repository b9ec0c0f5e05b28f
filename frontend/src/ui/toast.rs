//! Short news in the corner, and words for screen readers alone; both in live regions.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{Button, Icon, Look, Symbol, Tone};
use crate::t;

/// One piece of news.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// What kind of news.
    pub tone: Tone,
    /// What happened.
    pub text: String,
    /// What one can do about it: its name and the doing. Such a toast stays until it is closed.
    pub action: Option<(String, Callback<()>)>,
}

impl Toast {
    /// Something has worked.
    pub fn success(text: String) -> Self {
        Self { tone: Tone::Success, text, action: None }
    }

    /// Something has not.
    pub fn danger(text: String) -> Self {
        Self { tone: Tone::Danger, text, action: None }
    }

    /// Offers a next step.
    #[must_use]
    pub fn with_action(mut self, name: String, action: Callback<()>) -> Self {
        self.action = Some((name, action));
        self
    }
}

/// At most this many at once; the oldest makes room.
const SHOWN: usize = 3;
/// Milliseconds after which a toast that asks for nothing goes.
const STAY: u32 = 8_000;

#[derive(Default, PartialEq)]
struct ToastList {
    next: u32,
    toasts: Vec<(u32, Toast)>,
}

enum ToastAction {
    Show(Toast),
    Close(u32),
}

impl Reducible for ToastList {
    type Action = ToastAction;

    fn reduce(self: Rc<Self>, step: ToastAction) -> Rc<Self> {
        let mut toasts = self.toasts.clone();
        let mut next = self.next;
        match step {
            ToastAction::Show(toast) => {
                toasts.push((next, toast));
                next += 1;
                if toasts.len() > SHOWN {
                    toasts.remove(0);
                }
            }
            ToastAction::Close(id) => toasts.retain(|(known, _)| *known != id),
        }
        Rc::new(Self { next, toasts })
    }
}

#[derive(Clone, PartialEq)]
struct Show(Callback<Toast>);

/// Speaks to screen readers only.
#[derive(Clone, PartialEq)]
pub struct Announcer(Callback<String>);

/// Shows toasts from anywhere below.
#[hook]
pub fn use_toaster() -> Callback<Toast> {
    use_context::<Show>().map(|show| show.0).unwrap_or_default()
}

/// Says something to screen readers from anywhere below.
#[hook]
pub fn use_announcer() -> Callback<String> {
    use_context::<Announcer>().map(|say| say.0).unwrap_or_default()
}

#[derive(PartialEq, Properties)]
pub struct Props {
    pub children: Html,
}

/// Holds the toasts and the live regions.
#[component]
pub fn Toaster(props: &Props) -> Html {
    let shown = use_reducer(ToastList::default);
    let said = use_state(String::new);
    // Said once; what stays on the page would be read again as if it were still so.
    use_effect_with((*said).clone(), {
        let setter = said.setter();
        move |text| {
            let timer = (!text.is_empty()).then(|| Timeout::new(STAY, move || setter.set(String::new())));
            move || drop(timer)
        }
    });
    let show = use_callback((), {
        let dispatcher = shown.dispatcher();
        move |toast, ()| dispatcher.dispatch(ToastAction::Show(toast))
    });
    let say = use_callback((), {
        let setter = said.setter();
        move |text, ()| setter.set(text)
    });
    let toast = |(id, toast): &(u32, Toast)| {
        let id = *id;
        let dispatcher = shown.dispatcher();
        let onclose = Callback::from(move |()| dispatcher.dispatch(ToastAction::Close(id)));
        html! { <Item key={id} toast={toast.clone()} {onclose} /> }
    };
    html! {
        <ContextProvider<Show> context={Show(show)}>
            <ContextProvider<Announcer> context={Announcer(say)}>
                { props.children.clone() }
            </ContextProvider<Announcer>>
            <section class="rc-toasts" aria-label={t!("notices")}>
                <ul class="pf-v6-c-alert-group pf-m-toast" role="list" aria-live="polite">
                    { for shown.toasts.iter().map(toast) }
                </ul>
            </section>
            <p class="pf-v6-u-screen-reader" role="status" data-testid="announcement">{ (*said).clone() }</p>
        </ContextProvider<Show>>
    }
}

#[derive(PartialEq, Properties)]
struct ItemProps {
    toast: Toast,
    onclose: Callback<()>,
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let toast = &props.toast;
    let held = use_state_eq(|| false);
    use_effect_with(*held || toast.action.is_some(), {
        let onclose = props.onclose.clone();
        move |stays| {
            let timer = (!stays).then(|| Timeout::new(STAY, move || onclose.emit(())));
            move || drop(timer)
        }
    });
    let hold = |value: bool| {
        let held = held.clone();
        Callback::from(move |()| held.set(value))
    };
    html! {
        <li
            class="pf-v6-c-alert-group__item"
            onmouseenter={hold(true).reform(|_: MouseEvent| ())}
            onmouseleave={hold(false).reform(|_: MouseEvent| ())}
            onfocusin={hold(true).reform(|_: FocusEvent| ())}
            onfocusout={hold(false).reform(|_: FocusEvent| ())}
        >
            <div class={classes!("pf-v6-c-alert", toast.tone.class())} data-testid="toast">
                <div class="pf-v6-c-alert__icon"><Icon symbol={toast.tone.symbol()} /></div>
                <p class="pf-v6-c-alert__title">
                    <span class="pf-v6-u-screen-reader">{ toast.tone.word() }{ " " }</span>
                    { &toast.text }
                </p>
                <div class="pf-v6-c-alert__action">
                    <Button look={Look::Plain} icon={Symbol::Close} label={t!("close-notice")} onclick={props.onclose.clone()} />
                </div>
                if let Some((name, action)) = &toast.action {
                    <div class="pf-v6-c-alert__action-group">
                        <Button look={Look::Link} testid="toast-action" onclick={both(action, &props.onclose)}>{ name }</Button>
                    </div>
                }
            </div>
        </li>
    }
}

/// Does the thing and takes the toast away.
fn both(action: &Callback<()>, onclose: &Callback<()>) -> Callback<()> {
    let (action, onclose) = (action.clone(), onclose.clone());
    Callback::from(move |()| {
        onclose.emit(());
        action.emit(());
    })
}
