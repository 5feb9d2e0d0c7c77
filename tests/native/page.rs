//! The bundle as those have it who install it.

use std::path::PathBuf;

/// The folder of the made bundle.
fn site() -> PathBuf {
    PathBuf::from(std::env::var("OUTAGE_LENS_SITE").unwrap())
}

#[test]
#[ignore = "needs the bundle: tests/run"]
fn the_bundle_is_a_package() {
    let read = |name: &str| std::fs::read_to_string(site().join(name)).unwrap();
    let package: serde_json::Value = serde_json::from_str(&read("package.json")).unwrap();
    for key in ["main", "types", "customElements"] {
        let file = package[key].as_str().unwrap();
        assert!(site().join(file).is_file(), "{key}: {file}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&read("custom-elements.json")).unwrap();
    assert_eq!(manifest["modules"][0]["declarations"][0]["tagName"], "outage-lens");
    let seals: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&read("integrity.json")).unwrap();
    for name in seals.keys() {
        assert!(site().join(name).is_file(), "integrity.json names {name}");
    }
    let frame = read("iframe-host.js").len();
    assert!(frame <= 1024, "iframe-host.js has {frame} bytes");
}

/// As a server renders a page: no document, no window. Needs Node, which `tests/run` sets up.
#[test]
#[ignore = "needs the bundle: tests/run"]
fn importing_it_without_a_page_does_nothing() {
    let script = "const before = Object.keys(globalThis).length;\
        const { OutageLens } = await import(process.argv[1]);\
        if (!OutageLens.observedAttributes.includes('src')) throw new Error('no table');\
        if (Object.keys(globalThis).length !== before) throw new Error('a global was left');\
        console.log('imported');";
    let file = format!("file://{}", site().join("outage-lens.js").canonicalize().unwrap().display());
    let node = std::process::Command::new("node").args(["--input-type=module", "-e", script, &file]).output();
    let node = node.unwrap();
    assert!(node.status.success(), "{}", String::from_utf8_lossy(&node.stderr));
    assert_eq!(String::from_utf8_lossy(&node.stdout).trim(), "imported");
}
