//! Says where the system is, once it answers.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::first_password;

/// A first start migrates and hashes a password; a minute is ample even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(100);

/// Whom to wait for.
#[derive(clap::Args)]
pub(crate) struct Options {
    listen: SocketAddr,
    data: PathBuf,
    server: u32,
}

/// Waits until the server answers, then prints the block. Silent when it never does: the server
/// has then said why.
pub(crate) fn run(options: &Options) {
    let address = reachable(options.listen);
    let start = Instant::now();
    while start.elapsed() < PATIENCE && is_running(options.server) {
        if is_ready(address) {
            let password = std::env::var(first_password::MADE).ok();
            print!("{}", block(address, &options.data, password.as_deref()));
            let _ = std::io::stdout().flush();
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

/// Fails early, before a build of minutes, when something else has the address.
pub(crate) fn free(listen: SocketAddr) -> Result<()> {
    TcpListener::bind(listen)
        .map(drop)
        .with_context(|| format!("{listen} is taken; choose another with --listen 127.0.0.1:8081"))
}

fn block(address: SocketAddr, data: &Path, password: Option<&str>) -> String {
    let data = data.canonicalize().unwrap_or_else(|_| data.to_owned());
    let data = data.display();
    let sign_in = match password {
        Some(password) => format!("as admin, with the password {password}\n              It is shown this once."),
        None => "as admin, with the password of the first start (or ROLLCALL_ADMIN_PASSWORD, if that was given).\n              \
                 Lost it? target/release/rollcall admin create --help"
            .to_owned(),
    };
    format!(
        "
  Rollcall is ready.

    Console   http://{address}/
    API       http://{address}/api/v1
    Sign in   {sign_in}
    Data      {data}
    Stop      Ctrl-C

"
    )
}

/// An address that listens everywhere is reached on the loopback interface.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let mut address = listen;
    if listen.ip().is_unspecified() {
        let loopback: std::net::IpAddr = match listen {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(loopback);
    }
    address
}

fn is_running(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}

fn is_ready(address: SocketAddr) -> bool {
    let answer = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut start = String::new();
        stream.take(64).read_to_string(&mut start)?;
        Ok(start)
    };
    answer().is_ok_and(|start| start.starts_with("HTTP/1.1 200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_for_all_interfaces_is_shown_as_one_that_can_be_opened() -> Result<()> {
        assert_eq!(reachable("0.0.0.0:8080".parse()?).to_string(), "127.0.0.1:8080");
        assert_eq!(reachable("[::]:8080".parse()?).to_string(), "[::1]:8080");
        assert_eq!(reachable("127.0.0.1:80".parse()?).to_string(), "127.0.0.1:80");
        Ok(())
    }

    #[test]
    fn the_first_password_is_shown_in_the_box_and_only_then() -> Result<()> {
        let address = "127.0.0.1:8080".parse()?;
        assert!(block(address, Path::new("data"), Some("a-password")).contains("password a-password\n"));
        assert!(block(address, Path::new("data"), None).contains("admin create --help"));
        Ok(())
    }

    #[test]
    fn a_taken_address_is_told_before_the_build() -> Result<()> {
        let taken = TcpListener::bind("127.0.0.1:0")?;
        assert!(free(taken.local_addr()?).is_err());
        Ok(())
    }
}
