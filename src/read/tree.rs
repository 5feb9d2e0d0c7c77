//! A part of a JSON document as a small tree, and how formats ask it. A list of nothing but numbers takes 8 bytes a number.

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A list of numbers; `NaN` where it has `null`.
    Numbers(Vec<f64>),
    /// Any other list.
    List(Vec<Tree>),
    /// Members in order.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// The member of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Tree> {
        match self {
            Tree::Map(members) => members.iter().find(|(key, _)| key == name).map(|(_, tree)| tree),
            _ => None,
        }
    }

    /// A number, also one written as a string; `NaN`, `null` and the like give none.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Tree::Number(number) => Some(*number),
            Tree::Text(text) => super::cell::plain(text.trim().as_bytes()),
            _ => None,
        }
        .filter(|number| number.is_finite())
    }

    /// The words of a string.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of the member of that name.
    pub(super) fn number_of(&self, name: &str) -> Option<f64> {
        self.get(name)?.number()
    }

    /// The words of the member of that name.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The items of a list; numbers as trees of their own.
    pub(super) fn items(&self) -> Vec<Tree> {
        match self {
            Tree::List(items) => items.clone(),
            Tree::Numbers(numbers) => numbers.iter().map(|n| lone(*n)).collect(),
            _ => Vec::new(),
        }
    }

    /// The item of a list.
    pub(super) fn item(&self, i: usize) -> Option<Tree> {
        match self {
            Tree::List(items) => items.get(i).cloned(),
            Tree::Numbers(numbers) => numbers.get(i).map(|n| lone(*n)),
            _ => None,
        }
    }

    /// The members of an object.
    pub(super) fn members(&self) -> &[(String, Tree)] {
        match self {
            Tree::Map(members) => members,
            _ => &[],
        }
    }
}

pub(super) fn lone(number: f64) -> Tree {
    if number.is_nan() { Tree::Null } else { Tree::Number(number) }
}
