//! A page in headless Chromium, and what a person does with it.

use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rollcall_testkit::{PASSWORD, free_port};
use serde_json::{Value, json};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use super::blocked;

/// How long a page may take to show something. Far more than any page needs: a machine can be busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Keys that are no letters, as WebDriver names them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const BACKSPACE: &str = "\u{e003}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: char = '\u{e008}';
    pub const CONTROL: char = '\u{e009}';
    pub const ESCAPE: &str = "\u{e00c}";
}

/// A browser with one page. [`Page::close`] ends it; dropping it ends the driver in any case.
pub struct Page {
    driver: WebDriver,
    chromedriver: Child,
    /// The session at the driver, by which a test that fails ends its browser.
    session: String,
    address: String,
    _profile: tempfile::TempDir,
}

/// The selector of a test id.
fn of(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

/// Whether an error only says that the page was not ready for what was asked: the element was replaced by a new one,
/// something lies over it, or it is not shown yet.
fn is_not_yet(error: &WebDriverError) -> bool {
    use WebDriverErrorInner as Inner;
    match error.as_inner() {
        Inner::StaleElementReference(_)
        | Inner::NoSuchElement(_)
        | Inner::ElementClickIntercepted(_)
        | Inner::ElementNotInteractable(_)
        | Inner::Timeout(_) => true,
        // What newer browsers say of an element whose document has gone.
        Inner::UnknownError(info) => info.value.message.contains("does not belong to the document"),
        _ => false,
    }
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
        let session = format!("http://127.0.0.1:{port}/session/{}", driver.session_id());
        let page = Self { driver, chromedriver, session, address: address.to_owned(), _profile: profile };
        blocked::watch(&page).await;
        page
    }

    /// Goes to an address of the console.
    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.address)).await.expect("the page loads");
    }

    /// Goes to an address of the console and waits until something is there.
    pub async fn see(&self, path: &str, testid: &str) {
        self.go(path).await;
        self.find(testid).await;
    }

    /// Signs in as the administrator, from any page.
    pub async fn sign_in(&self) {
        self.sign_in_as("admin").await;
    }

    /// Signs a user in, whoever was signed in before.
    pub async fn sign_in_as(&self, username: &str) {
        self.order("Network.clearBrowserCookies", json!({})).await;
        self.see("/sign-in", "sign-in-username").await;
        self.type_into("sign-in-username", username).await;
        self.type_into("sign-in-password", PASSWORD).await;
        self.click("sign-in-submit").await;
        self.find("account-menu").await;
    }

    /// The address of the page, from its first slash to before a question mark.
    pub async fn path(&self) -> String {
        self.driver.current_url().await.expect("the page has an address").path().to_owned()
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        let answer = self.driver.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("the script fails: {error}\n{script}")).json().clone()
    }

    /// Gives the browser an order of its debugging protocol.
    pub async fn order(&self, command: &str, parameters: Value) {
        self.driver.cdp().send_raw(command, parameters).await.expect("the browser obeys");
    }

    /// Gives the page this size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32, pixels: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": pixels, "mobile": false });
        self.order("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Lets requests for these addresses fail; none lets all through again.
    pub async fn block(&self, addresses: &[&str]) {
        self.order("Network.enable", json!({})).await;
        self.order("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }

    /// Presses keys one after the other, whatever has the focus.
    pub async fn press(&self, keys: &str) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("keys are pressed");
    }

    /// Presses a key while another one is held.
    pub async fn press_with(&self, held: char, key: &str) {
        let keys = self.driver.action_chain().key_down(held).send_keys(key).key_up(held);
        keys.perform().await.expect("keys are pressed");
    }

    /// Presses Tab until something has the focus, as one without a mouse would.
    pub async fn tab_to(&self, testid: &str) {
        for _ in 0..300 {
            let script = "return document.activeElement?.dataset?.testid ?? ''";
            if self.run(script).await == testid {
                return;
            }
            self.press(key::TAB).await;
        }
        panic!("{testid} can't be reached by keyboard");
    }

    /// Waits until the element with a test id is there.
    pub async fn find(&self, testid: &str) {
        self.css(&of(testid)).await;
    }

    /// Waits until there is an element that a selector names.
    pub async fn css(&self, selector: &str) {
        self.element(selector).await;
    }

    /// The element that a selector names, once it is there. It may be gone again at once: the page renders anew while one
    /// types, and when an answer arrives. What is done to it goes through [`Page::act`].
    async fn element(&self, selector: &str) -> WebElement {
        let query = self.driver.query(By::Css(selector)).wait(PATIENCE, LOOK_AGAIN);
        match query.first().await {
            Ok(element) => element,
            Err(error) => {
                let text = self.css_text("body").await;
                panic!("there is no {selector}: {error}\nThe page says:\n{text}");
            }
        }
    }

    /// Does something to the element that a selector names. Where the page was rendered anew in between, or something
    /// still lies over the element, it is done to the one that is there a moment later.
    async fn act<T>(&self, selector: &str, act: impl AsyncFn(&WebElement) -> WebDriverResult<T>) -> T {
        let began = Instant::now();
        loop {
            match act(&self.element(selector).await).await {
                Ok(done) => return done,
                Err(error) if is_not_yet(&error) && began.elapsed() < PATIENCE => self.pause().await,
                Err(error) => panic!("{selector}: {error}"),
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
        self.click_css(&of(testid)).await;
    }

    /// Clicks on what a selector names, which is scrolled to the middle where something lies over it, such as the head of a table.
    pub async fn click_css(&self, selector: &str) {
        self.act(selector, async |element| {
            element.wait_until().wait(LOOK_AGAIN * 10, LOOK_AGAIN).clickable().await?;
            match element.click().await {
                Err(error) if matches!(error.as_inner(), WebDriverErrorInner::ElementClickIntercepted(_)) => {
                    element.scroll_into_view().await?;
                    element.click().await
                }
                other => other,
            }
        })
        .await;
    }

    /// Types.
    pub async fn type_into(&self, testid: &str, text: &str) {
        self.act(&of(testid), async |element| element.send_keys(text).await).await;
    }

    /// Waits until the page's batch is in a state.
    pub async fn batch_is(&self, state: &str) {
        self.css(&format!("[data-testid=\"batch-state\"][data-state=\"{state}\"]")).await;
    }

    /// The text of an element.
    pub async fn text(&self, testid: &str) -> String {
        self.act(&of(testid), async |element| element.text().await).await
    }

    /// Keeps a picture of the page in the folder that `ROLLCALL_SCREENSHOTS` names. Pictures are for people, and take as long as
    /// the checks: without the variable there are none.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("ROLLCALL_SCREENSHOTS") else { return };
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
        let file = folder.join(format!("{name}.png"));
        std::fs::create_dir_all(file.parent().unwrap_or(&folder)).expect("a folder is made");
        self.driver.screenshot(&file).await.expect("a picture is taken");
    }

    /// Waits until an element has gone.
    pub async fn gone(&self, testid: &str) {
        let element = self.driver.query(By::Css(of(testid))).wait(PATIENCE, LOOK_AGAIN);
        assert!(element.not_exists().await.expect("the browser answers"), "{testid} is still there");
    }

    /// Waits until a row has gone from the list of users.
    pub async fn gone_row(&self, username: &str) {
        let selector = format!("[data-testid=user-row][data-of=\"{username}\"]");
        let row = self.driver.query(By::Css(&*selector)).wait(PATIENCE, LOOK_AGAIN);
        assert!(row.not_exists().await.expect("the browser answers"), "{username} is still listed");
    }

    /// Waits until an element says something, among other things.
    pub async fn says(&self, testid: &str, text: &str) {
        self.comes_to_say(testid, text, |found| found.contains(text)).await;
    }

    /// Waits until an element says something, and nothing else.
    pub async fn reads(&self, testid: &str, text: &str) {
        self.comes_to_say(testid, text, |found| found == text).await;
    }

    async fn comes_to_say(&self, testid: &str, text: &str, fits: impl Fn(&str) -> bool) {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if fits(&self.text(testid).await) {
                return;
            }
            self.pause().await;
        }
        panic!("{testid} does not say \"{text}\" but: {}", self.text(testid).await);
    }

    /// Closes the notices, which lie over the foot of the page.
    pub async fn dismiss(&self) {
        while self.has("toast").await {
            // A notice may go by itself at any moment.
            self.run("document.querySelector('[data-testid=toast] .pf-v6-c-alert__action button')?.click()").await;
            self.still().await;
        }
    }

    /// Whether an element is there now.
    pub async fn has(&self, testid: &str) -> bool {
        self.driver.find(By::Css(of(testid))).await.is_ok()
    }

    /// The same by a selector.
    pub async fn has_css(&self, selector: &str) -> bool {
        self.driver.find(By::Css(selector)).await.is_ok()
    }

    /// Types in place of what was typed before.
    pub async fn retype(&self, testid: &str, text: &str) {
        self.click(testid).await;
        self.press_with(key::CONTROL, "a").await;
        self.press(text).await;
    }

    /// Lets a moment pass before the next look at something outside of the page.
    pub async fn pause(&self) {
        // Where the page goes away meanwhile, the moment has passed all the same.
        drop(self.driver.execute("return new Promise(done => setTimeout(done, 50))", Vec::new()).await);
    }

    /// Waits until something has the focus.
    pub async fn focused(&self, testid: &str) {
        self.css(&format!("[data-testid=\"{testid}\"]:focus")).await;
    }

    /// What a field holds.
    pub async fn value(&self, testid: &str) -> String {
        self.act(&of(testid), async |element| element.value().await).await.unwrap_or_default()
    }

    /// Waits until a field holds something.
    pub async fn holds(&self, testid: &str, value: &str) {
        let began = Instant::now();
        while self.value(testid).await != value {
            assert!(began.elapsed() < PATIENCE, "{testid} holds \"{}\", not \"{value}\"", self.value(testid).await);
            self.pause().await;
        }
    }

    /// Chooses a value of a list.
    pub async fn choose(&self, testid: &str, value: &str) {
        let selector = format!("{} option[value=\"{value}\"]", of(testid));
        self.act(&selector, async |option| option.click().await).await;
    }

    /// Waits until nothing moves: axe would take a colour in the middle of a transition for the colour.
    pub async fn still(&self) {
        self.run("return Promise.all(document.getAnimations().filter(one => one.effect?.getTiming().iterations !== Infinity).map(one => one.finished.catch(() => 0))).then(() => 1)").await;
    }

    /// Ends the browser, which has come upon nothing that the policy of the site forbids.
    pub async fn close(mut self) {
        blocked::nothing_was(&self).await;
        self.driver.clone().quit().await.expect("the browser ends");
        self.chromedriver.kill().expect("the driver ends");
        self.chromedriver.wait().expect("the driver is gone");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // Gone already, where the page was closed. Without its driver a browser would go on for ever.
        drop(ureq::delete(&self.session).call());
        // Else it would wait for an answer of the driver, which is ended below, for two minutes.
        drop(self.driver.clone().leak());
        drop(self.chromedriver.kill());
        drop(self.chromedriver.wait());
    }
}
