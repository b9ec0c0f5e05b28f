//! Limits concurrent work that uses a whole core: so many at once, and one for each person.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rollcall_domain::{Error, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

/// Who waits for a turn, and who has one.
pub struct PersonTurns {
    all: Semaphore,
    persons: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// A turn; it ends when it is dropped.
pub struct PersonTurn<'t> {
    turns: &'t PersonTurns,
    person: String,
    /// Given back before the person's entry is looked at.
    own: Option<OwnedSemaphorePermit>,
    _all: SemaphorePermit<'t>,
}

impl PersonTurns {
    /// So many turns at once.
    pub fn new(at_once: usize) -> Self {
        Self { all: Semaphore::new(at_once), persons: Mutex::default() }
    }

    /// Waits for a turn. A person's requests come one after another, and stand in the queue of all only once at a time.
    pub async fn take(&self, person: &str) -> Result<PersonTurn<'_>> {
        let own = {
            let mut persons = self.persons.lock().unwrap_or_else(PoisonError::into_inner);
            persons.entry(person.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(1))).clone()
        };
        let waiting = WaitingPerson { turns: self, person };
        let own = own.acquire_owned().await.map_err(Error::internal)?;
        let all = self.all.acquire().await.map_err(Error::internal)?;
        drop(waiting);
        Ok(PersonTurn { turns: self, person: person.to_owned(), own: Some(own), _all: all })
    }

    /// Forgets a person without waiting requests.
    fn tidy(&self, person: &str) {
        let mut persons = self.persons.lock().unwrap_or_else(PoisonError::into_inner);
        if persons.get(person).is_some_and(|own| Arc::strong_count(own) == 1) {
            persons.remove(person);
        }
    }
}

/// A waiting request that may be dropped.
struct WaitingPerson<'t> {
    turns: &'t PersonTurns,
    person: &'t str,
}

impl Drop for WaitingPerson<'_> {
    fn drop(&mut self) {
        self.turns.tidy(self.person);
    }
}

impl Drop for PersonTurn<'_> {
    fn drop(&mut self) {
        self.own.take();
        self.turns.tidy(&self.person);
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn many_requests_for_one_person_leave_the_turns_of_others_free() {
        let turns = PersonTurns::new(2);
        let mut first = pin!(turns.take("anna"));
        let Poll::Ready(Ok(held)) = poll(first.as_mut()) else { panic!("the first turn is free") };
        let mut waiting: Vec<_> = (0..20).map(|_| Box::pin(turns.take("anna"))).collect();
        assert!(waiting.iter_mut().all(|one| poll(one.as_mut()).is_pending()));
        let mut other = pin!(turns.take("otto"));
        assert!(matches!(poll(other.as_mut()), Poll::Ready(Ok(_))));
        drop(held);
        assert!(matches!(poll(waiting[0].as_mut()), Poll::Ready(Ok(_))));
        drop(waiting);
        assert!(turns.persons.lock().is_ok_and(|persons| persons.is_empty()), "nobody is kept who does not wait");
    }
}
