//! A batch that waits for its time: when that is, and what happens until then.

use std::rc::Rc;

use rollcall_wire::batches::Batch;
use yew::prelude::*;

use super::super::state;
use crate::i18n::format;
use crate::session::{use_course_rights, use_me};
use crate::t;
use crate::ui::{Alert, Tone};

#[derive(PartialEq, Properties)]
pub struct Props {
    pub batch: Rc<Batch>,
}

/// The notice.
#[component]
pub fn Scheduled(props: &Props) -> Html {
    let (me, courses) = (use_me(), use_course_rights());
    let batch = &props.batch;
    let at = state::starts_at(batch).map(format::moment).unwrap_or_default();
    let who = batch.applied_by.as_ref().filter(|who| me.as_ref().is_none_or(|me| me.user.id != who.id));
    // It is applied in the name of the person who has set the time.
    let detail = match who {
        Some(who) => t!("scheduled-detail-other", name = who.username.clone()),
        None => t!("scheduled-detail"),
    };
    html! {
        <Alert tone={Tone::Info} title={t!("scheduled", at = at)} testid="scheduled">
            <p>{ detail }</p>
            if state::may_apply(me.as_deref(), &courses, batch) {
                <p class="rc-below">{ t!("scheduled-call-off") }</p>
            }
        </Alert>
    }
}
