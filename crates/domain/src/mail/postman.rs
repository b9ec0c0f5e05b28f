//! Carries mails: some at a time are claimed, sent over several connections, and noted together.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::compose::{Composed, compared};
use super::{Mail, Obstacle, Transport, Undelivered, rate};
use crate::auth::link::LinkKey;
use crate::batches::engine::store;
use crate::bounces::store::{self as bounces, Bounce};
use crate::db::{Conn, Db, Urgency};
use crate::deliveries::Ending;
use crate::deliveries::queue::{self, Delivery};
use crate::id::DeliveryId;
use crate::settings::Settings;
use crate::time::{DAY, HOUR, SECOND};
use crate::{Millis, Result};

/// Delivers what waits.
#[derive(Clone)]
pub struct Postman {
    /// How mails are sent.
    pub transport: Arc<dyn Transport>,
    /// Signs the links.
    pub links: LinkKey,
    /// Where people reach the console, without a slash at the end.
    pub base_url: String,
}

/// So many deliveries are worked at together. When a node dies, it is of these that nobody knows whether they were sent.
const CHUNK: i64 = 40;
/// So many mails are sent at once.
const LANES: usize = 4;
/// After so long no further mail of a chunk is begun: a claim ends after five minutes, and a slow server may need half of that for one
/// mail.
const PATIENCE: Duration = Duration::from_secs(120);
/// The first pause; each further failure doubles it.
const FIRST_PAUSE: Millis = 30 * SECOND;
/// The longest pause.
const LONGEST_PAUSE: Millis = 6 * HOUR;
/// A mail that could not be delivered for so long is given up.
const GIVEN_UP: Millis = 4 * DAY;
/// The status of a mail that was given up: its time is over (RFC 3463).
const TIME_OVER: &str = "4.4.7";

/// A mail, and the deliveries that it is.
type Parcel = (Box<Mail>, Vec<DeliveryId>);
/// How a mail fared; `None` if it was not tried.
type Fate = Option<std::result::Result<(), Undelivered>>;

impl Postman {
    /// Delivers some of what is due; returns how many deliveries were sent, ended or put into a digest. Blocks.
    pub fn deliver(&self, db: &Db, now: Millis) -> Result<usize> {
        let waiting = db.read(|conn| {
            let beside_a_batch = store::is_at_work(conn)?;
            queue::due(conn, now, beside_a_batch, CHUNK)
        })?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let (site, composed) = db.read(|conn| self.compose(conn, &waiting, now))?;
        let (parcels, ended) = db.write(Urgency::Background, |conn| take(conn, &site, composed, now))?;
        let fates = self.send_all(&parcels);
        for (_, problem) in
            parcels.iter().zip(&fates).filter_map(|(parcel, fate)| Some((parcel, fate.as_ref()?.as_ref().err()?)))
        {
            tracing::warn!(reason = problem.reason, "a mail was not sent");
        }
        let noted = db.write(Urgency::Background, |conn| note_all(conn, &waiting, &parcels, &fates, now))?;
        Ok(ended + noted)
    }

    /// Sends mails over several connections at once. Where none can be sent the others are not tried either.
    fn send_all(&self, parcels: &[Parcel]) -> Vec<Fate> {
        let (next, is_over, begun) = (AtomicUsize::new(0), AtomicBool::new(false), Instant::now());
        let fates: Mutex<Vec<Fate>> = Mutex::new(vec![None; parcels.len()]);
        let lane = || {
            while !is_over.load(Ordering::Relaxed) && begun.elapsed() < PATIENCE {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((mail, _)) = parcels.get(at) else { return };
                let sent = self.transport.send(mail);
                if let Err(Undelivered { obstacle: Obstacle::Unreachable, .. }) = &sent {
                    is_over.store(true, Ordering::Relaxed);
                }
                fates.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(sent);
            }
        };
        if parcels.len() == 1 {
            lane();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..LANES.min(parcels.len()) {
                    scope.spawn(lane);
                }
            });
        }
        fates.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Claims the mails that may be sent within the minute at hand, and ends or puts off the other deliveries; returns the mails, and how
/// many of the others are out of the way.
fn take(conn: &mut Conn, site: &Settings, composed: Vec<Composed>, now: Millis) -> Result<(Vec<Parcel>, usize)> {
    let (mut parcels, mut gathered): (Vec<Parcel>, Vec<_>) = Default::default();
    let mut ended: BTreeMap<(Ending, &str), Vec<DeliveryId>> = BTreeMap::new();
    for one in composed {
        match one {
            Composed::Mail(mail, of) => parcels.push((mail, of)),
            Composed::Gathered(id, due) => gathered.push((id, due)),
            Composed::Ended(id, ending, why) => ended.entry((ending, why)).or_default().push(id),
        }
    }
    // Whatever becomes of them, another worker may have been faster.
    let all = parcels.iter().flat_map(|(_, of)| of.iter().copied());
    let others = gathered.iter().map(|(id, _)| *id).chain(ended.values().flatten().copied());
    let claimed = queue::claim(conn, &all.chain(others).collect::<Vec<_>>(), now)?;
    let is_claimed = |id: &DeliveryId| claimed.contains(id);
    gathered.retain(|(id, _)| is_claimed(id));
    queue::gather(conn, &gathered)?;
    // What is told later is out of the way, too: there may be many more behind it.
    let mut done = gathered.len();
    for ((ending, why), mut ids) in ended {
        ids.retain(is_claimed);
        queue::finish(conn, &ids, ending, Some(why), now)?;
        done += ids.len();
    }
    parcels.retain(|(_, of)| of.iter().all(is_claimed));
    let addresses: Vec<String> = parcels.iter().map(|(mail, _)| compared(mail)).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let admitted = rate::admit(conn, site, &addresses, now)?;
    let mut put_off: Vec<DeliveryId> = Vec::new();
    let mut at = 0;
    parcels.retain(|(_, of)| {
        let is_admitted = admitted[at];
        at += 1;
        if !is_admitted {
            put_off.extend(of);
        }
        is_admitted
    });
    queue::put_off(conn, &put_off, "more mails than may be sent within a minute", rate::next_minute(now), false)?;
    let sent_to = parcels.iter().flat_map(|(mail, of)| of.iter().map(|id| (*id, compared(mail))));
    queue::address(conn, &sent_to.collect::<Vec<_>>())?;
    Ok((parcels, done))
}

/// Notes how mails fared; returns how many deliveries are done with.
fn note_all(conn: &mut Conn, waiting: &[Delivery], parcels: &[Parcel], fates: &[Fate], now: Millis) -> Result<usize> {
    let (mut sent, mut untried): (Vec<DeliveryId>, Vec<DeliveryId>) = Default::default();
    let mut done = 0;
    for ((mail, of), fate) in parcels.iter().zip(fates) {
        match fate {
            Some(Ok(())) => sent.extend(of),
            None | Some(Err(Undelivered { obstacle: Obstacle::Unreachable, .. })) => untried.extend(of),
            Some(Err(problem)) => {
                let first = waiting.iter().find(|delivery| delivery.id == mail.id);
                done += note_failure(conn, first, (mail, of), problem, now)?;
            }
        }
    }
    queue::finish(conn, &sent, Ending::Sent, None, now)?;
    queue::put_off(conn, &untried, "the mail server cannot be reached", now + FIRST_PAUSE, false)?;
    Ok(done + sent.len())
}

fn note_failure(
    conn: &mut Conn,
    first: Option<&Delivery>,
    (mail, of): (&Mail, &[DeliveryId]),
    problem: &Undelivered,
    now: Millis,
) -> Result<usize> {
    let bounce = |status: &str, is_hard| Bounce {
        delivery: mail.id,
        address: compared(mail),
        status: status.to_owned(),
        is_hard,
    };
    let attempts = first.map_or(0, |delivery| delivery.attempts);
    let is_old = first.is_some_and(|delivery| now - delivery.created_at > GIVEN_UP);
    let bounced = match &problem.obstacle {
        Obstacle::Refused => {
            queue::finish(conn, of, Ending::Refused, Some(&problem.reason), now)?;
            return Ok(of.len());
        }
        Obstacle::Recipient(status) => bounce(status, true),
        Obstacle::Later if is_old => bounce(TIME_OVER, false),
        Obstacle::Later | Obstacle::Unknown | Obstacle::Unreachable => {
            if problem.obstacle == Obstacle::Unknown {
                queue::note_unknown_ends(conn, of)?;
            }
            queue::put_off(conn, of, &problem.reason, now + pause(mail.id, attempts), true)?;
            return Ok(0);
        }
    };
    queue::finish(conn, of, Ending::Bounced, Some(&problem.reason), now)?;
    bounces::note(conn, &bounced, now)?;
    Ok(of.len())
}

/// How long a mail waits for its next attempt: twice as long each time, and a fifth more or less, so that mails that failed together
/// are not tried together for ever.
fn pause(id: DeliveryId, attempts: i64) -> Millis {
    let doublings = u32::try_from(attempts).unwrap_or(u32::MAX).min(20);
    let pause = (FIRST_PAUSE << doublings).min(LONGEST_PAUSE);
    let random = id.0.as_u128().wrapping_mul(u128::from(doublings) * 2 + 1) % 401;
    pause * (800 + i64::try_from(random).unwrap_or(200)) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_six_hours_and_differ_from_mail_to_mail() {
        for attempts in 0..40 {
            let base = (FIRST_PAUSE << attempts.min(20)).min(LONGEST_PAUSE);
            let pause = pause(DeliveryId::new(), i64::from(attempts));
            assert!(pause >= base * 8 / 10 && pause <= base * 12 / 10, "{attempts}: {pause}");
        }
        let first: std::collections::BTreeSet<Millis> = (0..50).map(|_| pause(DeliveryId::new(), 0)).collect();
        assert!(first.len() > 10, "they spread: {first:?}");
    }
}
