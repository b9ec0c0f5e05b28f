//! Mail: what goes over the wire, what bounces, and how people want to be told.

mod bounces;
mod content;
mod digests;
mod foreign;
mod notifications;
mod sending;
pub mod server;
mod support;
mod unsubscribe;
