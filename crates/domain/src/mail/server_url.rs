//! The address of a mail server, such as `smtps://user:password@mail.example.org` or `smtp://127.0.0.1:1025`.

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::Certificate;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::{Error, Result};

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tls {
    /// From the first byte.
    Wrapped,
    /// The server has to offer it (`?tls=required`).
    Required,
    /// If the server offers it (`?tls=opportunistic`).
    Opportunistic,
    /// Not at all: for a server on this machine.
    None,
}

/// A mail server.
pub(super) struct ServerUrl {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) credentials: Option<Credentials>,
    /// A certificate to be trusted besides those of the usual authorities (`?ca=/etc/ssl/relay.pem`).
    pub(super) trusted: Option<Certificate>,
}

impl ServerUrl {
    /// Reads an address.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let wrong = |why: &str| Error::internal(format!("the address of the mail server is wrong: {why}"));
        let url = Url::parse(text).map_err(|error| wrong(&error.to_string()))?;
        let option =
            |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
        if let Some((name, _)) = url.query_pairs().find(|(name, _)| !["tls", "ca"].contains(&name.as_ref())) {
            return Err(wrong(&format!("it has no option \"{name}\"; there are \"tls\" and \"ca\"")));
        }
        let asked = option("tls");
        let (tls, port) = match (url.scheme(), asked.as_deref()) {
            ("smtps", None) => (Tls::Wrapped, 465),
            ("smtp", Some("required")) => (Tls::Required, 587),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic, 587),
            ("smtp", None) => (Tls::None, 25),
            ("smtp" | "smtps", Some(_)) => return Err(wrong("\"tls\" is required or opportunistic, with smtp://")),
            _ => return Err(wrong("it begins with smtp:// or smtps://")),
        };
        let trusted = option("ca").map(|file| trusted(&file).map_err(|why| wrong(&why))).transpose()?;
        if trusted.is_some() && tls == Tls::None {
            return Err(wrong("\"ca\" means something with TLS only"));
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("it has no host"))?;
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(|text| text.into_owned());
        let credentials = match (url.username(), url.password()) {
            ("", _) => None,
            (user, password) => {
                let user = decoded(user).map_err(|_| wrong("the user name cannot be read"))?;
                let password = decoded(password.unwrap_or_default());
                Some(Credentials::new(user, password.map_err(|_| wrong("the password cannot be read"))?))
            }
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(Self { host, port: url.port().unwrap_or(port), tls, credentials, trusted })
    }
}

fn trusted(file: &str) -> std::result::Result<Certificate, String> {
    let pem = std::fs::read(file).map_err(|error| format!("the certificate {file} can't be read: {error}"))?;
    Certificate::from_pem(&pem).map_err(|_| format!("{file} is no certificate in the form of PEM"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_and_how() {
        let read =
            |text: &str| ServerUrl::parse(text).map(|url| (url.host, url.port, url.tls, url.credentials.is_some()));
        assert_eq!(read("smtp://127.0.0.1:1025").expect("valid"), ("127.0.0.1".to_owned(), 1025, Tls::None, false));
        let wrapped = read("smtps://accounts:p%40ss@mail.example.org").expect("valid");
        assert_eq!(wrapped, ("mail.example.org".to_owned(), 465, Tls::Wrapped, true));
        let required = read("smtp://mail.example.org?tls=required").expect("valid");
        assert_eq!((required.1, required.2), (587, Tls::Required));
        for wrong in [
            "http://mail.example.org",
            "mail.example.org",
            "smtp://",
            "smtps://x?tls=opportunistic",
            "smtp://x?tls=maybe",
            "smtp://x?tsl=required",
            "smtps://x?ca=/nowhere/at/all.pem",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
