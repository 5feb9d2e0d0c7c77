//! A number in full: limbs of nine decimal digits → the nearest double, or every digit.
//!
//! In: a whole number, more limbs behind it, powers of ten and of two to multiply it by. Out: its limbs, or the double
//! nearest to it, ties to even. It is doubled or halved until its first 59 bits stand before the point.

/// A limb is below this.
const LIMB: u64 = 1_000_000_000;
/// Limbs that tell a number from every other (767 digits do); what follows counts only as more than nothing.
const LIMBS: usize = 96;
/// As far as a limb is doubled or halved at once.
const STEP: i32 = 29;

/// A number in full: limbs of nine digits, the greatest first, `whole` of them before the point (after it, where negative).
pub(super) struct Limbs {
    pub(super) limbs: Vec<u32>,
    pub(super) whole: i32,
}

impl Limbs {
    pub(super) fn of(whole: u64) -> Limbs {
        let mut limbs = Limbs { limbs: Vec::with_capacity(16), whole: 3 };
        [whole / LIMB / LIMB, whole / LIMB % LIMB, whole % LIMB].iter().for_each(|limb| limbs.push(*limb as u32));
        limbs
    }

    pub(super) fn push(&mut self, limb: u32) {
        if self.limbs.len() < LIMBS {
            self.limbs.push(limb);
        } else if let Some(last) = self.limbs.last_mut().filter(|_| limb > 0) {
            *last |= 1;
        }
    }

    /// No zeros at either end; nothing at all where it is zero.
    fn trim(&mut self) {
        let zeros = self.limbs.iter().take_while(|limb| **limb == 0).count();
        self.limbs.drain(..zeros);
        self.whole -= zeros as i32;
        while self.limbs.last() == Some(&0) {
            self.limbs.pop();
        }
    }

    fn times(&mut self, factor: u32) {
        let mut carry = 0;
        for limb in self.limbs.iter_mut().rev() {
            carry += u64::from(*limb) * u64::from(factor);
            (*limb, carry) = ((carry % LIMB) as u32, carry / LIMB);
        }
        self.limbs.insert(0, carry as u32);
        self.whole += 1;
        self.trim();
    }

    fn halve(&mut self, times: i32) {
        let mut rest = 0;
        for limb in &mut self.limbs {
            rest = rest * LIMB + u64::from(*limb);
            (*limb, rest) = ((rest >> times) as u32, rest & ((1 << times) - 1));
        }
        while rest > 0 {
            rest *= LIMB;
            self.push((rest >> times) as u32);
            rest &= (1 << times) - 1;
        }
        self.trim();
    }

    /// Times two to the power of `power`.
    pub(super) fn scale(&mut self, mut power: i32) {
        while power != 0 {
            let step = power.clamp(-STEP, STEP);
            power -= step;
            if step > 0 { self.times(1 << step) } else { self.halve(-step) }
        }
    }

    /// The number nearest to it times ten to the power of `tens`, ties to even.
    pub(super) fn nearest(mut self, tens: i32) -> f64 {
        self.times(10_u32.pow(tens.rem_euclid(9) as u32));
        self.whole += tens.div_euclid(9);
        if self.limbs.is_empty() || self.whole < -40 {
            return 0.0;
        }
        if self.whole > 40 {
            return f64::INFINITY;
        }
        // Until the two limbs before the point hold 59 bits.
        let mut power = 0;
        while self.whole != 2 {
            let step = if self.whole < 2 { STEP } else { -STEP };
            self.scale(step);
            power -= step;
        }
        let before = |limbs: &Limbs| {
            limbs.limbs.iter().chain(&[0, 0]).take(2).fold(0, |sum, limb| sum * LIMB + u64::from(*limb))
        };
        let step = before(&self).leading_zeros() as i32 - 5;
        self.scale(step);
        power -= step;
        let bits = before(&self);
        // What doesn't fit is told by the half and by whether there is anything beside it.
        let exponent = power + 58;
        let drop = 6 + (-1022 - exponent).max(0);
        let kept = bits.checked_shr(drop as u32).unwrap_or(0);
        let left = bits - kept.checked_shl(drop as u32).unwrap_or(0);
        let half = 1_u64.checked_shl(drop as u32 - 1).unwrap_or(u64::MAX);
        let exact = left == half && self.limbs.len() <= 2;
        let up = left > half || (left == half && (!exact || kept % 2 == 1));
        // The first bit of 53 is carried into the exponent, as is what rounding up overflows.
        let field = (exponent + 1022).max(0) as u64;
        f64::from_bits(((field << 52) + kept + u64::from(up)).min(f64::INFINITY.to_bits()))
    }
}
