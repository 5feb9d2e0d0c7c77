//! Memory that a page takes for itself, as the system counts it.
//!
//! In: the name of an engine that this program drives. Out: MiB of the largest process of a page of it that no other process shares,
//! now, or the most while something is done. Refused: systems without `/proc`; there nothing is told.

use std::collections::HashMap;
use std::fs;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

/// What the process of a page is called with.
const CALLED: [(&str, &str); 3] =
    [("chromium", "--type=renderer"), ("firefox", "-isForBrowser"), ("webkit", "WebKitWebProcess")];

/// How often it is looked at while something is done.
const BEAT: Duration = Duration::from_millis(20);

/// What the page holds now.
pub fn of_page(engine: &str) -> Option<u64> {
    largest(&pages(engine))
}

/// Does something, and tells the most that the page held meanwhile.
pub async fn most<T>(engine: &str, work: impl Future<Output = T>) -> (T, Option<u64>) {
    let (pages, mut work, mut most) = (pages(engine), pin!(work), None);
    loop {
        most = most.max(largest(&pages));
        tokio::select! {
            done = &mut work => return (done, most),
            () = tokio::time::sleep(BEAT) => {}
        }
    }
}

/// The processes of its pages.
fn pages(engine: &str) -> Vec<u32> {
    let called = CALLED.iter().find(|(name, _)| *name == engine).map_or("no such engine", |(_, called)| called);
    let names = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
    let numbers = names.filter_map(|name| name.to_str()?.parse().ok());
    let parents: HashMap<u32, u32> = numbers.filter_map(|pid| Some((pid, number(pid, "PPid:")?))).collect();
    let is_page = |pid: &u32| {
        let line = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        line.contains(called) && is_ours(*pid, &parents)
    };
    parents.keys().copied().filter(is_page).collect()
}

fn largest(pages: &[u32]) -> Option<u64> {
    pages.iter().filter_map(|pid| number(*pid, "RssAnon:")).max().map(|kib| u64::from(kib) >> 10)
}

/// A number in what the system says of a process.
fn number(pid: u32, name: &str) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

/// True of a process that this program, or one that it began, has begun.
fn is_ours(mut pid: u32, parents: &HashMap<u32, u32>) -> bool {
    while let Some(parent) = parents.get(&pid) {
        if *parent == std::process::id() {
            return true;
        }
        pid = *parent;
    }
    false
}
