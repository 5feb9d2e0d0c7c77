//! The peers: which files a page loads of each, what each weighs, and what it does not do of what ours does.

use super::Race;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One that draws.
pub struct Drawer {
    pub name: &'static str,
    /// Its files below `node_modules`, all that it needs.
    files: &'static [&'static str],
    /// Whether it draws by WebGL.
    pub gl: bool,
    /// What is not there, or not as ours has it.
    lacks: &'static str,
}

pub const DRAWERS: [Drawer; 7] = [
    Drawer {
        name: "uplot",
        files: &["uplot/dist/uPlot.iife.min.js", "uplot/dist/uPlot.min.css"],
        gl: false,
        lacks: "reads no file; nothing for a screen reader, no keys",
    },
    Drawer {
        name: "chart.js",
        files: &["chart.js/dist/chart.umd.min.js"],
        gl: false,
        lacks: "reads no file; its axis has plain numbers, one of time needs an adapter; takes objects, no typed arrays; thins to its smallest and largest",
    },
    Drawer {
        name: "echarts",
        files: &["echarts/dist/echarts.min.js"],
        gl: false,
        lacks: "reads no file; zones other than UTC and the reader's; thins by its own choice of points, so that an extreme may be missing",
    },
    Drawer {
        name: "lightweight-charts",
        files: &["lightweight-charts/dist/lightweight-charts.standalone.production.js"],
        gl: false,
        lacks: "reads no file; zones other than UTC; time without points takes no room, so that a gap is not seen; merges neighbours, so that an extreme may be missing",
    },
    Drawer {
        name: "dygraphs",
        files: &["dygraphs/dist/dygraph.min.js", "dygraphs/dist/dygraph.min.css"],
        gl: false,
        lacks: "reads CSV, but was given lists; zones other than UTC and the reader's; takes lists of pairs, no typed arrays; nothing for a screen reader",
    },
    Drawer {
        name: "timechart",
        files: &[
            "d3-array/dist/d3-array.min.js",
            "d3-color/dist/d3-color.min.js",
            "d3-format/dist/d3-format.min.js",
            "d3-interpolate/dist/d3-interpolate.min.js",
            "d3-time/dist/d3-time.min.js",
            "d3-time-format/dist/d3-time-format.min.js",
            "d3-scale/dist/d3-scale.min.js",
            "d3-selection/dist/d3-selection.min.js",
            "d3-axis/dist/d3-axis.min.js",
            "timechart/dist/timechart.min.js",
        ],
        gl: true,
        lacks: "reads no file; zones other than UTC and the reader's; takes objects, no typed arrays; single precision; its axes are SVG, whose painting is not counted",
    },
    Drawer {
        name: "webgl-plot",
        files: &["webgl-plot/dist/webglplot.umd.js"],
        gl: true,
        lacks: "a line and nothing else: no axes, no words, no pointer; single precision",
    },
];

/// Those that only read.
const READERS: [&str; 7] = [
    "papaparse/papaparse.min.js",
    "d3-dsv/dist/d3-dsv.min.js",
    "udsv/dist/uDSV.iife.min.js",
    "csv-simple-parser/dist/index.js",
    "csv-simple-parser/dist/utils.js",
    "detect-eol/dist/index.js",
    "detect-eol/dist/constants.js",
];

/// Names a page has no map for, and where they lie from the file that imports them.
const BARE: [(&str, &str); 1] = [("'detect-eol'", "'../../detect-eol/dist/index.js'")];

/// Copies all that the pages load of them to where it is served.
pub fn copy(modules: &Path, to: &Path) -> Result<(), String> {
    let all = DRAWERS.iter().flat_map(|peer| peer.files).chain(&READERS);
    for file in all {
        let (from, to) = (modules.join(file), to.join(file));
        let copied = || -> std::io::Result<()> {
            std::fs::create_dir_all(to.parent().ok_or(std::io::ErrorKind::NotFound)?)?;
            let mut text = std::fs::read_to_string(&from)?;
            for (bare, path) in BARE {
                text = text.replace(bare, path);
            }
            std::fs::write(&to, text)
        };
        copied().map_err(|error| format!("{}: {error}", from.display()))?;
    }
    Ok(())
}

/// Prints what a page fetches of each by brotli, and what it does not do.
pub fn sizes(race: &Race<'_>) -> Result<(), String> {
    println!(
        "\nTo fetch, by brotli, and what a peer does not do:\n\n| contender | bytes | not there |\n|---|---:|---|"
    );
    let of_bundle = |names: &[&str]| names.iter().map(|name| race.site.bundle.join(name)).collect::<Vec<_>>();
    let ours = [
        ("outage-lens, a frozen figure", of_bundle(&["outage-lens.js", "outage-lens-figure.wasm"])),
        (
            "outage-lens, a live one",
            of_bundle(&["outage-lens.js", "outage-lens-figure.wasm", "outage-lens-engine.wasm"]),
        ),
    ];
    for (name, files) in ours {
        println!("| {name} | {} | |", packed(&files)?);
    }
    for peer in DRAWERS {
        let files: Vec<PathBuf> = peer.files.iter().map(|file| race.lab.join("node_modules").join(file)).collect();
        println!("| {} | {} | units, outages, prices, a worker; {} |", peer.name, packed(&files)?, peer.lacks);
    }
    Ok(())
}

/// The bytes of files, each by brotli.
fn packed(files: &[PathBuf]) -> Result<usize, String> {
    let sum = "console.log(files.reduce((sum, path) => sum + packed(path).length, 0));";
    let told = brotli(sum, files)?;
    told.trim().parse().map_err(|_| told)
}

/// Writes the brotli of each file beside it, for a host to send.
pub fn pack(files: &[PathBuf]) -> Result<(), String> {
    brotli("for (const path of files) writeFileSync(`${path}.br`, packed(path));", files).map(drop)
}

/// What node says of files: it has a brotli, and npm, which fetched the peers, brought it along.
fn brotli(act: &str, files: &[PathBuf]) -> Result<String, String> {
    let head = "const { readFileSync, writeFileSync } = require('fs'), { brotliCompressSync } = require('zlib'); \
        const files = process.argv.slice(1), packed = path => brotliCompressSync(readFileSync(path)); ";
    let told = Command::new("node").args(["-e", &(head.to_owned() + act)]).args(files).stdin(Stdio::null()).output();
    let told = told.map_err(|error| format!("node: {error}"))?;
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&told.stdout).into_owned())
}
