//! Signing in, and what a sign-in is worth afterwards.
//!
//! A sign-in makes a session (a row) and an access token (a JWT of 15 minutes). Both carry the account's
//! `session_epoch`; every request compares it with the account's, so that one write to the account ends
//! all its sessions on every node with the very next request.

pub mod access;
pub mod api_token;
pub mod by_mail;
pub mod current_password;
pub mod device;
mod download_link;
pub mod link;
pub mod network;
pub mod own_account;
pub mod own_email;
pub mod password;
mod policy;
pub mod refresh_token;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod token;

pub use secret::Secret;

use crate::erasure::{Erasure, Fate};

/// Erasure policy of sign-ins.
pub const ERASURES: &[Erasure] = &[
    Erasure { table: "sessions", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
    Erasure { table: "api_tokens", rows: "user_id IN (SELECT c.id FROM {people})", fate: Fate::Removed },
];
