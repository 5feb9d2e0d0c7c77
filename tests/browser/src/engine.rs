//! Three engines behind one protocol: starts a driver, gives sessions, ends what it started.

use crate::page;
use crate::protocol::say;
use fantoccini::error::CmdError;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Map, Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::sync::Mutex;

/// Longest time for a driver to listen and for a session to open: a browser opens in 2 s, on a busy machine in 10.
const PATIENCE: Duration = Duration::from_secs(25);
/// How often a session is asked for. WebKit's driver lends each browser a port that it does not hold itself; where another
/// program took that port, both wait for ever, and only a new driver helps.
const TRIES: usize = 3;

/// Every walk's window, until it wants another.
const SIZE: (u32, u32) = (1280, 1000);

/// What is known about an engine.
pub struct About {
    pub name: &'static str,
    driver: &'static str,
    /// What the driver is started with; its port follows the last word.
    words: &'static [&'static str],
    capabilities: fn() -> Value,
}

pub static ENGINES: [About; 3] = [
    About { name: "chromium", driver: "chromedriver", words: &["--port="], capabilities: || chromium(&[]) },
    About {
        name: "firefox",
        driver: "geckodriver",
        words: &["--log=fatal", "--port="],
        capabilities: || json!({ "browserName": "firefox", "moz:firefoxOptions": { "args": ["-headless"], "binary": firefox(), "prefs": { "intl.accept_languages": "en-US" } } }),
    },
    About {
        name: "webkit",
        driver: "WebKitWebDriver",
        words: &["--port="],
        capabilities: || json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] } }),
    },
];

/// Chromium with WebGL, made by the processor alone.
pub static CHROMIUM_WITH_WEBGL: About = About {
    name: "chromium",
    driver: "chromedriver",
    words: &["--port="],
    capabilities: || chromium(&["--enable-unsafe-swiftshader"]),
};

fn chromium(more: &[&str]) -> Value {
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
    ];
    let words = [words.as_slice(), more].concat();
    json!({ "browserName": "chrome", "goog:loggingPrefs": { "browser": "ALL" }, "goog:chromeOptions": { "args": words } })
}

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

/// An engine with a driver that runs.
pub struct Engine {
    about: &'static About,
    driver: Mutex<Driver>,
}

impl Engine {
    pub async fn start(about: &'static About) -> Result<Engine, String> {
        let engine = Engine { about, driver: Mutex::new(Driver::start(about).await?) };
        // A session once, so that an engine that can't start is told from a test that fails.
        let first = engine.session().await?;
        first.close().await.map_err(|error| error.to_string())?;
        Ok(engine)
    }

    pub fn name(&self) -> &'static str {
        self.about.name
    }

    /// A fresh browser. Where it does not open, the driver is started anew and that is said.
    pub async fn session(&self) -> Result<Client, String> {
        let mut driver = self.driver.lock().await;
        let mut why = String::new();
        for again in 0..TRIES {
            if again > 0 {
                println!("--      {}: {why}; its driver is started anew", self.about.name);
                *driver = Driver::start(self.about).await?;
            }
            match tokio::time::timeout(PATIENCE, driver.session()).await {
                Ok(Ok(client)) => {
                    patient(&client, page::PATIENCE).await?;
                    return Ok(client);
                }
                Ok(Err(error)) => why = error,
                Err(_) => why = format!("no session within {} s", PATIENCE.as_secs()),
            }
        }
        Err(format!("{why}, {TRIES} times"))
    }

    /// Makes a browser ready for another walk, in a window of its own; opening another browser would take longer than most
    /// walks. No page, key or size of the walk before is left. None where it does not do that.
    pub async fn again(&self, client: &Client) -> Option<()> {
        let before = client.windows().await.ok()?;
        client.release_actions().await.ok()?;
        let next = client.new_window(false).await.ok()?;
        for window in before {
            client.switch_to_window(window).await.ok()?;
            client.close_window().await.ok()?;
        }
        client.switch_to_window(next.handle).await.ok()?;
        sized(client).await.ok()?;
        if self.about.name == "chromium" {
            // Otherwise the window takes keys and has no focus.
            say(client, "Page.bringToFront", json!({})).await.ok()?;
        }
        Some(())
    }

    pub async fn stop(self) {
        drop(self);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A running driver, and what it needs; all of it ends with it, browsers too.
struct Driver {
    about: &'static About,
    children: Vec<Child>,
    port: u16,
}

impl Driver {
    async fn start(about: &'static About) -> Result<Driver, String> {
        let port = free_port().map_err(|error| error.to_string())?;
        let mut running = Driver { about, children: Vec::new(), port };
        let mut driver = quiet(about.driver);
        if let [words @ .., last] = about.words {
            driver.args(words).arg(format!("{last}{port}"));
        }
        driver.env("LANG", "en_US.UTF-8").env("LC_ALL", "en_US.UTF-8").env("TZ", "UTC");
        if about.name == "webkit" {
            driver.env("DISPLAY", running.screen()?);
        }
        running.spawn(&mut driver)?;
        let began = std::time::Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if began.elapsed() > PATIENCE {
                return Err(format!("{} does not listen on port {}", about.driver, port));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(running)
    }

    /// Starts the virtual screen that WebKit draws on. It takes the first display that is free and says which.
    fn screen(&mut self) -> Result<String, String> {
        let mut command = quiet("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"]).stdout(Stdio::piped());
        let told = self.spawn(&mut command)?.stdout.take().ok_or("Xvfb says nothing")?;
        let mut display = String::new();
        BufReader::new(told).read_line(&mut display).map_err(|error| format!("Xvfb: {error}"))?;
        Ok(format!(":{}", display.trim()))
    }

    /// Starts a program in a group of its own, so that the browsers it starts can be ended with it.
    fn spawn(&mut self, command: &mut Command) -> Result<&mut Child, String> {
        let child = command.process_group(0).spawn();
        let child = child.map_err(|error| format!("{}: {error}", command.get_program().to_string_lossy()))?;
        self.children.push(child);
        self.children.last_mut().ok_or_else(|| "nothing started".to_owned())
    }

    async fn session(&self) -> Result<Client, String> {
        let Value::Object(capabilities) = (self.about.capabilities)() else { return Err("capabilities".to_owned()) };
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let capabilities: Map<String, Value> = capabilities;
        builder.capabilities(capabilities);
        let client = builder.connect(&format!("http://127.0.0.1:{}", self.port)).await;
        let client = client.map_err(|error| error.to_string())?;
        sized(&client).await.map_err(|error| error.to_string())?;
        Ok(client)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            let _ = quiet("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// How long a script of a walk may take, and a page to load.
pub async fn patient(client: &Client, patience: Duration) -> Result<(), String> {
    let timeouts = TimeoutConfiguration::new(Some(patience), Some(patience), None);
    client.update_timeouts(timeouts).await.map_err(|error| error.to_string())
}

async fn sized(client: &Client) -> Result<(), CmdError> {
    client.set_window_size(SIZE.0, SIZE.1).await
}

/// A port that nobody listens on, so that two runs on one machine don't meet.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn quiet(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
