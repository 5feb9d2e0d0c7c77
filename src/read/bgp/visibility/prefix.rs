//! An address block such as `175.45.176.0/24`.
//!
//! In: text or an address with a length. Out: the block with its host bits cleared. Refused: a length the address family
//! does not have.

use std::hash::{Hash, Hasher};
use std::net::IpAddr;

/// An address block; ordered so that a block comes right before the blocks inside it. 18 bytes: a table holds a million of
/// them, each twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Prefix {
    v6: bool,
    /// The first bit of the address comes first; those of the host are clear.
    network: [u8; 16],
    length: u8,
}

/// A word of IPv4, two of IPv6: routing data look a block up millions of times. Words are never mixed before they are hashed: a
/// file could choose blocks whose mixture is one.
impl Hash for Prefix {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let bits = self.bits();
        state.write_u64(((bits >> 64) as u64).rotate_left(32) ^ u64::from(self.length) << 56);
        if self.v6 {
            state.write_u64(bits as u64);
        }
    }
}

impl Prefix {
    /// The block of that length around an address.
    pub(crate) fn new(address: IpAddr, length: u8) -> Option<Prefix> {
        let (v6, bits, most) = match address {
            IpAddr::V4(v4) => (false, u128::from(v4.to_bits()) << 96, 32),
            IpAddr::V6(v6) => (true, v6.to_bits(), 128),
        };
        (length <= most).then(|| Prefix { v6, network: (bits & mask(length)).to_be_bytes(), length })
    }

    fn bits(&self) -> u128 {
        u128::from_be_bytes(self.network)
    }

    /// Reads `address/length`.
    pub(crate) fn parse(text: &str) -> Option<Prefix> {
        let (address, length) = text.trim().split_once('/')?;
        Prefix::new(address.parse().ok()?, length.parse().ok()?)
    }

    /// True where the other block lies in this one, or is it.
    pub(crate) fn covers(&self, other: &Prefix) -> bool {
        self.v6 == other.v6 && self.length <= other.length && self.bits() == other.bits() & mask(self.length)
    }

    /// Every block that holds it, itself first.
    pub(super) fn around(self) -> impl Iterator<Item = Prefix> {
        let network = move |length| (self.bits() & mask(length)).to_be_bytes();
        (0..=self.length).rev().map(move |length| Prefix { length, network: network(length), ..self })
    }

    /// How many /24s it holds; blocks smaller than a /24 and IPv6 hold none of their own.
    pub(super) fn slash24s(&self) -> f64 {
        match self.length {
            length if self.v6 || length > 24 => 0.0,
            length => f64::from(1u32 << (24 - length)),
        }
    }
}

fn mask(length: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_that_the_family_has_not_is_no_prefix() {
        for (text, fits) in
            [("10.0.0.0/32", true), ("10.0.0.0/33", false), ("::/128", true), ("::/129", false), ("::/255", false)]
        {
            assert_eq!(Prefix::parse(text).is_some(), fits, "{text}");
        }
    }
}
