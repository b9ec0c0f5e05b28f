//! A client that talks to the API as any other program would.

use std::io::{BufRead, BufReader, Read};

use serde_json::{Value, json};
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text; empty where it is a file of another kind.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as JSON; null if it is no JSON.
    pub json: Value,
}

impl Answer {
    fn read(mut response: Response<Body>) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut bytes = Vec::new();
        response.body_mut().as_reader().read_to_end(&mut bytes).expect("an answer is read to its end");
        let media_type = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("");
        let is_binary = ["application/vnd.", "application/pdf"].iter().any(|start| media_type.starts_with(start));
        let text =
            if is_binary { String::new() } else { String::from_utf8(bytes.clone()).expect("an answer is UTF-8") };
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, text, bytes, json }
    }

    /// Asserts the status and goes on with the answer.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Asserts that it is a problem of this kind.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"), "{}", answer.text);
        assert_eq!(answer.json["code"], code, "{}", answer.text);
        assert_eq!(answer.json["status"], status);
        assert!(answer.json["request_id"].as_str().is_some_and(|id| !id.is_empty()));
        answer
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// A member that is text.
    #[track_caller]
    pub fn text_of(&self, member: &str) -> String {
        self.json[member].as_str().unwrap_or_else(|| panic!("no text {member:?} in {}", self.text)).to_owned()
    }

    /// The value of a cookie that the answer sets.
    #[track_caller]
    pub fn cookie(&self, name: &str) -> String {
        let set = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        set.filter_map(|text| text.split(';').next()?.split_once('='))
            .find_map(|(known, value)| (known == name).then(|| value.to_owned()))
            .unwrap_or_else(|| panic!("no cookie {name:?} in {:?}", self.headers))
    }

    /// The values of one member of the items of a page.
    #[track_caller]
    pub fn each(&self, member: &str) -> Vec<String> {
        let text = |item: &Value| item[member].as_str().map_or_else(|| item[member].to_string(), str::to_owned);
        self.items().iter().map(text).collect()
    }

    /// The items of a page.
    #[track_caller]
    pub fn items(&self) -> &Vec<Value> {
        self.json["items"].as_array().unwrap_or_else(|| panic!("no items in {}", self.text))
    }
}

/// How long an answer was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Its bytes.
    pub bytes: u64,
    /// Its line ends.
    pub lines: u64,
}

/// A caller of the API.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    base: String,
    headers: Vec<(String, String)>,
}

impl Client {
    /// A caller who is not signed in; `address` is the server's.
    pub fn new(address: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).build();
        Self { agent: config.new_agent(), base: format!("{address}/api/v1"), headers: Vec::new() }
    }

    /// The same caller for addresses outside of the API, such as `/healthz`.
    #[must_use]
    pub fn at_root(&self) -> Self {
        let mut other = self.clone();
        other.base = self.base.trim_end_matches("/api/v1").to_owned();
        other
    }

    /// The same caller at another server.
    #[must_use]
    pub fn moved_to(&self, address: &str) -> Self {
        Self { base: format!("{address}/api/v1"), ..self.clone() }
    }

    /// Every page of a list, one after the other.
    #[track_caller]
    pub fn pages(&self, path: &str, parameters: &[(&str, &str)]) -> Vec<Answer> {
        let mut pages: Vec<Answer> = Vec::new();
        loop {
            let cursor = pages.last().and_then(|page| page.json["next_cursor"].as_str().map(str::to_owned));
            let mut parameters = parameters.to_vec();
            parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page = self.query(path, &parameters).expect(200);
            let is_last = page.json["next_cursor"].is_null();
            pages.push(page);
            if is_last {
                return pages;
            }
            assert!(pages.len() < 10_000, "the list {path} has no end");
        }
    }

    /// The same caller with one more header on every call.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name.to_owned(), value.to_owned()));
        other
    }

    /// The same caller with a token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        self.with("Authorization", &format!("Bearer {token}"))
    }

    /// The same caller, who waits for a batch to rest.
    #[must_use]
    pub fn waiting(&self) -> Self {
        self.with("Prefer", "wait=60")
    }

    /// Signs in and returns the answer.
    pub fn sign_in(&self, username: &str, password: &str) -> Answer {
        self.post("/auth/login", &json!({ "username": username, "password": password }))
    }

    /// The caller, signed in.
    #[track_caller]
    #[must_use]
    pub fn signed_in(&self, username: &str, password: &str) -> Self {
        let token = self.sign_in(username, password).expect(200).text_of("access_token");
        self.with_token(&token)
    }

    /// A `GET`; `path` is below `/api/v1`.
    pub fn get(&self, path: &str) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        Answer::read(request.call().expect("the server answers"))
    }

    /// A `GET` with parameters.
    pub fn query(&self, path: &str, parameters: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        Answer::read(request.query_pairs(parameters.iter().copied()).call().expect("the server answers"))
    }

    /// An answer that is read as it comes.
    pub fn open(&self, path: &str) -> impl BufRead + use<> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = request.call().expect("the server answers");
        assert_eq!(response.status().as_u16(), 200, "{path}");
        BufReader::new(response.into_body().into_with_config().limit(u64::MAX).reader())
    }

    /// Reads an answer to its end without keeping it: how long it was.
    pub fn read_through(&self, path: &str) -> Length {
        let mut body = self.open(path);
        let (mut buffer, mut length) = (vec![0; 256 * 1024], Length { bytes: 0, lines: 0 });
        loop {
            match body.read(&mut buffer).expect("the answer goes on") {
                0 => return length,
                read => {
                    length.bytes += read as u64;
                    length.lines += buffer[..read].iter().filter(|byte| **byte == b'\n').count() as u64;
                }
            }
        }
    }

    /// A `POST` with a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, "application/json", body.to_string().as_bytes())
    }

    /// A `PATCH` with a JSON body.
    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, "application/json", body.to_string().as_bytes())
    }

    /// A `POST` without a body.
    pub fn post_nothing(&self, path: &str) -> Answer {
        self.send("POST", path, "", b"")
    }

    /// Any call with any body.
    pub fn send(&self, method: &str, path: &str, media_type: &str, body: &[u8]) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if !media_type.is_empty() {
            request = request.header("Content-Type", media_type);
        }
        let request = request.body(body).expect("a request is well-formed");
        Answer::read(self.agent.run(request).expect("the server answers"))
    }

    /// Uploads a file with settings.
    pub fn upload(&self, name: &str, file: &[u8], settings: &Value) -> Answer {
        const BOUNDARY: &str = "a-boundary-that-no-file-holds-7261";
        let mut body = Vec::with_capacity(file.len() + 1_000);
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(file);
        let part = format!(
            "\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"settings\"\r\n\r\n{settings}\r\n--{BOUNDARY}--\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        self.send("POST", "/batches/file", &format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }
}
