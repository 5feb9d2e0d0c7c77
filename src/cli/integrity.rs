//! Bytes → the `integrity` value that a browser checks them against (Subresource Integrity, W3C), and the tag that carries it.

use super::files::SCRIPT;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// The `integrity` value of a file.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The same by SHA-256, for what every reader fetches: letters by chance don't compress, and these are twenty less.
pub(super) fn short_integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The tag that loads the script.
pub(super) fn tag(integrity: &str) -> String {
    format!("<script type=\"module\" src=\"{SCRIPT}\" integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_integrity_of_nothing() {
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
        assert_eq!(short_integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
