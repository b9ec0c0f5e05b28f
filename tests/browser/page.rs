//! A page in headless Chromium, and what a person does with it.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rollcall_testkit::free_port;
use thirtyfour::prelude::*;

/// How long a page may take to show something.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A browser with one page. [`Page::close`] ends it; dropping it ends the driver in any case.
pub struct Page {
    driver: WebDriver,
    chromedriver: Child,
    address: String,
    _profile: tempfile::TempDir,
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run the tests with `cargo xtask test browser`"))
}

impl Page {
    /// Opens a browser of this size on a server.
    pub async fn open(address: &str, width: u32, height: u32) -> Self {
        let (port, profile) = (free_port(), tempfile::tempdir().expect("a folder is made"));
        let chromedriver = Command::new(variable("CHROMEDRIVER"))
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut wishes = DesiredCapabilities::chrome();
        wishes.set_binary(&variable("CHROMIUM")).expect("a browser is named");
        let size = format!("--window-size={width},{height}");
        let profile_argument = format!("--user-data-dir={}", profile.path().display());
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            &size,
            &profile_argument,
        ] {
            wishes.add_arg(argument).expect("an argument is taken");
        }
        let began = Instant::now();
        // The driver needs a moment until it listens.
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < PATIENCE, "chromedriver does not listen");
            std::thread::yield_now();
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await.expect("the browser starts");
        Self { driver, chromedriver, address: address.to_owned(), _profile: profile }
    }

    /// Goes to an address of the console.
    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.address)).await.expect("the page loads");
    }

    /// The element with a test id, once it is there.
    pub async fn find(&self, testid: &str) -> WebElement {
        self.css(&format!("[data-testid=\"{testid}\"]")).await
    }

    /// The element that a selector names, once it is there.
    pub async fn css(&self, selector: &str) -> WebElement {
        let query = self.driver.query(By::Css(selector)).wait(PATIENCE, LOOK_AGAIN);
        match query.first().await {
            Ok(element) => element,
            Err(error) => {
                let text = self.css_text("body").await;
                panic!("there is no {selector}: {error}\nThe page says:\n{text}");
            }
        }
    }

    async fn css_text(&self, selector: &str) -> String {
        match self.driver.find(By::Css(selector)).await {
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Clicks.
    pub async fn click(&self, testid: &str) {
        let element = self.find(testid).await;
        element.wait_until().wait(PATIENCE, LOOK_AGAIN).clickable().await.expect("it can be clicked");
        element.click().await.unwrap_or_else(|error| panic!("{testid} is not clicked: {error}"));
    }

    /// Types.
    pub async fn type_into(&self, testid: &str, text: &str) {
        self.find(testid).await.send_keys(text).await.expect("the text is typed");
    }

    /// Waits until the page's batch is in a state.
    pub async fn batch_is(&self, state: &str) {
        self.css(&format!("[data-testid=\"batch-state\"][data-state=\"{state}\"]")).await;
    }

    /// The text of an element.
    pub async fn text(&self, testid: &str) -> String {
        self.find(testid).await.text().await.expect("an element has a text")
    }

    /// Keeps a picture of the page: under `target/screenshots`, or where `ROLLCALL_SCREENSHOTS` says.
    pub async fn picture(&self, name: &str) {
        let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = match std::env::var_os("ROLLCALL_SCREENSHOTS") {
            Some(folder) => workspace.join(folder),
            None => workspace.join("target/screenshots"),
        };
        std::fs::create_dir_all(&folder).expect("a folder is made");
        self.driver.screenshot(&folder.join(format!("{name}.png"))).await.expect("a picture is taken");
    }

    /// Ends the browser.
    pub async fn close(mut self) {
        self.driver.clone().quit().await.expect("the browser ends");
        self.chromedriver.kill().expect("the driver ends");
        self.chromedriver.wait().expect("the driver is gone");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // Gone already, where the page was closed.
        drop(self.chromedriver.kill());
        drop(self.chromedriver.wait());
    }
}
