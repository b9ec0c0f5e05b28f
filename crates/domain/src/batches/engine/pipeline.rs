//! Two threads for one piece of work: while one writes a chunk, the other makes the next ready.
//!
//! What is made ready ahead is only ever a proposal: the thread that writes checks whatever may have changed in the
//! meantime in the very transaction that it writes in.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use crate::Result;

/// How many chunks may wait to be written; with the one that is being written, so many lie ahead of the one at hand.
pub(crate) const WAITING: usize = 1;

/// Where chunks go that are ready.
pub(crate) struct Sender<T>(SyncSender<T>);

impl<T> Sender<T> {
    /// Hands a chunk over, once there is room. False if no more are taken.
    pub(crate) fn send(&self, chunk: T) -> bool {
        self.0.send(chunk).is_ok()
    }
}

/// Runs both to the end of the work, to the first error, or until `write` breaks off.
pub(crate) fn run<T: Send>(
    prepare: impl FnOnce(&Sender<T>) -> Result<()> + Send,
    mut write: impl FnMut(T) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let (send, receive) = sync_channel(WAITING);
    thread::scope(|scope| {
        let ahead = scope.spawn(move || prepare(&Sender(send)));
        let mut written = Ok(ControlFlow::Continue(()));
        for chunk in receive.iter() {
            written = write(chunk);
            if !matches!(written, Ok(ControlFlow::Continue(()))) {
                break;
            }
        }
        // The preparing thread learns that its chunks are no longer taken.
        drop(receive);
        let prepared = ahead.join().unwrap_or_else(|panic| resume_unwind(panic));
        match written {
            Ok(ControlFlow::Continue(())) => prepared,
            other => other.map(|_| ()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn chunks_arrive_in_order_and_the_work_ends_with_them() {
        let mut written = Vec::new();
        let done = run(
            |send| {
                (0..50).for_each(|chunk| assert!(send.send(chunk)));
                Ok(())
            },
            |chunk| {
                written.push(chunk);
                Ok(ControlFlow::Continue(()))
            },
        );
        assert!(done.is_ok());
        assert_eq!(written, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn preparing_stops_when_the_writer_has_stopped() {
        let done = run(
            |send| {
                while send.send(1) {}
                Ok(())
            },
            |_| Ok(ControlFlow::Break(())),
        );
        assert!(done.is_ok());
    }

    #[test]
    fn an_error_of_either_side_is_the_error_of_the_work() {
        let failed = run(|_: &Sender<()>| Err(Error::internal("no file")), |()| Ok(ControlFlow::Continue(())));
        assert!(failed.is_err());
        let failed = run(
            |send| {
                while send.send(1) {}
                Ok(())
            },
            |_| Err(Error::internal("no room")),
        );
        assert!(failed.is_err());
    }
}
