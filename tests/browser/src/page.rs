//! A page under test: what every walk asks of it.

use crate::site::Site;
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

pub struct Page<'a> {
    pub client: Client,
    pub site: &'a Site,
    pub engine: &'static str,
    pub screens: &'a Path,
    pub name: &'a str,
    /// Longest time to wait for something to become true.
    pub patience: Duration,
}

/// The patience of a walk.
pub const PATIENCE: Duration = Duration::from_secs(30);

impl Page<'_> {
    /// Opens a page of the site.
    pub async fn open(&self, path: &str) -> Result<(), String> {
        self.open_at(&format!("{}{path}", self.site.address)).await
    }

    /// Opens a page anywhere.
    pub async fn open_at(&self, address: &str) -> Result<(), String> {
        self.client.goto(address).await.map_err(|error| told(&error, address))
    }

    /// Runs a function body with its arguments in `words`, and gives what it gives. The page tells by itself when the body has
    /// ended: a browser that is asked for it again and again is slower.
    pub async fn run(&self, body: &str, words: Vec<Value>) -> Result<Value, String> {
        let script = format!(
            "const words = [...arguments]; const done = words.pop(); (async () => {{ {body} }})() \
             .then(value => done({{ value }}), error => done({{ error: String(error && error.stack || error) }}));"
        );
        let answer = match self.client.execute_async(&script, words).await {
            Ok(answer) => answer,
            Err(error) if error.is_invalid_session_id() => return Err(told(&error, body)),
            Err(error) => return Err(format!("{}; heard {}", told(&error, body), self.heard_at_last().await)),
        };
        match answer.get("error") {
            Some(error) => Err(error.as_str().unwrap_or_default().to_owned()),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Waits until a function body gives something true, and gives it.
    pub async fn until(&self, body: &str, what: &str) -> Result<Value, String> {
        let began = Instant::now();
        let mut last = String::new();
        while began.elapsed() < self.patience {
            match self.client.execute(body, vec![]).await {
                Ok(value) if !matches!(value, Value::Null | Value::Bool(false)) => return Ok(value),
                Ok(_) => {}
                // A browser that has ended does not come back.
                Err(error) if error.is_invalid_session_id() => return Err(told(&error, body)),
                Err(error) => last = format!(" ({})", told(&error, body)),
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        Err(format!("waited {} s for {what}{last}; heard {}", self.patience.as_secs(), self.heard_at_last().await))
    }

    /// A page that no longer answers is heard no more.
    async fn heard_at_last(&self) -> String {
        self.heard().await.map_or_else(|why| why, |heard| heard.to_string())
    }

    /// Waits for the first widget's Report.
    pub async fn report(&self) -> Result<Value, String> {
        let shown = "const e = document.querySelector('outage-lens'); \
            return e && e.shadowRoot && e.shadowRoot.querySelector('[part~=headline]') && e.report || null;";
        self.until(shown, "a Report on the page").await
    }

    /// All words that the widget shows, half a second after they were asked for: a Report is taken over first and laid out
    /// in the frames after.
    pub async fn words(&self) -> Result<String, String> {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let body = "const e = document.querySelector('outage-lens'); \
            const say = n => n.nodeType === 3 ? n.data : ['STYLE', 'SCRIPT', 'OPTION'].includes(n.tagName) || n.hidden ? '' \
              : [...n.childNodes].map(say).join(' '); \
            const troubles = window.olTroubles && window.olTroubles.length ? ` (${window.olTroubles.join('; ')})` : ''; \
            return say(e.shadowRoot).replace(/\\s+/g, ' ') + troubles;";
        let words = self.client.execute(body, vec![]).await.map_err(|error| told(&error, body))?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// What the console and the window complained about.
    pub async fn heard(&self) -> Result<Value, String> {
        let heard = self.client.execute("return window.olHeard || ['no listener'];", vec![]).await;
        heard.map_err(|error| told(&error, "what was heard"))
    }

    /// Fails where anything complained.
    pub async fn quiet(&self) -> Result<(), String> {
        match self.heard().await? {
            Value::Array(list) if list.is_empty() => Ok(()),
            heard => Err(format!("the console said {heard}")),
        }
    }

    /// Hands bytes to the widget as a dropped file.
    pub async fn drop_file(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let body = "const [name, bytes] = words; const file = new File([new Uint8Array(bytes)], name); \
            const data = new DataTransfer(); data.items.add(file); const e = document.querySelector('outage-lens'); \
            const zone = e.shadowRoot.querySelector('[data-drop]') || e.shadowRoot.firstElementChild || e; \
            for (const type of ['dragenter', 'dragover', 'drop']) zone.dispatchEvent(new DragEvent(type, \
              { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));";
        self.run(body, vec![json!(name), json!(bytes)]).await.map(drop)
    }

    /// Chooses a file by a file button of the widget.
    pub async fn choose(&self, selector: &str, path: &Path) -> Result<(), String> {
        let body = format!("return document.querySelector('outage-lens').shadowRoot.querySelector('{selector}');");
        self.choose_in(&body, path).await
    }

    /// Lays a file on the page, in a button of its own with the id `given`, for a script to drop.
    pub async fn lay_out(&self, path: &Path) -> Result<(), String> {
        let body = "const button = document.createElement('input'); button.type = 'file'; button.id = 'given'; \
            document.body.append(button); return button;";
        self.choose_in(body, path).await
    }

    async fn choose_in(&self, body: &str, path: &Path) -> Result<(), String> {
        let found = self.client.execute(body, vec![]).await.map_err(|error| told(&error, body))?;
        let id =
            found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str).ok_or("no button")?;
        let button = Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()));
        button.send_keys(&path.to_string_lossy()).await.map_err(|error| told(&error, "a file for a button"))
    }

    /// Keeps a picture of the window.
    pub async fn screen(&self, what: &str) -> Result<(), String> {
        let shot = self.client.screenshot();
        let picture = tokio::time::timeout(Duration::from_secs(20), shot).await.map_err(|_| "no picture in 20 s")?;
        let path = self.screens.join(format!("{}-{}-{what}.png", self.name, self.engine));
        std::fs::write(path, picture.map_err(|error| told(&error, what))?).map_err(|error| error.to_string())
    }
}

/// What a driver said, by the kind of its error where it said no more, and where.
fn told(error: &CmdError, at: &str) -> String {
    let kind = if let CmdError::Standard(driver) = error { driver.error.to_string() } else { String::new() };
    format!("{kind} {error} at “{}”", at.chars().take(120).collect::<String>())
}

/// Fails with words where something does not hold.
pub fn holds(true_it_is: bool, otherwise: impl Into<String>) -> Result<(), String> {
    if true_it_is { Ok(()) } else { Err(otherwise.into()) }
}
