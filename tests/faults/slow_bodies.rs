//! Clients that hold connections without using them: bodies that never end, answers that nobody reads.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rollcall_testkit::{Engine, Process};
use serde_json::json;

use super::world::{LONGEST, World, administrator, look_again};

/// Far more than the program may hold for one address, and than most systems let a program open.
const MANY: usize = 1_100;

fn connect(process: &Process, from: &str) -> Option<TcpStream> {
    let address: std::net::SocketAddr =
        process.address.trim_start_matches("http://").parse().expect("the program has an address");
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).expect("a socket");
    let own: std::net::SocketAddr = format!("{from}:0").parse().expect("an address");
    socket.bind(&own.into()).expect("an address of this machine");
    socket.connect(&address.into()).ok()?;
    Some(socket.into())
}

/// Begins a sign-in whose body does not come to its end.
fn begin(stream: &mut TcpStream) -> bool {
    let head =
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{";
    stream.write_all(head.as_bytes()).is_ok()
}

fn is_closed(stream: &mut TcpStream, patience: Duration) -> bool {
    stream.set_read_timeout(Some(patience)).expect("a time limit is set");
    let mut answer = Vec::new();
    // Whether with an answer or without, at the end nothing comes any more.
    stream.read_to_end(&mut answer).is_ok() || !answer.is_empty()
}

#[test]
fn others_are_answered_while_one_address_holds_all_connections_that_it_can() {
    let world = World::new(Engine::Sqlite, 3);
    let process = world.start();
    let mut held: Vec<TcpStream> = Vec::new();
    let mut began = 0;
    for _ in 0..MANY {
        let Some(mut stream) = connect(&process, "127.0.0.9") else { continue };
        began += usize::from(begin(&mut stream));
        held.push(stream);
    }
    assert!(began >= 256, "{began}");
    let admin = administrator(&process);
    admin.get("/users").expect(200);
    // What was too many is closed at once, not only when its body is late.
    let closed = held
        .iter_mut()
        .rev()
        .take(100)
        .filter_map(|stream| is_closed(stream, Duration::from_secs(2)).then_some(()))
        .count();
    assert!(closed >= 90, "{closed}");
    // The others are given up when their bodies are late; then the address is served again.
    let began = Instant::now();
    loop {
        if let Some(mut stream) = connect(&process, "127.0.0.9") {
            let asked = stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").is_ok();
            stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time limit is set");
            let mut answer = String::new();
            if asked && stream.read_to_string(&mut answer).is_ok() && answer.contains("200 OK") {
                break;
            }
        }
        assert!(began.elapsed() < LONGEST, "the address is never served again");
        look_again();
    }
    drop(held);
}

#[test]
fn a_body_that_never_ends_is_answered_and_its_connection_closed() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let mut stream = connect(&process, "127.0.0.1").expect("a connection");
    assert!(begin(&mut stream));
    stream.set_read_timeout(Some(LONGEST)).expect("a time limit is set");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the connection ends");
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("body_too_slow"), "{answer}");
}

#[test]
fn a_body_in_chunks_that_never_ends_holds_no_connection_whatever_is_answered() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    for (call, status) in [
        ("POST /api/v1/auth/login", "408"),
        ("PATCH /api/v1/me", "401"),
        ("PUT /api/v1/me", "405"),
        ("GET /healthz", "200"),
        ("GET /", "200"),
    ] {
        let mut stream = connect(&process, "127.0.0.1").expect("a connection");
        let head = format!(
            "{call} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n"
        );
        stream.write_all(head.as_bytes()).expect("the beginning is sent");
        stream.set_read_timeout(Some(LONGEST)).expect("a time limit is set");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the connection ends");
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{call}: {answer}");
    }
}

#[test]
fn a_call_that_needs_no_sign_in_takes_no_large_body() {
    let world = World::new(Engine::Sqlite, 1);
    let process = world.start();
    let body = json!({ "username": "admin", "password": "x".repeat(20_000) });
    process.client().post("/auth/login", &body).expect_problem(413, "too_large");
    let admin = administrator(&process);
    let user = admin.get("/me").expect(200).json["id"].as_str().unwrap_or_default().to_owned();
    let long = json!({ "description": "x".repeat(20_000) });
    assert_ne!(admin.patch(&format!("/users/{user}"), &long).status, 413);
}
