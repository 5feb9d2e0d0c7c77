//! [`Report`](crate::report::Report) → ink, over any of plotters' backends: the same code is a canvas in the page and SVG at home.
