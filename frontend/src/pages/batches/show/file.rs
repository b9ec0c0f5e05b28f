//! The file that an export has made: what it is, until when it is kept, the file itself, and a link to it.

use std::rc::Rc;

use rollcall_wire::auth::Me;
use rollcall_wire::batches::{Batch, Download};
use yew::prelude::*;

use crate::api;
use crate::i18n::{find, format};
use crate::session::{is_administrator, may, use_me};
use crate::t;
use crate::ui::{
    Alert, Button, CopyField, Fact, Facts, Look, ProblemAlert, Symbol, Toast, Tone, use_task, use_toaster,
};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// Whether the person may download the file: its creator and administrators, as long as they may export.
fn may_take(me: Option<&Me>, batch: &Batch) -> bool {
    me.is_some_and(|me| {
        let made_it = batch.created_by.as_ref().is_some_and(|actor| actor.id == me.user.id);
        may(me, "exports.create") && (made_it || is_administrator(&me.user.system_roles))
    })
}

/// The file of an applied export, or that it is no longer kept.
#[component]
pub fn ExportFile(props: &Props) -> Html {
    let me = use_me();
    let batch = &props.batch;
    match batch.download.as_ref().filter(|file| format::is_to_come(&file.expires_at)) {
        Some(file) => html! {
            <File id={batch.id.clone()} file={file.clone()} yours={may_take(me.as_deref(), batch)} />
        },
        None => html! {
            <Alert tone={Tone::Info} title={t!("export-expired")} testid="export-expired">{ t!("export-expired-detail") }</Alert>
        },
    }
}

#[derive(PartialEq, Properties)]
struct FileProps {
    id: AttrValue,
    file: Download,
    /// Whether the person may have it.
    yours: bool,
}

#[component]
fn File(props: &FileProps) -> Html {
    let (taking, linking) = (use_task(), use_task());
    let link = use_state_eq(|| None::<(String, String)>);
    let toaster = use_toaster();
    let file = &props.file;
    let take = {
        let (taking, toaster) = (taking.clone(), toaster.clone());
        let (path, name) = (api::batches::path(&props.id, "/download"), file.file_name.clone());
        Callback::from(move |()| {
            let (path, name, saved, toaster) = (path.clone(), name.clone(), name.clone(), toaster.clone());
            taking.run(async move { api::download::save(&path, &name).await }, move |()| {
                toaster.emit(Toast::success(t!("download-done", name = saved)));
            });
        })
    };
    let make_link = {
        let (linking, id, link) = (linking.clone(), props.id.to_string(), link.setter());
        Callback::from(move |()| {
            let (id, link) = (id.clone(), link.clone());
            linking.run(async move { api::batches::download_link(&id).await }, move |made| {
                link.set(Some((api::download::address_of(&made.url), made.expires_at)));
            });
        })
    };
    let format = find(&format!("format-{}", file.format), &[]).unwrap_or_else(|| file.format.clone());
    html! {
        <div class="rc-card" data-testid="export-file">
            <Facts>
                <Fact term={t!("export-file")}><span class="rc-word" data-testid="export-name">{ &file.file_name }</span></Fact>
                <Fact term={t!("download-format")}>{ format }</Fact>
                <Fact term={t!("source-size")}>{ format::bytes(file.size) }</Fact>
                <Fact term={t!("export-kept")}><time datetime={file.expires_at.clone()}>{ format::moment(&file.expires_at) }</time></Fact>
            </Facts>
            if let Some(failure) = taking.failure.as_ref().or(linking.failure.as_ref()) {
                <ProblemAlert failure={failure.clone()} urgent=true testid="export-error" />
            }
            if props.yours {
                <div class="rc-bar">
                    <Button look={Look::Primary} icon={Symbol::Download} busy={taking.busy} onclick={take} testid="export-take">{ t!("export-take") }</Button>
                    <Button look={Look::Secondary} busy={linking.busy} onclick={make_link} testid="export-link">{ if link.is_some() { t!("export-link-another") } else { t!("export-link") } }</Button>
                </div>
                if let Some((address, until)) = &*link {
                    <CopyField label={t!("export-link-until", at = format::moment(until))} value={address.clone()} testid="export-address" />
                    <p class="rc-quiet">{ t!("export-link-what") }</p>
                }
            } else {
                <p class="rc-quiet" data-testid="export-not-yours">{ t!("export-not-yours") }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use rollcall_wire::users::Actor;

    use super::*;
    use crate::pages::batches::state::tests::batch;
    use crate::session::tests::me;

    #[test]
    fn the_file_is_for_whoever_made_it_and_for_administrators() {
        let by = |id: &str| Some(Actor { id: id.to_owned(), username: id.to_owned() });
        let (own, other) = (Batch { created_by: by("me"), ..batch() }, Batch { created_by: by("other"), ..batch() });
        let (clerk, boss) = (me(&[], &["exports.*"]), me(&["administrator"], &["*"]));
        assert!(may_take(Some(&clerk), &own) && may_take(Some(&boss), &other));
        assert!(!may_take(Some(&clerk), &other) && !may_take(Some(&me(&[], &["batches.*"])), &own));
    }
}
