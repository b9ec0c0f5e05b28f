//! Make a token: what it is called, what it is for, how long it lasts. Then its secret, this once.

use std::collections::BTreeSet;
use std::rc::Rc;

use js_sys::Date;
use rollcall_wire::auth::{ApiToken, CreateApiToken, Me};
use yew::prelude::*;

use crate::api;
use crate::i18n::{format, words};
use crate::t;
use crate::ui::{
    Alert, Button, Check, CopyField, Dialog, DialogSize, Form, FormButtons, Look, ProblemAlert, Select, Task,
    TextField, Tone, field_errors, use_task, use_unique_id,
};

/// How long a token lasts, in days, as one chooses it; zero for a day of one's own.
const SPANS: [(&str, u32); 4] = [("30", 30), ("90", 90), ("365", 365), ("other", 0)];
const DAY: f64 = 86_400_000.0;

#[derive(PartialEq, Properties)]
pub struct Props {
    pub me: Rc<Me>,
    pub onclose: Callback<()>,
    /// There is one more.
    pub onmade: Callback<()>,
}

/// The values of the form.
#[derive(Clone, PartialEq)]
struct TokenForm {
    name: String,
    scopes: BTreeSet<String>,
    span: String,
    day: String,
}

impl TokenForm {
    /// When it ends, in the API's form: at the end of the chosen day on the person's own clock.
    fn end(&self) -> Option<String> {
        let days = SPANS.iter().find(|(code, _)| *code == self.span).map_or(0, |(_, days)| *days);
        let date = match days {
            0 => Date::new(&format!("{}T23:59:59", self.day).into()),
            days => Date::new(&(Date::now() + f64::from(days) * DAY).into()),
        };
        (date.get_time() > Date::now()).then(|| date.to_iso_string().into())
    }
}

/// What is not filled in as it has to be.
#[derive(Default, Clone, PartialEq)]
struct Wrong {
    name: Option<AttrValue>,
    scopes: bool,
    day: Option<AttrValue>,
}

/// The dialog.
#[component]
pub fn NewTokenDialog(props: &Props) -> Html {
    let form = use_unique_id("form");
    let wanted = use_state_eq(|| TokenForm {
        name: String::new(),
        scopes: BTreeSet::new(),
        span: "90".to_owned(),
        day: String::new(),
    });
    let wrong = use_state_eq(Wrong::default);
    let made = use_state_eq(|| None::<Rc<ApiToken>>);
    let task = use_task();
    let onsubmit = making(props, &wanted, &wrong.setter(), &made.setter(), &task);
    if let Some(token) = &*made {
        return secret(token, &props.onclose);
    }
    let footer = html! {
        <FormButtons form={form.clone()} busy={task.busy} onclose={props.onclose.clone()} testid="token-make">{ t!("token-make") }</FormButtons>
    };
    let set = |change: fn(&mut TokenForm, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text| {
            let mut now = (*wanted).clone();
            change(&mut now, text);
            wanted.set(now);
        })
    };
    let errors = task.failure.as_ref().map(field_errors).unwrap_or_default();
    let name_error = wrong.name.clone().or_else(|| errors.get("name").cloned().map(AttrValue::from));
    html! {
        <Dialog title={t!("token-new-title")} size={DialogSize::Medium} onclose={props.onclose.clone()} busy={task.busy} {footer} testid="token-dialog">
            if let Some(failure) = task.failure.as_ref().filter(|_| name_error.is_none()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="dialog-error" />
            }
            <Form id={form} {onsubmit}>
                <TextField label={t!("token-name")} help={t!("token-name-help")} required=true error={name_error} value={wanted.name.clone()} oninput={set(|wanted, name| wanted.name = name)} autocomplete="off" testid="token-name" />
                <fieldset class="rc-ticks">
                    <legend>{ t!("token-scopes") }</legend>
                    if wrong.scopes {
                        <Alert tone={Tone::Danger} title={t!("token-scopes-missing")} urgent=true testid="token-scopes-missing" />
                    } else {
                        <p class="rc-quiet">{ t!("token-scopes-help") }</p>
                    }
                    <ul class="rc-columns" role="list">{ for props.me.capabilities.iter().map(|name| scope(name, &wanted)) }</ul>
                </fieldset>
                <Select label={t!("token-span-label")} value={wanted.span.clone()} options={spans()} onchange={set(|wanted, span| wanted.span = span)} testid="token-span" />
                if wanted.span == "other" {
                    <TextField kind="date" label={t!("token-day")} required=true error={wrong.day.clone()} value={wanted.day.clone()} oninput={set(|wanted, day| wanted.day = day)} testid="token-day" />
                }
            </Form>
        </Dialog>
    }
}

/// Makes the token, unless something is not filled in as it has to be.
fn making(
    props: &Props,
    wanted: &UseStateHandle<TokenForm>,
    wrong: &UseStateSetter<Wrong>,
    made: &UseStateSetter<Option<Rc<ApiToken>>>,
    task: &Task,
) -> Callback<()> {
    let (task, wanted, wrong, made) = (task.clone(), wanted.clone(), wrong.clone(), made.clone());
    let onmade = props.onmade.clone();
    Callback::from(move |()| {
        let end = wanted.end();
        let name = wanted.name.trim().to_owned();
        let found = Wrong {
            name: name.is_empty().then(|| t!("value-missing").into()),
            scopes: wanted.scopes.is_empty(),
            day: end.is_none().then(|| t!("token-day-past").into()),
        };
        wrong.set(found.clone());
        if found != Wrong::default() {
            return;
        }
        let token = CreateApiToken { name, scopes: wanted.scopes.iter().cloned().collect(), expires_at: end };
        let (made, onmade) = (made.clone(), onmade.clone());
        task.run(async move { api::me::create_token(&token).await }, move |token| {
            made.set(Some(Rc::new(token)));
            onmade.emit(());
        });
    })
}

/// Something that the token may be allowed to do.
fn scope(name: &str, wanted: &UseStateHandle<TokenForm>) -> Html {
    let onchange = {
        let (wanted, name) = (wanted.clone(), name.to_owned());
        Callback::from(move |ticked: bool| {
            let mut now = (*wanted).clone();
            if ticked {
                now.scopes.insert(name.clone());
            } else {
                now.scopes.remove(&name);
            }
            wanted.set(now);
        })
    };
    let checked = wanted.scopes.contains(name);
    html! { <li><Check label={words::capability(name)} {checked} {onchange} testid={format!("scope-{name}")} /></li> }
}

/// How long tokens last.
fn spans() -> Vec<(AttrValue, AttrValue)> {
    let span = |(code, days)| {
        let name = if days == 0 { t!("token-span-other") } else { t!("token-span", days = days) };
        (AttrValue::Static(code), AttrValue::from(name))
    };
    SPANS.map(span).to_vec()
}

/// The secret, in words that say what to do with it.
fn secret(token: &ApiToken, onclose: &Callback<()>) -> Html {
    let footer =
        html! { <Button look={Look::Primary} onclick={onclose.clone()} testid="token-done">{ t!("done") }</Button> };
    html! {
        <Dialog title={t!("token-made-title", name = token.name.clone())} size={DialogSize::Medium} onclose={onclose.clone()} {footer} testid="token-made">
            if let Some(secret) = &token.token {
                <Alert tone={Tone::Warning} title={t!("token-once")} urgent=true>{ t!("token-once-detail") }</Alert>
                <CopyField label={t!("token-secret")} value={secret.clone()} testid="token-secret" />
                <p class="rc-quiet rc-after">{ t!("token-made-until", at = format::moment(&token.expires_at)) }</p>
            } else {
                // The answer was lost and asked for again; the server does not show a secret twice.
                <Alert tone={Tone::Warning} title={t!("token-lost")} urgent=true testid="token-lost">{ t!("token-lost-detail") }</Alert>
            }
        </Dialog>
    }
}
