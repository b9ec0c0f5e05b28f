//! The kit of parts: each part in each state, in a build for development.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use super::{axe, in_browser, page::Page};

/// Serves the files of a folder as the server would, without an API behind them.
fn serve(folder: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}", listener.local_addr().expect("the listener has an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A browser that goes away in the middle is none of the test's business.
            std::thread::spawn(move || answer(stream, &folder).ok());
        }
    });
    address
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
    if path.starts_with("api/") {
        return write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    let file = if path.starts_with("assets/") { path } else { "index.html".to_owned() };
    let kind = match file.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let body = std::fs::read(folder.join(&file))?;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}

fn kit() -> String {
    let folder =
        std::env::var("ROLLCALL_KIT").expect("ROLLCALL_KIT is not set: run the tests with `cargo xtask test browser`");
    serve(folder.into())
}

#[test]
fn every_part_is_clean_in_every_state_light_dark_narrow_and_mirrored() {
    let address = kit();
    in_browser(async {
        let page = Page::open(&address, 1280, 900).await;
        for (name, theme, language, width) in [
            ("light", "light", "en", 1280),
            ("dark", "dark", "en", 1280),
            ("narrow", "light", "en", 320),
            ("mirrored", "light", "ar-XB", 1280),
        ] {
            page.resize(width, 900, 1).await;
            page.see("/kit", "kit").await;
            page.run(&format!(
                "localStorage.setItem('rollcall.theme', '{theme}'); localStorage.setItem('rollcall.language', '{language}')"
            ))
            .await;
            page.see("/kit", "kit").await;
            axe::is_clean(&page, &format!("the kit, {name}")).await;
            page.picture(&format!("kit-{name}")).await;
            page.click("kit-toast").await;
            page.find("toast").await;
            page.click("kit-drawer").await;
            axe::is_clean(&page, &format!("the kit with a toast and the drawer, {name}")).await;
            page.click("drawer-close").await;
            page.click("kit-dialog").await;
            page.find("kit-dialog-open").await;
            axe::is_clean(&page, &format!("the kit with a dialog, {name}")).await;
        }
        page.close().await;
    });
}

#[test]
fn what_is_built_by_hand_is_the_filter_in_words_of_the_api() {
    let address = kit();
    in_browser(async {
        let page = Page::open(&address, 1280, 900).await;
        page.see("/kit", "filter-builder").await;
        assert!(
            page.text("kit-filter-text").await.starts_with("confirmed eq true and ("),
            "what is unfinished asks nothing"
        );
        page.type_into("filter-value", "Gr\u{fc}n \"x\"").await;
        let begun = "last_name co \"Gr\u{fc}n \\\"x\\\"\" and confirmed eq true";
        assert!(page.text("kit-filter-text").await.starts_with(begun), "{}", page.text("kit-filter-text").await);
        page.choose("filter-operator", "is-empty").await;
        assert!(page.text("kit-filter-text").await.starts_with("not (last_name pr) and "));
        page.choose("filter-join", "any").await;
        assert!(page.text("kit-filter-text").await.starts_with("not (last_name pr) or confirmed eq true or ("));
        page.click("filter-remove").await;
        assert!(page.text("kit-filter-text").await.starts_with("confirmed eq true or ("));
        page.close().await;
    });
}
