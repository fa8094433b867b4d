//! How many different visitors there were, without keeping any of them: a HyperLogLog sketch.
//!
//! 16,384 registers of a byte; the error is below one percent, and next to nothing for a few hundred
//! visitors. Merging sketches is taking the larger of each two registers, so the order of events does
//! not matter.

const BITS: u32 = 14;
/// Bytes of a sketch.
pub const REGISTERS: usize = 1 << BITS;

/// The visitors of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch(Box<[u8]>);

impl Default for Sketch {
    fn default() -> Self {
        Self(vec![0; REGISTERS].into_boxed_slice())
    }
}

impl Sketch {
    /// Reads one; anything but a sketch is an empty one.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        if bytes.len() == REGISTERS {
            Self(bytes.into())
        } else {
            Self::default()
        }
    }

    /// The registers.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Counts a visitor, whose id is a good hash already.
    pub fn add(&mut self, visitor: i64) {
        // The sign is fixed in a visitor's id; the low bits choose the register.
        let hash = visitor.cast_unsigned();
        let register = (hash as usize) & (REGISTERS - 1);
        let rest = (hash >> BITS) | (1 << 48);
        let rank = rest.trailing_zeros() as u8 + 1;
        if let Some(place) = self.0.get_mut(register) {
            *place = (*place).max(rank);
        }
    }

    /// Adds the visitors of another sketch.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }

    /// How many there were.
    pub fn count(&self) -> i64 {
        let registers = REGISTERS as f64;
        let sum: f64 = self.0.iter().map(|rank| (-f64::from(*rank)).exp2()).sum();
        let raw = 0.7213 / (1.0 + 1.079 / registers) * registers * registers / sum;
        let empty = self.0.iter().filter(|rank| **rank == 0).count();
        if empty > 0 && raw <= 2.5 * registers {
            return (registers * (registers / empty as f64).ln()).round() as i64;
        }
        raw.round() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are as good as hashes.
    fn visitor(n: u64) -> i64 {
        let mut x = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) >> 1).cast_signed()
    }

    #[test]
    fn counts_are_near() {
        for (many, error) in [(0, 0), (1, 0), (50, 0), (1_000, 10), (100_000, 3_000)] {
            let mut sketch = Sketch::default();
            (0..many)
                .chain(0..many)
                .for_each(|n| sketch.add(visitor(n as u64)));
            assert!(
                (sketch.count() - many).abs() <= error,
                "{many}: {}",
                sketch.count()
            );
        }
    }

    #[test]
    fn merging_is_counting_together() {
        let (mut left, mut right, mut both) = <(Sketch, Sketch, Sketch)>::default();
        for n in 0..3_000 {
            left.add(visitor(n));
            right.add(visitor(n + 1_500));
            both.add(visitor(n));
            both.add(visitor(n + 1_500));
        }
        left.merge(&right);
        assert_eq!(left, both);
        assert_eq!(Sketch::from_bytes(left.bytes()), left);
        assert_eq!(Sketch::from_bytes(b"garbage").count(), 0);
    }
}
