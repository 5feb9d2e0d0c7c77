//! Three engines behind one protocol: starts a driver, gives sessions, ends what it started.

use fantoccini::{Client, ClientBuilder};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Longest time for a driver to listen and for a session to open.
const PATIENCE: Duration = Duration::from_secs(40);
/// The display of the virtual screen that WebKit draws on.
const DISPLAY: &str = ":77";

/// What is known about an engine.
pub struct About {
    pub name: &'static str,
    driver: &'static str,
    words: &'static [&'static str],
    port: u16,
    capabilities: fn() -> Value,
}

pub const ENGINES: &[About] = &[
    About {
        name: "chromium",
        driver: "chromedriver",
        words: &["--port=9515"],
        port: 9515,
        capabilities: || {
            let words = [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--lang=en-US",
                "--window-size=1280,1000",
            ];
            json!({ "browserName": "chrome", "goog:loggingPrefs": { "browser": "ALL" }, "goog:chromeOptions": { "args": words } })
        },
    },
    About {
        name: "firefox",
        driver: "geckodriver",
        words: &["--port", "9516", "--log", "fatal"],
        port: 9516,
        capabilities: || json!({ "browserName": "firefox", "moz:firefoxOptions": { "args": ["-headless"], "binary": firefox(), "prefs": { "intl.accept_languages": "en-US" } } }),
    },
    About {
        name: "webkit",
        driver: "WebKitWebDriver",
        words: &["--port=9517"],
        port: 9517,
        capabilities: || json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] } }),
    },
];

fn firefox() -> &'static str {
    let places = ["/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];
    places.into_iter().find(|place| Path::new(place).exists()).unwrap_or("firefox")
}

fn mini_browser() -> String {
    let places = ["lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "libexec", "lib64"];
    let full = |place: &str, version: &str| format!("/usr/{place}/webkit2gtk-{version}/MiniBrowser");
    let all = ["4.1", "4.0"].iter().flat_map(|version| places.iter().map(move |place| full(place, version)));
    all.into_iter().find(|path| Path::new(path).exists()).unwrap_or("MiniBrowser".to_owned())
}

/// A running driver.
pub struct Engine {
    about: &'static About,
    children: Vec<Child>,
}

impl Engine {
    pub async fn start(about: &'static About) -> Result<Engine, String> {
        let mut engine = Engine { about, children: Vec::new() };
        let mut driver = quiet(about.driver);
        driver.args(about.words).env("LANG", "en_US.UTF-8").env("LC_ALL", "en_US.UTF-8").env("TZ", "UTC");
        if about.name == "webkit" {
            engine.spawn(quiet("Xvfb").args([DISPLAY, "-screen", "0", "1400x1200x24", "-nolisten", "tcp"]))?;
            tokio::time::sleep(Duration::from_millis(800)).await;
            driver.env("DISPLAY", DISPLAY);
        }
        engine.spawn(&mut driver)?;
        let began = std::time::Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", about.port)).is_err() {
            if began.elapsed() > PATIENCE {
                return Err(format!("{} does not listen on port {}", about.driver, about.port));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // A session once, so that an engine that can't start is told from a test that fails.
        let first = engine.session().await?;
        first.close().await.map_err(|error| error.to_string())?;
        Ok(engine)
    }

    fn spawn(&mut self, command: &mut Command) -> Result<(), String> {
        let child = command.spawn().map_err(|error| format!("{}: {error}", command.get_program().to_string_lossy()))?;
        self.children.push(child);
        Ok(())
    }

    pub fn name(&self) -> &'static str {
        self.about.name
    }

    /// A fresh browser.
    pub async fn session(&self) -> Result<Client, String> {
        let Value::Object(capabilities) = (self.about.capabilities)() else { return Err("capabilities".to_owned()) };
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let capabilities: Map<String, Value> = capabilities;
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{}", self.about.port);
        let opened = tokio::time::timeout(PATIENCE, builder.connect(&address)).await;
        opened.map_err(|_| "the session does not open".to_owned())?.map_err(|error| error.to_string())
    }

    pub async fn stop(self) {
        drop(self);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn quiet(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
