//! What deliveries become: mails of their own, a digest, something for later, or nothing any more. For many at once, with no query for
//! each.

use std::collections::{BTreeMap, HashMap};

use super::Mail;
use super::content::{Content, ToldMessage};
use super::postman::Postman;
use super::words::Words;
use crate::auth::link::{LinkKey, NewLink, Purpose};
use crate::batches::engine::batch::Batch;
use crate::batches::engine::store as batch_store;
use crate::context::Context;
use crate::db::Conn;
use crate::deliveries::queue::Delivery;
use crate::deliveries::{DeliveryKind, Ending};
use crate::id::{BatchId, CourseId, DeliveryId, MessageId, UserId};
use crate::messages::{self, ConversationKind, Message};
use crate::notifications::store::{ByMail, Notice, by_mail};
use crate::notifications::{NotificationKind, unsubscribe};
use crate::settings::Settings;
use crate::users::store as user_store;
use crate::users::{Account, email};
use crate::{Error, Millis, Result};

/// What deliveries become.
#[derive(Debug)]
pub(super) enum Composed {
    /// A mail, and the deliveries that are done with it.
    Mail(Box<Mail>, Vec<DeliveryId>),
    /// One that is told together with others, at a time.
    Gathered(DeliveryId, Millis),
    /// One that is not sent, and why.
    Ended(DeliveryId, Ending, &'static str),
}

const OUTDATED: &str = "what it would tell has changed";

/// A delivery whose recipient is there, and what it is about.
struct Told<'a> {
    delivery: &'a Delivery,
    account: &'a Account,
    address: String,
    about: About<'a>,
}

enum About<'a> {
    Link(&'a NewLink, &'static str),
    Suspension,
    NewUsername,
    Address,
    BatchEnd(&'a Batch),
    Message(ToldMessage<'a>, ConversationKind, Option<CourseId>),
}

impl About<'_> {
    fn kind(&self) -> Option<NotificationKind> {
        match self {
            Self::BatchEnd(_) => Some(NotificationKind::BatchEnded),
            Self::Message(_, ConversationKind::Bulk, _) => Some(NotificationKind::BulkMessage),
            Self::Message(..) => Some(NotificationKind::DirectMessage),
            Self::Link(..) | Self::Suspension | Self::NewUsername | Self::Address => None,
        }
    }
}

/// What the deliveries at hand are about, read beforehand.
struct Sources {
    accounts: HashMap<UserId, Account>,
    senders: HashMap<UserId, Account>,
    messages: HashMap<MessageId, Message>,
    headings: HashMap<crate::id::ConversationId, (ConversationKind, Option<String>)>,
    courses: HashMap<BatchId, CourseId>,
    ended: HashMap<BatchId, Batch>,
    links: HashMap<DeliveryId, NewLink>,
    site: Settings,
}

impl Sources {
    fn read(conn: &mut Conn, key: &LinkKey, waiting: &[Delivery], now: Millis) -> Result<Self> {
        let people: Vec<UserId> = waiting.iter().filter_map(|delivery| delivery.recipient).collect();
        let told = waiting.iter().filter(|one| is_message(one.kind));
        let ids: Vec<MessageId> = told.filter_map(|one| one.payload.parse().ok()).collect();
        let messages = messages::store::by_ids(conn, &ids)?;
        let conversations: Vec<_> = messages.values().map(|message| message.conversation).collect();
        let senders: Vec<UserId> = messages.values().filter_map(|message| message.sender).collect();
        let batches: Vec<BatchId> = messages.values().filter_map(|message| message.batch).collect();
        let ends = waiting.iter().filter(|one| one.kind == DeliveryKind::BatchEnded);
        let ended: Vec<BatchId> = ends.filter_map(|one| one.payload.parse().ok()).collect();
        let in_course = |(batch, context)| if let Context::Course(id) = context { Some((batch, id)) } else { None };
        Ok(Self {
            accounts: user_store::by_ids(conn, &people)?,
            senders: user_store::by_ids(conn, &senders)?,
            headings: messages::store::headings(conn, &conversations)?,
            courses: batch_store::contexts(conn, &batches)?.into_iter().filter_map(in_course).collect(),
            ended: batch_store::by_ids(conn, &ended)?,
            links: links_of(conn, key, waiting, now)?,
            site: Settings::load(conn)?,
            messages,
        })
    }

    /// What a delivery is about as things are now; `None` if it is no news any more.
    fn about(&self, delivery: &Delivery, account: &Account) -> Option<About<'_>> {
        if let Some((_, page)) = link_of(delivery.kind) {
            let link = self.links.get(&delivery.id)?;
            // The payload is the number of this link; a later one was asked for where the last has another.
            let number: Option<i64> = delivery.payload.parse().ok();
            let is_superseded = delivery.kind == DeliveryKind::PasswordReset
                && number.is_some_and(|number| number != link.reset_serial);
            return (!is_superseded).then_some(About::Link(link, page));
        }
        match delivery.kind {
            DeliveryKind::Suspended => account.suspended.then_some(About::Suspension),
            DeliveryKind::Renamed => Some(About::NewUsername),
            DeliveryKind::EmailChangeAsked | DeliveryKind::EmailChanged => Some(About::Address),
            DeliveryKind::BatchEnded if account.suspended => None,
            DeliveryKind::BatchEnded => self.ended.get(&delivery.payload.parse().ok()?).map(About::BatchEnd),
            _ => self.message(delivery),
        }
    }

    /// A message that is still news: neither read nor withdrawn. A test is wanted by mail also if it was read in the inbox.
    fn message(&self, delivery: &Delivery) -> Option<About<'_>> {
        let message = self.messages.get(&delivery.payload.parse().ok()?)?;
        let (kind, subject) = self.headings.get(&message.conversation)?;
        let is_read = message.read_at.is_some() && delivery.kind != DeliveryKind::TestCopy;
        if message.withdrawn || is_read {
            return None;
        }
        let course = message.batch.and_then(|batch| self.courses.get(&batch).copied());
        let sender = message.sender.and_then(|id| self.senders.get(&id));
        let sender = sender.map(Account::full_name);
        Some(About::Message(ToldMessage { message, subject: subject.as_deref(), sender }, *kind, course))
    }
}

fn is_message(kind: DeliveryKind) -> bool {
    matches!(kind, DeliveryKind::Message | DeliveryKind::DigestItem | DeliveryKind::TestCopy)
}

impl Postman {
    /// What deliveries become, and the settings that counted.
    pub(super) fn compose(
        &self,
        conn: &mut Conn,
        waiting: &[Delivery],
        now: Millis,
    ) -> Result<(Settings, Vec<Composed>)> {
        let sources = Sources::read(conn, &self.links, waiting, now)?;
        let (mut told, mut composed) = (Vec::new(), Vec::new());
        for delivery in waiting {
            let account = delivery.recipient.and_then(|id| sources.accounts.get(&id));
            let Some(account) = account.filter(|account| account.deleted_at.is_none()) else {
                composed.push(Composed::Ended(delivery.id, Ending::Outdated, "the account is gone"));
                continue;
            };
            match sources.about(delivery, account) {
                Some(about) => {
                    let address = match (&about, delivery.kind) {
                        (About::Link(link, _), DeliveryKind::EmailChange) => link.pending_email.clone(),
                        // What is told to an address that is, or soon may be, the account's no more.
                        (About::Address, _) => Some(delivery.payload.clone()),
                        _ => None,
                    };
                    let address = address.unwrap_or_else(|| account.email.clone());
                    told.push(Told { delivery, account, address, about });
                }
                None => composed.push(Composed::Ended(delivery.id, Ending::Outdated, OUTDATED)),
            }
        }
        let notices: Vec<Notice<'_>> = told.iter().map(Told::notice).collect();
        let ways = by_mail(conn, &sources.site, &notices, now)?;
        let mut digests: BTreeMap<UserId, Vec<Told<'_>>> = BTreeMap::new();
        for (one, way) in told.into_iter().zip(ways) {
            let id = one.delivery.id;
            match way {
                ByMail::No(ending, why) => composed.push(Composed::Ended(id, ending, why)),
                // Its time has come.
                _ if one.delivery.kind == DeliveryKind::DigestItem => {
                    digests.entry(one.account.id).or_default().push(one)
                }
                ByMail::At(due) => composed.push(Composed::Gathered(id, due)),
                ByMail::Now => composed.push(Composed::Mail(Box::new(self.mail(&sources, &one)?), vec![id])),
            }
        }
        for items in digests.into_values() {
            composed.push(self.digest(&sources.site, items)?);
        }
        Ok((sources.site, composed))
    }

    fn mail(&self, sources: &Sources, one: &Told<'_>) -> Result<Mail> {
        let (site, account) = (&sources.site, one.account);
        let words = Words::of(account.language.as_deref());
        let mut reply_to = None;
        let content = match &one.about {
            About::Link(link, page) => {
                let address = format!("{}/{page}#{}", self.base_url, link.token);
                Content::with_link(words, one.delivery.kind, account, &address)
            }
            About::Suspension => Content::suspended(words, account, &site.timezone),
            About::NewUsername => Content::renamed(words, account),
            About::Address => Content::about_address(words, one.delivery.kind, account),
            About::BatchEnd(batch) => {
                Content::batch_ended(words, batch, &format!("{}/batches/{}", self.base_url, batch.id), &site.timezone)
            }
            About::Message(told, ..) => {
                let sender = told.message.sender.and_then(|id| sources.senders.get(&id));
                let sender = sender.filter(|sender| site.answers_to_sender && !sender.email.is_empty());
                reply_to = sender.map(|sender| (sender.full_name(), sender.email.clone()));
                let page = format!("{}/messages/{}", self.base_url, told.message.conversation);
                Content::message(words, told, &page, reply_to.is_some())
            }
        };
        let mail = self.finished(words, one.delivery.id, account, one.kind(), site, content)?;
        Ok(Mail { reply_to, address: one.address.clone(), ..mail })
    }

    fn digest(&self, site: &Settings, items: Vec<Told<'_>>) -> Result<Composed> {
        let Some((id, account)) = items.first().map(|one| (one.delivery.id, one.account)) else {
            return Err(Error::internal("a digest tells of something"));
        };
        let words = Words::of(account.language.as_deref());
        let of: Vec<DeliveryId> = items.iter().map(|one| one.delivery.id).collect();
        let kind = items.first().and_then(Told::kind);
        let told = items.into_iter().filter_map(|one| match one.about {
            About::Message(told, ..) => Some(told),
            _ => None,
        });
        let content = Content::digest(words, &told.collect::<Vec<_>>(), &format!("{}/messages", self.base_url));
        Ok(Composed::Mail(Box::new(self.finished(words, id, account, kind, site, content)?), of))
    }

    fn finished(
        &self,
        words: &Words,
        id: DeliveryId,
        account: &Account,
        kind: Option<NotificationKind>,
        site: &Settings,
        content: Content,
    ) -> Result<Mail> {
        let can_end = kind.filter(|kind| !kind.default(site).locked);
        let token = can_end.map(|kind| unsubscribe::token(&self.links, account.id, kind)).transpose()?;
        let unsubscribe = token.map(|token| format!("{}/api/v1/mail/unsubscribe/{token}", self.base_url));
        let name = account.full_name();
        let content = content.framed(words, &name, unsubscribe.as_deref());
        Ok(Mail {
            id,
            name,
            address: account.email.clone(),
            text: content.text(),
            html: content.html(words.language),
            subject: content.subject,
            language: words.language,
            reply_to: None,
            unsubscribe,
        })
    }
}

impl Told<'_> {
    /// What can be chosen about it; `None` if it always comes, as the test that one has asked for.
    fn kind(&self) -> Option<NotificationKind> {
        if self.delivery.kind == DeliveryKind::TestCopy { None } else { self.about.kind() }
    }

    fn notice(&self) -> Notice<'_> {
        let course = if let About::Message(_, _, course) = &self.about { *course } else { None };
        Notice { account: self.account, kind: self.kind(), course, address: &self.address }
    }
}

/// What a kind's link is for, and which page of the console it opens.
fn link_of(kind: DeliveryKind) -> Option<(Purpose, &'static str)> {
    Some(match kind {
        DeliveryKind::Invitation => (Purpose::Invitation, "invitation"),
        DeliveryKind::PasswordReset => (Purpose::PasswordReset, "password-reset"),
        DeliveryKind::Confirmation => (Purpose::Confirmation, "confirmation"),
        DeliveryKind::EmailChange => (Purpose::EmailChange, "confirmation"),
        _ => return None,
    })
}

/// The links of the deliveries that have one, by delivery.
fn links_of(conn: &mut Conn, key: &LinkKey, waiting: &[Delivery], now: Millis) -> Result<HashMap<DeliveryId, NewLink>> {
    let mut links = HashMap::new();
    for kind in DeliveryKind::ALL {
        let Some((purpose, _)) = link_of(kind) else { continue };
        let of_kind = || waiting.iter().filter(|one| one.kind == kind);
        let people: Vec<UserId> = of_kind().filter_map(|one| one.recipient).collect();
        if people.is_empty() {
            continue;
        }
        let issued = key.issue(conn, purpose, &people, now)?;
        links.extend(of_kind().filter_map(|one| Some((one.id, issued.get(&one.recipient?)?.clone()))));
    }
    Ok(links)
}

/// The address as it is compared: a bounce is known by it.
pub(super) fn compared(mail: &Mail) -> String {
    email::canonical(&mail.address)
}
