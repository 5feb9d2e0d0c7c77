//! Groups of files that use each other in a circle (Tarjan 1972).

use super::imports::Edges;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Every group of two or more files of which each reaches each other.
pub fn circles(edges: &Edges) -> Vec<Vec<PathBuf>> {
    let mut search =
        Search { edges, index: BTreeMap::new(), low: BTreeMap::new(), stack: Vec::new(), found: Vec::new() };
    for file in edges.keys() {
        if !search.index.contains_key(file) {
            search.visit(file);
        }
    }
    search.found
}

struct Search<'a> {
    edges: &'a Edges,
    /// When a file was met first.
    index: BTreeMap<&'a PathBuf, usize>,
    /// The earliest file on the stack that it reaches.
    low: BTreeMap<&'a PathBuf, usize>,
    stack: Vec<&'a PathBuf>,
    found: Vec<Vec<PathBuf>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, file: &'a PathBuf) {
        let own = self.index.len();
        self.index.insert(file, own);
        self.low.insert(file, own);
        self.stack.push(file);
        for other in self.edges.get(file).into_iter().flatten() {
            let reached = match self.index.get(other) {
                None => {
                    self.visit(other);
                    self.low[other]
                }
                Some(index) if self.stack.contains(&other) => *index,
                Some(_) => continue,
            };
            let low = self.low[file].min(reached);
            self.low.insert(file, low);
        }
        if self.low[file] == own {
            let start = self.stack.iter().position(|known| *known == file).unwrap();
            let group: Vec<PathBuf> = self.stack.drain(start..).cloned().collect();
            if group.len() > 1 {
                self.found.push(group);
            }
        }
    }
}
