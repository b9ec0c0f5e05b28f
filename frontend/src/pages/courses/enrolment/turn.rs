//! Suspend an enrolment, or let it count again: done at once, with a way back.

use rollcall_wire::courses::{Enrolment, UpdateEnrolment};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::pages::users::people_table::Listed;
use crate::t;
use crate::ui::{Toast, use_toaster, words};

/// Suspends an enrolment that is active, and the other way round; says so, and offers the way back.
#[hook]
pub fn use_turning(onchanged: Callback<()>) -> Callback<Listed> {
    let toaster = use_toaster();
    Callback::from(move |listed: Listed| {
        let Some(enrolment) = listed.enrolment else { return };
        let (toaster, onchanged, name) = (toaster.clone(), onchanged.clone(), listed.user.full_name);
        spawn_local(async move {
            toaster.emit(match turned(&enrolment).await {
                Ok(now) => {
                    let undo = undoing(now.clone(), name.clone(), toaster.clone(), onchanged.clone());
                    Toast::success(done(&now, name)).with_action(t!("undo"), undo)
                }
                Err(failure) => Toast::danger(words(&failure).detail),
            });
            onchanged.emit(());
        });
    })
}

async fn turned(enrolment: &Enrolment) -> Result<Enrolment, Failure> {
    let status = if enrolment.status == "suspended" { "active" } else { "suspended" };
    let changes = UpdateEnrolment { status: Some(status.to_owned()), ..UpdateEnrolment::default() };
    api::courses::change_enrolment(enrolment, &changes).await
}

fn done(enrolment: &Enrolment, name: String) -> String {
    if enrolment.status == "suspended" {
        t!("enrolment-suspended-toast", name = name)
    } else {
        t!("enrolment-activated-toast", name = name)
    }
}

fn undoing(enrolment: Enrolment, name: String, toaster: Callback<Toast>, onchanged: Callback<()>) -> Callback<()> {
    Callback::from(move |()| {
        let (enrolment, name) = (enrolment.clone(), name.clone());
        let (toaster, onchanged) = (toaster.clone(), onchanged.clone());
        spawn_local(async move {
            toaster.emit(match turned(&enrolment).await {
                Ok(now) => Toast::success(done(&now, name)),
                Err(failure) => Toast::danger(t!("undo-failed", reason = words(&failure).detail)),
            });
            onchanged.emit(());
        });
    })
}
