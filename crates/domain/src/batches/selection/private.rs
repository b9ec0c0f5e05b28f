//! What of a selection is not for all users who may see its batch: private fields in filters and searches, and what pasted lists name
//! people by.

use crate::batches::engine::batch::{Batch, BatchKind};
use crate::batches::engine::message::Message;
use crate::batches::engine::row::Row;
use crate::field_rights::MASK;
use crate::filter::private::{is_private_filter, mask_filter};

/// Whether people are selected by a private field.
pub fn selects_by_private(batch: &Batch) -> bool {
    batch.source.filter.as_deref().is_some_and(is_private_filter)
}

/// Takes the private values out of what a batch says of its selection.
pub fn conceal_source(batch: &mut Batch) {
    batch.source.filter.iter_mut().for_each(mask_filter);
    batch.source.q.iter_mut().filter(|_| batch.source.searches_private).for_each(|q| MASK.clone_into(q));
}

/// Takes what a pasted list names a user by, which may be an ID number, out of a row.
pub fn conceal_key(batch: &Batch, row: &mut Row) {
    if batch.kind != BatchKind::Selection || batch.source.filter.is_some() {
        return;
    }
    let key = std::mem::replace(&mut row.key, MASK.to_owned());
    let is_about = |message: &&mut Message| !key.trim().is_empty() && message.message.contains(key.trim());
    for message in row.messages.iter_mut().filter(is_about) {
        message.message = message.message.replace(key.trim(), MASK);
        message.found = message.found.take().map(|_| MASK.to_owned());
    }
}
