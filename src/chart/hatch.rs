//! Slanted lines that fill a box, cut at its edges: the texture for what is missing or assumed.

use super::sheet::Bounds;

/// The lines of a hatching with that distance; rising from left to right, or falling.
pub(super) fn lines((x0, y0, x1, y1): Bounds, distance: i32, rising: bool) -> Vec<((i32, i32), (i32, i32))> {
    let (width, height) = (x1 - x0, y1 - y0);
    let mut lines = Vec::new();
    // The grid of lines is fixed to the paper, so that neighbouring boxes join.
    let first = (x0 - height).div_euclid(distance.max(2)) * distance.max(2);
    for start in (first..x1).step_by(distance.max(2) as usize) {
        // The line runs through (start, bottom) with a slope of one.
        let from = (x0 - start).max(0);
        let until = height.min(x1 - start);
        if from >= until || width <= 0 {
            continue;
        }
        let y = |along: i32| if rising { y1 - along } else { y0 + along };
        lines.push(((start + from, y(from)), (start + until, y(until))));
    }
    lines
}
