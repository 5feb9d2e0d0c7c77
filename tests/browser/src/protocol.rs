//! Words to Chromium's own protocol, by its driver: a slower machine, a phone's screen, another medium.
//!
//! In: a session in Chromium, a command and its values. Out: nothing; a command that is refused is an error.

use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

#[derive(Debug)]
struct Say(&'static str, Value);

impl WebDriverCompatibleCommand for Say {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}

pub async fn say(client: &Client, what: &'static str, with: Value) -> Result<(), String> {
    client.issue_cmd(Say(what, with)).await.map(drop).map_err(|error| error.to_string())
}
